// What notices are given: the kernel, who holds which post, and the cases that facts speak of.
import type { CaseState } from '@gezhi/core/cases/case'
import type { Bell } from '../../kernel/bell.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts, Rosters } from '../../kernel/district.ts'
import type { PersonalStore } from '../../kernel/personal.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'

export interface NoticeDeps extends Pick<Deps, 'db' | 'now' | 'log' | 'config' | 'metrics'> {
  readonly districts: Districts
  readonly rosters: Rosters
  readonly bell: Bell
  /** Numbers of reporters, opened for one message at a time. */
  readonly personal: Pick<PersonalStore, 'revealContact'>
  /** Cases as they stand after these facts, or later, by id. */
  readonly casesAfter: (
    district: number,
    facts: readonly Pick<StoredFact, 'stream' | 'version'>[],
  ) => Promise<ReadonlyMap<string, CaseState>>
}
