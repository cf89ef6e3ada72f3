// What notices are given: the kernel, who holds which post, and the cases that facts speak of.
import type { CaseState } from '@gezhi/core/cases/case'
import type { Bell } from '../../kernel/bell.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts, Rosters } from '../../kernel/district.ts'
import type { PersonalStore } from '../../kernel/personal.ts'

export interface NoticeDeps extends Pick<Deps, 'db' | 'now' | 'log' | 'config' | 'metrics'> {
  readonly districts: Districts
  readonly rosters: Rosters
  readonly bell: Bell
  /** Numbers of reporters, opened for one message at a time. */
  readonly personal: Pick<PersonalStore, 'revealContact'>
  /** Cases as they stand now, by id. Under `readAs`. */
  readonly caseStates: (
    tx: Tx,
    district: number,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, CaseState>>
}
