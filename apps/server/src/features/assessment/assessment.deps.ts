// What assessment is given: the kernel, the register of districts, and rows of cases as lists show them.
import type { CaseSummary } from '@gezhi/core/cases/case.view'
import type { StoredFiles } from '../../kernel/blobs.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts, Registers } from '../../kernel/district.ts'

/** Cases by id as far as the reader of the transaction may see them, masked like every list. */
export type CaseSummaries = (
  tx: Tx,
  at: { readonly district: number; readonly now: number },
  ids: readonly string[],
) => Promise<ReadonlyMap<string, CaseSummary>>

export interface AssessmentDeps extends Deps {
  readonly districts: Districts
  readonly registers: Registers
  readonly summaries: CaseSummaries
  readonly files: StoredFiles
}
