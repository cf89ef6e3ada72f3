// A case when grids are redrawn: it keeps the grid of its report as history, and who acts next follows its place.
import { expect, test } from 'vitest'
import { contributionOf } from '../assessment/contributions.ts'
import { follow, newTrace } from '../assessment/trace.ts'
import { dispatcherEast, member, memberWest, system } from './actors.testing.ts'
import type { CommandOf } from './commands.ts'
import * as flow from './flow.testing.ts'
import { by, cases } from './given.testing.ts'
import { DAY, DISTRICT, GRID_E1, GRID_E2, GRID_W1, HOUR, rules } from './rules.testing.ts'
import { tasksOf } from './tasks.ts'

const split = [...flow.grabbed(), by(dispatcherEast, { type: 'split', org: GRID_E1, task: '清扫' })]
const changeGrid: CommandOf<'changeGrid'> = {
  type: 'changeGrid',
  redraw: '00000000-0000-4000-8000-00000000000a',
  grid: GRID_E2,
  orders: [{ order: 2, grid: GRID_E2 }],
  posts: [member.post],
}
const redrawn = cases(...split, by(system, changeGrid))
const other = { ...member, post: 'post-other', person: 'other', grids: [GRID_E2] }

test('it keeps the grid of its report, and its parts and tasks go to the grid that holds its place', () => {
  expect(redrawn.state.location?.grid).toBe(GRID_E2)
  expect(redrawn.state.reportedIn?.grid).toBe(GRID_E1)
  expect(tasksOf(redrawn.state, DISTRICT).find(({ kind }) => kind === 'SIGN')).toMatchObject({
    grid: GRID_E2,
  })
  redrawn.when({ type: 'sign' }, { as: other }).gives('order.signed')
})

test('who worked there before brings in for a week what was under way, and nobody else does', () => {
  const lost = { ...member, grids: [] }
  redrawn.when({ type: 'sign' }, { as: lost, after: 7 * DAY }).gives('order.signed')
  redrawn.when({ type: 'sign' }, { as: lost, after: 7 * DAY + HOUR }).refuses('case/not-your-order')
  redrawn.when({ type: 'sign' }, { as: memberWest }).refuses('case/not-your-order')
})

test('a second redraw leaves the grid of the report, and the same one twice changes nothing', () => {
  const back = { ...changeGrid, grid: GRID_W1, orders: [{ order: 2, grid: GRID_W1 }] }
  const state = redrawn.when(back, { as: system }).gives({ type: 'case.grid-changed', names: {} })
  expect(state.reportedIn?.grid).toBe(GRID_E1)
  redrawn.when(changeGrid, { as: system }).refuses('case/not-now')
  redrawn.when(changeGrid, { as: dispatcherEast }).refuses('case/not-your-role')
})

test('figures stay in the grid of the report', () => {
  const trace = redrawn.facts.reduce((before, fact) => follow(before, fact, () => true), newTrace)
  expect(contributionOf(trace, rules).dimensions.grid).toBe(GRID_E1)
})
