// What cases are told of redraws of grids.
import type { Consequences } from '@gezhi/core/grids/redraw'
import type { Tx } from '../../kernel/database.ts'

/** What a redraw did: the id of its stream beside it. */
export interface RedrawDone extends Pick<Consequences, 'grids' | 'retired' | 'before' | 'posts'> {
  readonly id: string
}
/** Redraws in force that retired one of these grids, the oldest first. */
export type FindRedraws = (
  tx: Tx,
  district: number,
  grids: readonly string[],
) => Promise<readonly RedrawDone[]>
