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

/** What a scope is made of: who holds one of the marks of a change may see it. */
export interface Marks {
  /** Shared by everybody who works in the same place: `all`, `street:…`, `community:…`, `grid:…`, `org:…`. */
  readonly places: readonly string[]
  /** Person key of who reported it, or who asks. */
  readonly reporter: string | undefined
}

function placesOf({ level, street, community, grids = [], org }: Scope): readonly string[] {
  const own = org === undefined ? [] : [`org:${org}`]
  switch (level) {
    case 'ALL':
      return ['all']
    case 'STREET':
      return [`street:${street}`, ...own]
    case 'COMMUNITY':
      return [`community:${community}`, ...own]
    case 'GRIDS':
      return grids.map((grid) => `grid:${grid}`)
    case 'ORG':
      return own
    case 'REPORTER':
    case 'NONE':
      return []
  }
}

/** The marks of a reader. Level NONE has none, not even the own reports. */
export const marksOf = (scope: Scope): Marks => ({
  places: placesOf(scope),
  reporter: scope.level === 'NONE' ? undefined : scope.reporter,
})

/** The marks of a change: one in common with the reader's is enough. */
export function marksFor({ change, row, parties: { orgs, grids } }: Watched): Marks {
  // A complaint about a unit is not told to it (R-P-44); its case has not changed for anybody else.
  if (change.fact.type.startsWith('rating.')) return { places: ['all'], reporter: undefined }
  const { street, community, grid, reporter } = row
  const marks = (kind: string, codes: Iterable<string | null>) =>
    [...codes].flatMap((code) => (code === null ? [] : [`${kind}:${code}`]))
  return {
    places: [
      'all',
      ...marks('street', [street]),
      ...marks('community', [community]),
      ...marks('grid', new Set([grid, ...grids])),
      ...marks('org', orgs),
    ],
    reporter,
  }
}

/** The event: the same for everyone who may see it. */
export function eventFrom({ change, row }: Watched, book: DistrictBook, now: number): CaseChange {
  const { by, at, type } = change.fact
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
