// The reporter's contact lives as long as the case and twelve months: its date follows the end and the ways back.
import type { CaseFact } from '@gezhi/core/cases/facts'
import { contactKeptAfter, contactKeptWhileOpen } from '@gezhi/core/people/retention'
import { writeAs } from '../../kernel/access.store.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import type { CaseDeps } from './case.deps.ts'

/** Ends after which nobody has to be told anything more. A merged case is told by its primary, so it stays open here. */
const ENDS: ReadonlySet<string> = new Set(['CLOSED', 'VOIDED', 'TRANSFERRED'])
const WAYS_BACK: ReadonlySet<string> = new Set(['case.reopened', 'case.restored', 'case.unmerged'])

/** Until when the contact is kept after this fact; undefined when the fact changes nothing of it. */
function keptUntil({ type, at, to }: CaseFact): number | undefined {
  if (to !== undefined && ENDS.has(to)) return contactKeptAfter(at)
  return WAYS_BACK.has(type) ? contactKeptWhileOpen(at) : undefined
}

/** Moves the dates of the contacts whose cases ended or came back; seen again after a crash it changes nothing. */
export const keepContacts =
  ({ db, personal }: Pick<CaseDeps, 'db' | 'personal'>) =>
  async (facts: readonly StoredFact[], district: number): Promise<void> => {
    const until = new Map<string, number>()
    for (const { kind, stream, data } of facts) {
      // Gate: facts of kind `case` are written by the case decider only.
      const at = kind === 'case' ? keptUntil(data as unknown as CaseFact) : undefined
      if (at !== undefined) until.set(stream, at)
    }
    if (until.size === 0) return
    await writeAs(db, district, (tx) => personal.keepContacts(tx, district, until))
  }
