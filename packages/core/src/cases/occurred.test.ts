// A phone with a wrong clock: what it says is kept and shown, and moves nothing (§2.4, note 4).
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dispatcherEast, handlerEast, member } from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases } from './given.testing.ts'
import { occurred } from './occurred.ts'
import { at, DAY, GRID_E1, HOUR, MINUTE, MONDAY } from './rules.testing.ts'

const NOW = at('2026-09-21 09:00')

describe('what a device says of the time', () => {
  test('counts when it can be true', () => {
    expect(occurred(NOW - 3 * HOUR, NOW)).toEqual({ at: NOW - 3 * HOUR })
    expect(occurred(undefined, NOW)).toEqual({ at: NOW })
  })
  test('is the arrival when a clock runs a few minutes fast', () => {
    expect(occurred(NOW + 4 * MINUTE, NOW)).toEqual({ at: NOW })
  })
  test.each([
    ['AHEAD', NOW + 6 * MINUTE],
    ['AHEAD', NOW + 900 * DAY],
    ['TOO_OLD', NOW - 31 * DAY],
    ['TOO_OLD', 0],
  ] as const)('is doubted as %s and counts as of its arrival', (doubt, claimedAt) => {
    expect(occurred(claimedAt, NOW)).toEqual({ at: NOW, claimedAt, doubt })
  })
  test('does not reach back before the order, but for the call that came first', () => {
    const ordered = NOW - 2 * HOUR
    expect(occurred(ordered - 2 * HOUR, NOW, ordered)).toEqual({
      at: NOW,
      claimedAt: ordered - 2 * HOUR,
      doubt: 'BEFORE_ORDER',
    })
    expect(occurred(ordered - 50 * MINUTE, NOW, ordered)).toEqual({ at: ordered })
  })
  test('counts after days without a network, and is shown', () => {
    const claimedAt = NOW - 3 * DAY
    expect(occurred(claimedAt, NOW, NOW - 5 * DAY)).toEqual({ at: claimedAt, claimedAt, doubt: 'DELAYED' })
  })
  test('never counts after its arrival nor before its order, whatever it is', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(400 * DAY), (claimedAt, age) => {
        const ordered = NOW - age
        const { at: counted } = occurred(claimedAt, NOW, ordered)
        expect(counted).toBeLessThanOrEqual(NOW)
        expect(counted).toBeGreaterThanOrEqual(ordered)
      }),
    )
  })
})

const submit = (occurredAt: string, received = '2026-09-21 09:00') =>
  cases(...flow.grabbed()).when(flow.result({ occurredAt: at(occurredAt) }), {
    as: handlerEast,
    at: at(received),
  })

describe('a result', () => {
  test('is not made punctual by a clock that is days slow', () => {
    // The lamp was due on the 20th at 10:02; the phone says it was done in January.
    const late = submit('2026-01-01 00:00', '2026-09-22 09:00').gives('result.submitted').result
    expect(late).toMatchObject({
      at: at('2026-09-22 09:00'),
      late: true,
      claimedAt: at('2026-01-01 00:00'),
      doubt: 'TOO_OLD',
    })
    const before = submit('2026-09-14 08:30', '2026-09-22 09:00').gives('result.submitted').result
    expect(before).toMatchObject({ late: true, doubt: 'BEFORE_ORDER' })
  })

  test('stops its clock when it arrives, whatever it says', () => {
    for (const said of ['2026-09-18 10:00', '2027-09-21 00:00', '2026-01-01 00:00']) {
      const state = submit(said).gives('result.submitted')
      const handle = state.deadlines.find(({ key }) => key === 'D_HANDLE')
      expect(handle).toMatchObject({ state: 'STOPPED', stoppedAt: at('2026-09-21 09:00') })
    }
  })

  test('of a part is done when it arrives if its phone cannot be believed', () => {
    const split = [
      ...flow.grabbed(),
      by(dispatcherEast, { type: 'split', org: GRID_E1, task: '清扫' }),
      by(member, { type: 'sign' }),
    ]
    const done = (occurredAt: number) =>
      cases(...split)
        .when({ ...flow.part, order: 2, occurredAt }, { as: member, at: MONDAY + 2 * DAY })
        .gives('order.part-completed').orders[1]?.doneAt
    expect(done(MONDAY + DAY)).toBe(MONDAY + DAY)
    expect(done(MONDAY - DAY)).toBe(MONDAY + 2 * DAY)
    expect(done(MONDAY + 3 * DAY)).toBe(MONDAY + 2 * DAY)
  })
})

test('a report with a wrong clock is taken, and doubted', () => {
  const state = cases()
    .when(flow.report({ occurredAt: MONDAY + 3 * DAY }), { as: member, at: MONDAY })
    .gives({ type: 'case.reported', report: { occurredAt: MONDAY + 3 * DAY, doubt: 'AHEAD' } })
  expect(state).toMatchObject({ reportedAt: MONDAY })
  expect(state.deadlines[0]).toMatchObject({ key: 'D_INTAKE', startedAt: MONDAY })
})

test('a matter that was solved on the spot was not solved tomorrow', () => {
  const solved = (occurredAt: number) =>
    cases()
      .when(
        {
          type: 'selfHandle',
          item: 'W01001',
          place: flow.report().place,
          text: '垃圾',
          beforePhotos: [flow.PHOTO],
          afterPhotos: [flow.AFTER],
          result: '已清理',
          occurredAt,
        },
        { as: member, at: MONDAY },
      )
      .gives('case.self-handled').result
  expect(solved(MONDAY + DAY)).toMatchObject({ at: MONDAY, doubt: 'AHEAD' })
  expect(solved(MONDAY - HOUR)).toMatchObject({ at: MONDAY - HOUR })
})
