// ④ 反馈: the result, its verification and the redo (E38–E42; §2.9).
import { describe, expect, test } from 'vitest'
import {
  alsoAs,
  colleague,
  community,
  communityWest,
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  operator,
  resident,
  roads,
} from './actors.testing.ts'
import type { CommandOf } from './commands.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, STREAM, type Step } from './given.testing.ts'
import { isSampled } from './sampling.ts'
import { tasksOf } from './tasks.ts'
import { nextVerifyDesks } from './tasks.verify.ts'
import {
  at,
  CENTRE,
  DISTRICT,
  EAST,
  EAST_1,
  FAR_EAST_1,
  GRID_E1,
  HOUR,
  MONDAY,
  NEAR_EAST_1,
  ROADS,
} from './rules.testing.ts'

const pass = { type: 'verifyPassNoContact' } as const
const fail: CommandOf<'verifyFail'> = {
  type: 'verifyFail',
  reasonCode: 'NOT_DONE',
  note: '未见修复',
  photos: [flow.PHOTO],
}
const redo = by(handlerEast, flow.result())
/** Stream ids inside and outside of the ten-percent sample. */
const ids = Array.from({ length: 40 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
const [sampled, unsampled] = [ids.find(isSampled) ?? '', ids.find((id) => !isSampled(id)) ?? '']

describe('a result', () => {
  test('comes from the organisation that handles, after the first contact, with a photo', () => {
    const told = cases(...flow.grabbed(undefined, flow.byResident()))
    told.when(flow.result(), { as: handlerEast }).refuses('case/contact-first')
    told.when(flow.result(), { as: roads.handler }).refuses('case/not-your-order')
    told.when(flow.result(), { as: dispatcherEast }).refuses('case/not-your-role')
    cases(...flow.grabbed())
      .when(flow.result({ photos: [] }), { as: handlerEast })
      .refuses('case/evidence-missing')
    cases(...flow.grabbed())
      .when(flow.result({ photos: [], resultType: 'EXPLAINED' }), { as: handlerEast })
      .gives('result.submitted')
  })

  test('says what was done and whom it was told to, in words of its own', () => {
    const told = cases(...flow.grabbed())
    told.when(flow.result({ text: '已按规定处理' }), { as: handlerEast }).refuses('case/empty-words')
    told
      .when(flow.result({ text: flow.report().text ?? '' }), { as: handlerEast })
      .refuses('case/copied-words')
    told.when(flow.result({ whom: '无' }), { as: handlerEast }).refuses('case/names-nobody')
    cases()
      .when(flow.selfHandle({ result: '已处理' }), { as: member })
      .refuses('case/empty-words')
  })

  test('stops the handling clocks and starts verification', () => {
    const told = cases(...flow.submitted())
    expect([told.clock('D_HANDLE').state, told.clock('D_WARN').state]).toEqual(['STOPPED', 'STOPPED'])
    expect(told.clock('D_VERIFY').dueAt).toBe(at('2026-09-16 10:03'))
    expect(told.state.result).toMatchObject({ late: false, order: 1, whom: '张先生' })
  })

  test('made offline counts when it was made, but never before the order and never in the future', () => {
    const submit = (occurredAt: string) =>
      cases(...flow.grabbed())
        .when(flow.result({ occurredAt: at(occurredAt) }), { as: handlerEast, at: at('2026-09-21 09:00') })
        .gives('result.submitted').result
    expect(submit('2026-09-20 10:00')).toMatchObject({ at: at('2026-09-20 10:00'), late: false })
    expect(submit('2026-09-20 10:03')).toMatchObject({ late: true })
    expect(submit('2026-09-14 09:30')?.at).toBe(MONDAY + 2 * 60_000)
    expect(submit('2026-01-01 00:00')).toMatchObject({ at: at('2026-09-21 09:00'), doubt: 'TOO_OLD' })
    expect(submit('2026-09-22 00:00')?.at).toBe(at('2026-09-21 09:00'))
  })

  test('that only controls a danger is one: the lasting repair becomes a case of its own', () => {
    cases(...flow.grabbed(flow.RUIN))
      .when(flow.result({ resultType: 'CONTROLLED' }), { as: handlerEast })
      .gives({ type: 'result.submitted', result: { type: 'CONTROLLED' } })
  })

  test('ends every request that is still open', () => {
    const told = cases(...flow.grabbed(), by(leaderEast, flow.requestSuspend), redo)
    expect(told.state.requests[0]?.state).toBe('LAPSED')
  })
})

describe('a verification', () => {
  test('is done by grid, community or centre of the place', () => {
    const told = cases(...flow.submitted())
    for (const as of [community, operator])
      told.when(pass, { as }).gives('verification.passed', 'feedback.sent')
    told.when({ ...pass, place: NEAR_EAST_1 }, { as: member }).gives('verification.passed', 'feedback.sent')
    told.when(pass, { as: communityWest }).refuses('case/not-your-area')
    told.when(pass, { as: dispatcherEast }).refuses('case/not-your-role')
  })

  test('is never done by who did the work, whichever post the person holds', () => {
    const told = cases(...flow.submitted())
    told.when(pass, { as: alsoAs(handlerEast, community) }).refuses('case/own-work')
    told.when(fail, { as: alsoAs(handlerEast, community) }).refuses('case/own-work')
    const parted = cases(
      ...flow.grabbed(),
      by(dispatcherEast, { type: 'split', org: GRID_E1, task: '清扫' }),
      by(member, { type: 'sign' }),
      by(member, flow.part),
      redo,
    )
    parted.when(pass, { as: member }).refuses('case/own-work')
    parted
      .when({ ...pass, place: NEAR_EAST_1 }, { as: colleague })
      .gives('verification.passed', 'feedback.sent')
    cases(by(member, flow.selfHandle())).when(pass, { as: member }).refuses('case/own-work')
  })

  test('on the spot says where the verifier stood, or why the device did not', () => {
    const told = cases(...flow.submitted())
    told.when(pass, { as: member }).refuses('case/verify-position')
    told.when(fail, { as: member }).refuses('case/verify-position')
    told
      .when({ ...pass, placeReason: 'POSITION_INACCURATE' }, { as: member })
      .gives({ type: 'verification.passed', placeReason: 'POSITION_INACCURATE' }, 'feedback.sent')
    told
      .when({ ...fail, place: FAR_EAST_1, placeReason: 'SAME_BUILDING' }, { as: member })
      .gives({ type: 'verification.failed', distanceM: 90, placeReason: 'SAME_BUILDING' })
  })

  test('more than fifty metres from the place needs a reason of the list', () => {
    const told = cases(...flow.submitted())
    told
      .when({ ...pass, place: NEAR_EAST_1 }, { as: community })
      .gives({ type: 'verification.passed', distanceM: 30 }, 'feedback.sent')
    told.when({ ...pass, place: FAR_EAST_1, note: '封路' }, { as: community }).refuses('case/verify-place')
    told.when({ ...fail, place: FAR_EAST_1 }, { as: community }).refuses('case/verify-place')
    told
      .when({ ...pass, place: FAR_EAST_1, placeReason: 'NOT_REACHABLE' }, { as: community })
      .gives('verification.passed', 'feedback.sent')
  })

  test('leads to a follow-up where the reporter left a contact, else to the assessment', () => {
    const residents = cases(...flow.submitted(undefined, flow.byResident()))
    residents.when(pass, { as: community }).refuses('case/contactable')
    residents
      .when({ type: 'verifyPass' }, { as: community })
      .gives({ type: 'verification.passed', to: 'FOLLOW_UP' }, 'feedback.sent')
    const staffs = cases(...flow.submitted())
    staffs.when({ type: 'verifyPass' }, { as: community }).refuses('case/not-contactable')
    staffs
      .when(pass, { as: community })
      .gives({ type: 'verification.passed', to: 'TO_ASSESS' }, 'feedback.sent')
  })

  test('tells the reporter the result: before it the result is only a claim', () => {
    expect(cases(...flow.submitted()).state.feedbackAt).toBeNull()
    cases(...flow.submitted())
      .when(pass, { as: community })
      .gives('verification.passed', {
        type: 'feedback.sent',
        resultType: 'SOLVED',
        text: '路灯已修复',
        reply: { acceptedAt: MONDAY + 60_000, contactedAt: null, whom: '张先生', solvedAt: MONDAY + 180_000 },
      })
  })

  test('that nobody does goes to the centre and then to the street, and never passes by time', () => {
    const twice = [...flow.submitted(), due('D_VERIFY'), due('D_VERIFY')]
    cases(...twice.slice(0, -1))
      .when(pass, { as: dispatcherEast })
      .refuses('case/not-your-role')
    cases(...twice)
      .when(pass, { as: dispatcherEast })
      .gives('verification.passed', 'feedback.sent')
    expect(cases(...twice, due('D_VERIFY')).state).toMatchObject({ state: 'TO_VERIFY', verifyOverdue: 3 })
    expect(cases(...twice).clock('D_VERIFY').state).toBe('RUNNING')
  })
})

test('the next who may verify are known before the turn is missed', () => {
  const next = (...misses: Step[]) =>
    nextVerifyDesks(cases(...flow.submitted(), ...misses).state, CENTRE).map(({ org }) => org)
  expect([next(), next(due('D_VERIFY')), next(due('D_VERIFY'), due('D_VERIFY'))]).toEqual([
    [CENTRE],
    [EAST],
    [],
  ])
})

describe('a self-handled case that nobody verifies in time', () => {
  const wait = (stream: string, over = {}): Step[] => [
    by(member, flow.selfHandle(over), { context: { stream } }),
  ]
  const expire = (stream: string, over = {}) => {
    const told = cases(...wait(stream, over))
    return told.when(
      { type: 'expire', deadline: 'D_VERIFY' },
      { as: { ...operator, role: 'SYSTEM' }, at: told.clock('D_VERIFY').dueAt ?? 0, context: { stream } },
    )
  }

  test('passes, unless it is one of the ten percent that are looked at', () => {
    expire(unsampled).gives({ type: 'verification.passed', to: 'TO_ASSESS' }, 'feedback.sent')
    expire(sampled).gives({ type: 'verification.overdue', sampled: true })
  })

  test('and is one of them is looked at by the community or the centre, from the start', () => {
    const told = cases(...wait(sampled))
    const desks = tasksOf(told.state, DISTRICT).map(({ org, roles }) => [org, ...roles])
    expect(told.state.sampled).toBe(true)
    expect(desks).toEqual([
      [EAST_1, 'COMMUNITY_OPERATOR'],
      [String(DISTRICT), 'DISTRICT_OPERATOR'],
    ])
    told.when({ ...pass, place: NEAR_EAST_1 }, { as: colleague }).refuses('case/sampled')
    told.when(pass, { as: community }).gives('verification.passed', 'feedback.sent')
    expect(cases(...wait(unsampled)).state.sampled).toBeUndefined()
  })

  test('still owes a follow-up to a reporter with a contact', () => {
    expire(unsampled, flow.withContact).gives(
      { type: 'verification.passed', to: 'FOLLOW_UP' },
      'feedback.sent',
    )
  })

  test('is sampled by its id alone, about one in ten', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `${STREAM}-${n}`).filter(isSampled).length
    expect(many / 5000).toBeGreaterThan(0.08)
    expect(many / 5000).toBeLessThan(0.12)
    expect(isSampled(sampled)).toBe(isSampled(sampled))
  })
})

describe('a redo', () => {
  test('goes back to who handled, with half of the time and not less than a day', () => {
    const told = cases(...flow.submitted(), by(community, fail))
    expect(told.state).toMatchObject({
      state: 'HANDLING',
      lead: 2,
      result: null,
      reworkCount: 1,
      verifyFails: 1,
    })
    expect(told.state.orders[1]).toMatchObject({ kind: 'REWORK', org: EAST, state: 'ACTIVE' })
    expect(told.clock('D_HANDLE').limitMs).toBe(60 * HOUR)
    const short = cases(by(member, flow.selfHandle()), by(community, fail))
    expect(short.clock('D_HANDLE').limitMs).toBe(24 * HOUR)
    expect(short.state.orders[0]).toMatchObject({ kind: 'REWORK', org: EAST })
  })

  test('of a joint handling goes to the lead department', () => {
    const told = cases(...flow.partsDone(), by(roads.handler, flow.result()), by(community, fail))
    expect(told.state.orders.at(-1)).toMatchObject({ kind: 'REWORK', org: ROADS })
    expect(told.state.coordinator).toBeNull()
  })

  test('for the second time brings a card, of the colour of its class', () => {
    const again = (item: string) =>
      cases(...flow.submitted(item), by(community, fail), redo).when(fail, { as: community })
    again(flow.LAMP).gives('verification.failed', {
      type: 'supervision.issued',
      card: { level: 'ORDINARY', org: EAST },
    })
    again(flow.SEWAGE).gives('verification.failed', { type: 'supervision.issued', card: { level: 'YELLOW' } })
  })

  test('keeps half of the time when the item changes meanwhile', () => {
    const told = cases(
      ...flow.submitted(),
      by(community, fail),
      by(operator, { type: 'reclassify', item: 'W04001', reason: '改类' }),
    )
    expect(told.clock('D_HANDLE').limitMs).toBe(240 * HOUR)
  })

  test('says why, with a photo', () => {
    cases(...flow.submitted())
      .when(fail, { as: resident })
      .refuses('case/not-your-role')
    cases(...flow.submitted())
      .when(fail, { as: community })
      .gives({ type: 'verification.failed', reason: 'NOT_DONE', to: 'HANDLING' })
  })
})
