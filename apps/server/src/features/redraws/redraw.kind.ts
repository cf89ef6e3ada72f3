// A redraw of grids as a stream.
import { decideRedraw, type AnyRedrawCommand, type RedrawContext } from '@gezhi/core/grids/redraw.decide'
import { evolveRedraw, newRedraw, type RedrawFact, type RedrawState } from '@gezhi/core/grids/redraw'
import type { RedrawRefusal } from '@gezhi/core/grids/redraw.refusals'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import { giveCodes } from './code.store.ts'
import { checkRedraw, loadRedraws, projectRedraws } from './redraw.store.ts'

/** What the edge found out for deciding: the layout's faults, what would follow, who else is at it. */
export type RedrawEdge = Omit<RedrawContext, 'now' | 'actor'>
export type RedrawKind = StreamKind<AnyRedrawCommand, RedrawFact, RedrawState, RedrawRefusal, RedrawEdge>

/** The one deadline of a plan: its day. */
export const D_DAY = 'D_DAY'

export const redrawKind: RedrawKind = {
  name: 'redraw',
  initial: newRedraw,
  evolve: evolveRedraw,
  decide(command, state, { actor, receivedAt, context }) {
    if (!context) throw new Error('a redraw is decided on the registers as they are')
    return decideRedraw(command, state, { ...context, now: receivedAt, actor })
  },
  deadlines: ({ state, startsAt }) =>
    state === 'APPROVED' && startsAt !== null ? [{ key: D_DAY, dueAt: startsAt }] : [],
  load: loadRedraws,
  enrich: giveCodes,
  project: projectRedraws,
  answer: ({ stream, version }) => ({ id: stream, version }),
  check: checkRedraw,
}
