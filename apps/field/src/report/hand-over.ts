import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import type { Held } from '../offline/held.ts'
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
    return { id, number }
  }
  const { outbox } = held.device
  const hashes = [...draft.photos, ...draft.afterPhotos]
  // Photos that were sent before the device could keep any are at the centre already.
  const here = await Promise.all(hashes.map(async (hash) => (await outbox.files.open(hash)) !== null))
  const files = hashes.filter((_, index) => here[index])
  await outbox.add({ kind: 'case', stream: draft.id, body, files })
  return { id: draft.id, number: null }
}
