import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import type { CaseSummary } from '@gezhi/core/cases/case.api'
import type { CaseCommand, CommandOf } from '@gezhi/core/cases/commands'
import type { Held } from '../offline/held.ts'
import { filesHere } from '../offline/issue.ts'
import type { Draft } from './draft.ts'
import type { Receipt } from './sent.tsx'

/**
 * Hands a complete report to the outbox, which never waits for the network; straight to the centre where the device
 * cannot keep anything. Throws `NoSpace`, or like `call`; the form then stays.
 */
export async function handOver(held: Held | null, draft: Draft, body: CaseCommand): Promise<Receipt> {
  if (!held) {
    const { id, number } = await call(caseApi.command, {
      params: { id: draft.id },
      headers: { 'idempotency-key': draft.key },
      body,
    })
    return { id, number, entry: null, addedTo: null }
  }
  const { outbox } = held.device
  const files = await filesHere(outbox, [
    ...draft.photos,
    ...draft.afterPhotos,
    ...(draft.voice ? [draft.voice] : []),
  ])
  const entry = await outbox.add({ kind: 'case', stream: draft.id, body, files })
  return { id: draft.id, number: null, entry, addedTo: null }
}

/** The same, of what is added to a case that somebody reported before. Cases nearby are known to devices only. */
export async function addTo(
  { device: { outbox } }: Held,
  { id, number }: CaseSummary,
  body: CommandOf<'annotate'>,
): Promise<Receipt> {
  const files = await filesHere(outbox, body.photos ?? [])
  const entry = await outbox.add({ kind: 'case', stream: id, body, files })
  return { id, number: null, entry, addedTo: number }
}
