// 并案: what may be the same matter, whose clocks rule, and who hears the result (E53–E55; domain specification §2.10).
import { describe, expect, test } from 'vitest'
import { dispatcherEast, dispatcherWest, operator, resident, supervisor, system } from './actors.testing.ts'
import { leadOrder, type CaseState } from './case.ts'
import { OTHER } from './commands.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, clockOf, STREAM, type Step } from './given.testing.ts'
import { EAST, FAR_EAST_1, IN_WEST, ROADS } from './rules.testing.ts'

const other = (over: Partial<CaseState> = {}, from = flow.accepted()) => ({
  other: { ...cases(...from).state, ...over },
})
const merge = { type: 'merge', primary: OTHER } as const
const merged = [...flow.accepted(flow.LAMP, flow.byResident()), by(operator, merge, { context: other() })]

describe('a merge', () => {
  const when = (over: Partial<CaseState>, from = flow.accepted()) =>
    cases(...flow.accepted()).when(merge, { as: operator, context: other(over, from) })

  test('joins what is alike and near, into a case that is open and not itself', () => {
    when({}).gives({ type: 'case.merged', primary: OTHER, to: 'MERGED' })
    when({}, flow.accepted(flow.LAMP, flow.reported({ place: FAR_EAST_1 }))).gives('case.merged')
    when({}, flow.accepted(flow.LAMP, flow.reported({ place: IN_WEST }))).refuses('case/merge-too-far')
    when({ item: 'W04001' }).refuses('case/merge-other-family')
    for (const state of ['CLOSED', 'MERGED', 'VOIDED', 'DRAFT'] as const)
      when({ state }).refuses('case/merge-primary')
    cases(...flow.accepted())
      .when(merge, { as: operator })
      .refuses('case/merge-primary')
    cases(...flow.accepted())
      .when({ type: 'merge', primary: STREAM }, { as: operator, context: other() })
      .refuses('case/merge-self')
  })

  test('uses the narrower radius of the item where there is one', () => {
    const dispute = flow.accepted('W04001', flow.reported({ place: FAR_EAST_1 }))
    cases(...flow.accepted('W04001'))
      .when(merge, { as: operator, context: other({}, dispute) })
      .refuses('case/merge-too-far')
  })

  test('of the own street is for its dispatcher too', () => {
    cases(...flow.accepted())
      .when(merge, { as: dispatcherEast, context: other() })
      .gives('case.merged')
    cases(...flow.accepted())
      .when(merge, { as: dispatcherWest, context: other() })
      .refuses('case/not-your-area')
  })

  test('stops all clocks: those of the primary rule', () => {
    expect(cases(...merged).state.deadlines.filter(({ state }) => state !== 'STOPPED')).toEqual([])
  })

  test('makes the reporters subscribers of the primary, once', () => {
    const absorb = { type: 'absorb', from: OTHER } as const
    const secondary = { other: { ...cases(...merged).state, mergedInto: STREAM } }
    const told = cases(...flow.accepted(), by(system, absorb, { context: secondary }))
    expect(told.state).toMatchObject({
      mergedFrom: [OTHER],
      subscribers: [{ ref: { person: resident.person } }],
    })
    told.when(absorb, { as: system, context: secondary }).refuses('case/not-now')
    cases(...flow.accepted())
      .when(absorb, { as: system, context: other() })
      .refuses('case/merge-primary')
    const splitOff = { type: 'splitOff', from: OTHER } as const
    const apart = told.when(splitOff, { as: system, context: secondary }).gives('case.split-off')
    expect(apart).toMatchObject({ mergedFrom: [], subscribers: [] })
    cases(...flow.accepted())
      .when({ type: 'splitOff', from: OTHER }, { as: system })
      .refuses('case/not-now')
  })

  test('ends with the primary, and its reporter hears the result', () => {
    const closed = { other: cases(...flow.closed()).state }
    const follow = { type: 'primaryClosed', primary: OTHER } as const
    cases(...merged)
      .when(follow, { as: system, context: closed })
      .gives(
        { type: 'case.closed', merged: true, to: 'CLOSED' },
        { type: 'feedback.sent', text: '路灯已修复' },
      )
    cases(...merged)
      .when(follow, { as: system, context: other() })
      .refuses('case/not-now')
    cases(...merged, by(system, follow, { context: closed }))
      .when({ type: 'reopen', reasonCode: 'RECURRENCE', note: '复发' }, { as: supervisor })
      .refuses('case/not-now')
  })

  test('can be undone while the primary is open', () => {
    const unmerge = { type: 'unmerge', reason: '并错' } as const
    cases(...merged)
      .when(unmerge, { as: operator, context: other() })
      .gives({ type: 'case.unmerged', to: 'REPORTED' })
    cases(...merged)
      .when(unmerge, { as: operator, context: other({ state: 'CLOSED' }) })
      .refuses('case/merge-primary')
  })
})

test('a reporter of two merged cases stays for the one that was not let go', () => {
  const again = '00000000-0000-4000-8000-000000000003'
  const secondary = { other: { ...cases(...merged).state, mergedInto: STREAM } }
  const both = [OTHER, again].map((from) => by(system, { type: 'absorb', from }, { context: secondary }))
  const told = cases(...flow.accepted(), ...both)
  expect(told.state.subscribers).toHaveLength(2)
  const left = told
    .when({ type: 'splitOff', from: again }, { as: system, context: secondary })
    .gives('case.split-off')
  expect(left).toMatchObject({ mergedFrom: [OTHER], subscribers: [{ ref: { person: resident.person } }] })
})

describe('a case whose primary ends without a result', () => {
  const revive = { type: 'revive', primary: OTHER } as const
  const ended = (state: 'VOIDED' | 'TRANSFERRED' = 'VOIDED') => ({ other: cases(...voided(state)).state })
  const voided = (state: 'VOIDED' | 'TRANSFERRED') =>
    state === 'VOIDED'
      ? [
          ...flow.accepted(),
          by(operator, { type: 'void', reasonCode: 'FALSE', explanation: '不实' } as const),
        ]
      : [
          ...flow.accepted(),
          by(operator, { type: 'transfer', channel: 'COURT', explanation: '属诉讼事项' } as const),
        ]
  const from = (...steps: readonly Step[]) =>
    cases(...steps, by(operator, merge, { context: other() })).when(revive, { as: system, context: ended() })

  test('goes on by itself where it was', () => {
    const reported = from(...flow.reported()).gives({ type: 'case.unmerged', to: 'REPORTED' })
    expect(clockOf(reported, 'D_INTAKE').state).toBe('RUNNING')
    const pooled = from(...flow.accepted()).gives({ type: 'case.unmerged', to: 'POOLED' })
    expect([clockOf(pooled, 'D_GRAB').state, pooled.acceptedAt]).toEqual(['RUNNING', expect.any(Number)])
    const assigned = from(...flow.dispatched()).gives({ type: 'case.unmerged', to: 'ASSIGNED' })
    expect(leadOrder(assigned)).toMatchObject({ no: 2, kind: 'DISPATCH', org: ROADS, state: 'PENDING_SIGN' })
    expect(clockOf(assigned, 'D_SIGN#2').state).toBe('RUNNING')
    const handling = from(...flow.grabbed()).gives({ type: 'case.unmerged', to: 'HANDLING' })
    expect(leadOrder(handling)).toMatchObject({ no: 2, kind: 'GRAB', org: EAST, state: 'ACTIVE' })
    expect(clockOf(handling, 'D_HANDLE').state).toBe('RUNNING')
    expect(handling).toMatchObject({ mergedInto: null, windowClosed: false })
  })

  test('says why, and does so only when the primary really ended', () => {
    const told = cases(...merged)
    told
      .when(revive, { as: system, context: ended('TRANSFERRED') })
      .gives({ type: 'case.unmerged', reason: 'PRIMARY_TRANSFERRED' })
    told.when(revive, { as: system, context: other() }).refuses('case/not-now')
    told.when(revive, { as: operator, context: ended() }).refuses('case/not-your-role')
  })
})
