// Whose turn a verification is: never the handler's, and never one person's alone (E42; domain specification §2.9).
import type { CaseState } from './case.ts'
import { handlers } from './guards.ts'
import type { Desk } from './task.ts'

/** Desks that may verify after so many missed turns: the place first, then the centre, then the street's duty desk. */
export function verifyDesks(state: CaseState, centre: string, misses = state.verifyOverdue): readonly Desk[] {
  const here = state.location
  const desk = { due: 'D_VERIFY', except: handlers({ state }) }
  const remote: Desk = { ...desk, org: centre, roles: ['DISTRICT_OPERATOR'] }
  if (!here) return [remote]
  // A sampled case is looked at again by somebody who does not share the handler's grid.
  const place: Desk = state.sampled
    ? { ...desk, org: here.community, roles: ['COMMUNITY_OPERATOR'] }
    : { ...desk, org: here.community, grid: here.grid, roles: ['GRID_MEMBER', 'COMMUNITY_OPERATOR'] }
  return [
    place,
    ...(misses >= 2 ? [{ ...desk, org: here.street, roles: ['STREET_DISPATCHER'] as const }] : []),
    ...(misses >= 1 || state.sampled ? [remote] : []),
  ]
}

/** Desks that a missed turn adds; empty when all who may are called already. */
export const nextVerifyDesks = (state: CaseState, centre: string): readonly Desk[] => {
  const now = verifyDesks(state, centre)
  return verifyDesks(state, centre, state.verifyOverdue + 1).filter(
    ({ org }) => !now.some((desk) => desk.org === org),
  )
}
