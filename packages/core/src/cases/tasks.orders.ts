// Tasks that come from single orders: parts, units of a joint handling, and the ratings after it.
import type { Role } from '../people/roles.ts'
import { orderOf, type CaseState, type Order } from './case.ts'
import { deadlineKey } from './context.ts'
import type { Make, Task } from './task.ts'

export const isUnit = (order: Order): boolean => order.kind === 'JOINT_LEAD' || order.kind === 'JOINT_CO'

export function partTasks(order: Order, state: CaseState, centre: string, task: Make): readonly Task[] {
  const { no, org } = order
  if (order.kind === 'SPLIT') {
    const roles: readonly Role[] = order.grid
      ? ['GRID_MEMBER', 'GRID_LEADER', 'COMMUNITY_OPERATOR']
      : ['COMMUNITY_OPERATOR']
    const due = order.state === 'PENDING_SIGN' ? deadlineKey('D_SIGN', no) : deadlineKey('D_HANDLE', no)
    return [
      task(order.state === 'PENDING_SIGN' ? 'SIGN' : 'PART', {
        org,
        roles,
        grid: order.grid,
        due,
        order: no,
      }),
    ]
  }
  if (!isUnit(order)) return []
  if (order.arrivalPending)
    return [
      task('CONFIRM_ARRIVAL', {
        org: coordinatingStreet(state) ?? centre,
        roles: ['STREET_LEADER', 'STREET_DISPATCHER', 'DISTRICT_DISPATCHER'],
        due: 'D_HANDLE',
        order: no,
      }),
    ]
  if (order.state === 'PENDING_SIGN')
    return [
      task('WHISTLE_ANSWER', {
        org,
        roles: ['DEPT_DISPATCHER', 'DEPT_HANDLER'],
        due: deadlineKey('D_SIGN', no),
        order: no,
      }),
    ]
  if (order.state === 'ACTIVE')
    return [
      task('ARRIVE', {
        org,
        roles: ['DEPT_HANDLER', 'DEPT_DISPATCHER'],
        due: deadlineKey('D_ARRIVE', no),
        order: no,
      }),
    ]
  return [
    task(no === state.lead ? 'HANDLE' : 'PART', {
      org,
      roles: ['DEPT_HANDLER', 'DEPT_DISPATCHER', 'DEPT_LEADER'],
      due: 'D_HANDLE',
      order: no,
    }),
  ]
}

/** A street that whistled coordinates; where a department leads, the district's dispatchers do. Streets have nine digits. */
export function coordinatingStreet(state: CaseState): string | undefined {
  const org = orderOf(state, state.coordinator)?.org
  return org !== undefined && /^\d{9}$/.test(org) ? org : undefined
}

/** After a joint handling each side rates the other once (§2.7, 7–8). */
export function ratings(state: CaseState, task: Make): readonly Task[] {
  if (!state.whistle) return []
  const units = [
    ...new Set(
      state.orders.filter((order) => isUnit(order) && order.state === 'DONE').map((order) => order.org),
    ),
  ]
  const street = state.whistle.by.org
  const missing = (from: string, to: string) =>
    !state.ratings.some((rating) => rating.from === from && rating.to === to)
  return [
    ...units
      .filter((unit) => missing(unit, street))
      .map((unit) => task('RATE', { org: unit, roles: ['DEPT_DISPATCHER', 'DEPT_LEADER'] })),
    ...(units.some((unit) => missing(street, unit))
      ? [task('RATE', { org: street, roles: ['STREET_LEADER', 'STREET_DISPATCHER'] })]
      : []),
  ]
}
