// What redraws are given: the kernel, the registers, and what lies in communities by the word of other features.
import type { Inventory } from '@gezhi/core/grids/redraw.effect'
import type { Tx } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts, Registers } from '../../kernel/district.ts'

/** Reads in the caller's transaction what stands in communities now. */
export type Counting<Part extends keyof Inventory> = (
  tx: Tx,
  district: number,
  communities: readonly string[],
) => Promise<Pick<Inventory, Part>>

export interface RedrawDeps extends Pick<Deps, 'db' | 'now' | 'log' | 'commits' | 'metrics'> {
  readonly districts: Districts
  readonly registers: Registers
  /** Reads at once what changed in the registers. */
  readonly refresh: () => Promise<boolean>
  /** Sessions are made of posts, and these have other grids now. */
  readonly postsChanged: () => void
  readonly openCases: Counting<'cases' | 'tasks'>
  readonly buildings: Counting<'buildings'>
}
