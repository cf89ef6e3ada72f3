// 分单: parts below the street, and who works on them inside an organisation (E19, E20, E26).
import { describe, expect, test } from 'vitest'
import {
  community,
  dispatcher,
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  roads,
  supervisor,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases } from './given.testing.ts'
import { at, DAY, EAST_1, GRID_E1, WATER, WEST_1 } from './rules.testing.ts'

describe('a split', () => {
  const split = (org: string = GRID_E1, dueAt?: number) =>
    ({ type: 'split', org, task: '清扫', ...(dueAt === undefined ? {} : { dueAt }) }) as const

  test('gives the grid its own order, due no later than the whole', () => {
    const told = cases(...flow.grabbed(), by(dispatcherEast, split()))
    expect(told.state.orders[1]).toMatchObject({
      no: 2,
      kind: 'SPLIT',
      org: EAST_1,
      grid: GRID_E1,
      parent: 1,
    })
    expect(told.clock('D_HANDLE#2').dueAt).toBe(told.clock('D_HANDLE').dueAt)
    expect(told.state.lead).toBe(1)
    cases(...flow.grabbed())
      .when(split(GRID_E1, at('2026-09-21 10:00')), { as: dispatcherEast })
      .refuses('case/due-after-parent')
  })

  test('goes below the own street, for items that may be delegated, by the leader when important', () => {
    cases(...flow.grabbed())
      .when(split(WEST_1), { as: dispatcherEast })
      .refuses('case/not-below-street')
    cases(...flow.grabbed('W01003'))
      .when(split(), { as: dispatcherEast })
      .refuses('case/item-not-delegable')
    cases(...flow.grabbed(flow.SEWAGE))
      .when(split(), { as: dispatcherEast })
      .refuses('case/leader-for-important')
    cases(...flow.grabbed(flow.SEWAGE))
      .when(split(), { as: leaderEast })
      .gives('order.split')
    cases(...flow.grabbed(flow.RUIN))
      .when(split(), { as: leaderEast })
      .refuses('case/urgent')
  })

  test('holds up the result until the part is done', () => {
    const told = cases(...flow.grabbed(), by(dispatcherEast, split()), by(member, { type: 'sign' }))
    told.when(flow.result(), { as: handlerEast }).refuses('case/parts-open')
    told.when(flow.part, { as: handlerEast }).refuses('case/not-your-order')
    const done = told.when(flow.part, { as: member }).gives({ type: 'order.part-completed', order: 2 })
    expect(done.deadlines.find(({ key }) => key === 'D_HANDLE#2')?.state).toBe('STOPPED')
  })

  test('of several parts each is signed by itself', () => {
    const two = cases(
      ...flow.grabbed(),
      by(dispatcherEast, split(EAST_1)),
      by(dispatcherEast, split(EAST_1)),
      by(community, { type: 'sign' }),
    )
    two.when({ type: 'sign' }, { as: community }).gives({ type: 'order.signed', order: 3 })
    two.when({ type: 'sign', order: 2 }, { as: community }).refuses('case/not-your-order')
    two.when({ ...flow.part, order: 3 }, { as: community }).gives({ type: 'order.part-completed', order: 3 })
  })

  test('that nobody signs counts as signed', () => {
    cases(...flow.grabbed(), by(dispatcherEast, split()))
      .whenDue('D_SIGN#2')
      .gives({ type: 'order.auto-signed', order: 2 })
  })

  test('stands still with the whole, so that it is never due later', () => {
    const parted = [
      ...flow.grabbed(),
      by(dispatcherEast, split()),
      by(member, { type: 'sign' }),
      by(leaderEast, flow.returnUp),
    ]
    expect(cases(...parted).clock('D_HANDLE#2').state).toBe('PAUSED')
    const back = cases(
      ...parted,
      by(supervisor, { type: 'rejectReturnUp', guidance: '再协调' }, { after: 3 * DAY }),
    )
    expect(back.clock('D_HANDLE#2')).toMatchObject({ state: 'RUNNING', dueAt: back.clock('D_HANDLE').dueAt })
  })
})

describe('a reassignment', () => {
  const reassign = (post: string, order = 1) => ({ type: 'reassign', order, post }) as const

  test('stays inside the organisation and changes the post', () => {
    const told = cases(...flow.grabbed())
    told
      .when(reassign(handlerEast.post), { as: dispatcherEast })
      .gives({ type: 'order.reassigned', post: handlerEast.post })
    told.when(reassign(dispatcherEast.post), { as: dispatcherEast }).refuses('case/same-post')
    told.when(reassign(roads.handler.post), { as: dispatcherEast }).refuses('case/post-of-other-org')
    told.when(reassign(handlerEast.post, 5), { as: dispatcherEast }).refuses('case/not-your-order')
    const returned = [
      ...flow.dispatched(),
      by(roads.dispatcher, {
        type: 'requestReturn',
        reason: '非本局职责',
        legalBasis: '三定方案',
        suggestedOrg: WATER,
      }),
      by(dispatcher, { type: 'approveReturn' }),
    ]
    cases(...returned, by(dispatcherEast, { type: 'grab' }))
      .when(reassign(roads.handler.post), { as: roads.dispatcher })
      .refuses('case/not-your-order')
  })
})
