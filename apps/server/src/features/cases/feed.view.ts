// From facts to feed events, and who may see them: the same rule as the row policies, for rows already in memory.
import type { CaseChange } from '@gezhi/core/cases/case.api'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { ROLES } from '@gezhi/core/people/roles'
import type { Scope } from '@gezhi/core/people/scope'
import type { DistrictBook } from '../../kernel/district.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import { summaryFrom } from './case.view.ts'
import type { Parties } from './feed.store.ts'
import type { SummaryRow } from './find.store.ts'

export interface Change {
  readonly stream: string
  readonly seq: number
  readonly fact: CaseFact
}

export interface Watched {
  readonly change: Change
  readonly row: SummaryRow
  readonly parties: Parties
}

/** One change a command: its first fact says what was done, its last seq says how far a reader has come. */
export function changesFrom(facts: readonly StoredFact[]): readonly Change[] {
  const byCommand = new Map<string, Change>()
  for (const stored of facts) {
    if (stored.kind !== 'case') continue
    const key = `${stored.stream}/${stored.commandId}`
    const first = byCommand.get(key)
    // Gate: facts of kind `case` are written by the case decider only.
    byCommand.set(key, {
      stream: stored.stream,
      seq: stored.seq,
      fact: first?.fact ?? (stored.data as unknown as CaseFact),
    })
  }
  return [...byCommand.values()]
}

function isVisible(scope: Scope, row: SummaryRow, { orgs, grids }: Parties): boolean {
  if (scope.reporter !== undefined && row.reporter === scope.reporter) return true
  switch (scope.level) {
    case 'ALL':
      return true
    case 'STREET':
      return row.street === scope.street || orgs.has(scope.org ?? '')
    case 'COMMUNITY':
      return row.community === scope.community || orgs.has(scope.org ?? '')
    case 'GRIDS':
      return (scope.grids ?? []).some((grid) => grid === row.grid || grids.has(grid))
    case 'ORG':
      return orgs.has(scope.org ?? '')
    case 'REPORTER':
    case 'NONE':
      return false
  }
}

/** The event for one reader, or null when it is not theirs to see. */
export function seenBy(scope: Scope, watched: Watched, book: DistrictBook, now: number): CaseChange | null {
  const { change, row, parties } = watched
  if (scope.level === 'NONE' || !isVisible(scope, row, parties)) return null
  const { by, at, type } = change.fact
  // A complaint about a unit is not told to it (R-P-44); its case has not changed for anybody else.
  if (type.startsWith('rating.') && scope.level !== 'ALL') return null
  const hidden = ROLES[by.role].level === 'L0'
  return {
    seq: change.seq,
    fact: type,
    at,
    actor: {
      role: by.role,
      org: hidden ? '' : by.org,
      orgName: hidden ? '' : (book.rules.organisation(by.org)?.shortName ?? by.org),
    },
    case: summaryFrom(row, book, now),
  }
}
