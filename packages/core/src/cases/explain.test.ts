// Why a deadline is due when it is: counted again from the facts, and the same as what the case carries (§2.5).
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dispatcher,
  handlerEast,
  leaderEast,
  member,
  operator,
  roads,
  supervisor,
  system,
} from './actors.testing.ts'
import type { CaseState, Deadline } from './case.ts'
import { usedBy } from './clocks.turns.ts'
import { explain, explainAll, type Explanation } from './explain.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, type Step, type Told } from './given.testing.ts'
import { at, calendar, DAY, HOUR, MINUTE, MONDAY, nextYear, rules } from './rules.testing.ts'
import { tours } from './tours.testing.ts'
import { STARTING_POINTS, walk } from './walk.testing.ts'

const of = (told: Pick<Told, 'facts' | 'now'>, key = 'D_HANDLE', now = told.now): Explanation => {
  const found = explain(told.facts, key, { calendar, now })
  if (!found) throw new Error(`no ${key}`)
  return found
}

/** What differs between an explanation and the deadline that the case carries; empty when they are one. */
function differences(state: CaseState, told: Pick<Told, 'facts' | 'now'>): string[] {
  const all = explainAll(told.facts, { calendar, now: told.now })
  const last = new Map(all.map((one) => [one.key, one]))
  const wrong = state.deadlines.flatMap((deadline: Deadline) => {
    const one = last.get(deadline.key)
    if (!one) return [`${deadline.key} is not explained`]
    const wall = (one.endedAt ?? told.now) - one.startedAt
    const used = usedBy(deadline, { now: told.now, rules })
    const facts: readonly (readonly [string, unknown, unknown])[] = [
      ['clock', one.clock, deadline.clock],
      ['limit', one.limitMs, deadline.limitMs],
      ['start', one.startedAt, deadline.startedAt],
      ['used', one.usedMs, used],
      ['end', one.endedAt, deadline.stoppedAt ?? null],
      ['wall time', one.ranMs + one.pausedMs, wall],
      ['due', one.agrees ? 'agrees' : one.dueAt, 'agrees'],
      // A stopped clock keeps the due time that it had.
      [
        'due of a running clock',
        deadline.state === 'RUNNING' && one.agrees ? deadline.dueAt : null,
        deadline.state === 'RUNNING' ? deadline.dueAt : null,
      ],
    ]
    return facts
      .filter(([, a, b]) => a !== b)
      .map(([what, a, b]) => `${deadline.key} ${what}: ${String(a)} ≠ ${String(b)}`)
  })
  const lives = all.filter(
    ({ segments, startedAt }) => segments[0] !== undefined && segments[0].from !== startedAt,
  )
  const gaps = all.filter(({ segments }) =>
    segments.some((one, at) => at > 0 && one.from !== segments[at - 1]?.to),
  )
  return [
    ...wrong,
    ...lives.map(({ key }) => `${key} does not begin with its start`),
    ...gaps.map(({ key }) => `${key} has a gap`),
  ]
}

describe('what is explained is what the case carries', () => {
  test.each(
    Object.entries(tours).filter(
      ([, steps]) => !steps.some((step) => 'context' in step && step.context?.rules),
    ),
  )('on the tour of %s', (_, steps) => {
    const told = cases(...steps)
    expect(differences(told.state, told)).toEqual([])
    expect(differences(told.state, { facts: told.facts, now: told.now + 3 * DAY })).toEqual([])
  })

  test('on walks of chance', { timeout: 60_000 }, () => {
    const seeds = fc.array(fc.nat(0x7fff_ffff), { minLength: 10, maxLength: 25, size: 'max' })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: STARTING_POINTS }), seeds, (start, steps) => {
        const told = walk(start, steps)
        // A walk may count by the calendar of the next year; its due times are then of two calendars.
        if (told.facts.some(({ type }) => type === 'deadline.recounted')) return
        expect(differences(told.state, told)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('the stretches of a clock', () => {
  const parked = cases(
    ...flow.grabbed(),
    by(leaderEast, flow.requestSuspend, { at: MONDAY + 4 * HOUR }),
    by(supervisor, { type: 'approveSuspend', reviewAt: MONDAY + 10 * DAY }, { at: MONDAY + 5 * HOUR }),
    by(leaderEast, { type: 'resume' }, { at: MONDAY + 29 * HOUR }),
  )

  test('name the fact, who decided, who asked and in which words', () => {
    const [ran, paused, runs] = of(parked).segments
    expect(ran).toMatchObject({
      state: 'RUNNING',
      cause: { type: 'order.grabbed', via: 'E10', command: 'grab' },
    })
    expect(paused).toMatchObject({
      state: 'PAUSED',
      wallMs: 24 * HOUR,
      countedMs: 24 * HOUR,
      cause: {
        type: 'case.suspended',
        command: 'approveSuspend',
        by: { post: supervisor.post },
        askedBy: { post: leaderEast.post },
        words: 'SEASON 冬季不能施工',
      },
    })
    expect(runs).toMatchObject({ state: 'RUNNING', open: true, cause: { command: 'resume' } })
    const [fact] = parked.facts.slice((paused?.cause.version ?? 0) - 1)
    expect(fact?.type).toBe('case.suspended')
  })

  test('say what would be without the pause', () => {
    const done = cases(
      ...flow.grabbed(),
      by(leaderEast, flow.requestSuspend, { at: MONDAY + 4 * HOUR }),
      by(supervisor, { type: 'approveSuspend', reviewAt: MONDAY + 10 * DAY }, { at: MONDAY + 5 * HOUR }),
      by(leaderEast, { type: 'resume' }, { at: MONDAY + 29 * HOUR }),
      by(handlerEast, flow.result(), { at: at('2026-09-20 15:02') }),
    )
    const one = of(done)
    expect(one.dueAt).toBe(at('2026-09-21 10:02'))
    expect(one.verdict).toMatchObject({ name: 'KEPT', lateMs: 0, leftMs: 19 * HOUR })
    expect(one.without).toMatchObject([
      { what: 'PAUSE', dueAt: at('2026-09-20 10:02'), lateMs: 5 * HOUR, decides: true },
    ])
  })
})

describe('the moves of a clock', () => {
  test('show the due time before and after, and what would be without', () => {
    const told = cases(
      ...flow.grabbed(),
      by(leaderEast, { type: 'requestExtension', until: at('2026-09-23 10:02'), reason: '等待材料' }),
      by(supervisor, { type: 'approveExtension' }),
      by(handlerEast, flow.result(), { at: at('2026-09-22 09:00') }),
    )
    const one = of(told)
    expect(one.moves).toMatchObject([
      {
        kind: 'EXTENSION',
        before: { dueAt: at('2026-09-20 10:02') },
        after: { dueAt: at('2026-09-23 10:02') },
        cause: { askedBy: { post: leaderEast.post }, words: '等待材料' },
      },
    ])
    expect(one.verdict.name).toBe('KEPT')
    expect(one.without).toMatchObject([
      { what: 'EXTENSION', countedMs: 72 * HOUR, lateMs: 46 * HOUR + 58 * MINUTE, decides: true },
    ])
  })

  test('tell an urgency from an item', () => {
    const told = cases(
      ...flow.grabbed(),
      by(supervisor, { type: 'raiseUrgency', urgency: 'URGENT', reason: '坍塌' }),
      by(operator, { type: 'reclassify', item: flow.RUIN, reason: '实为危房' }),
    )
    expect(of(told).moves.map(({ kind }) => kind)).toEqual(['URGENCY', 'ITEM'])
  })

  test('say that a return-up which came back brought a day', () => {
    const told = cases(
      ...flow.grabbed('W02001'),
      by(leaderEast, flow.returnUp, { at: MONDAY + 20 * HOUR }),
      by(supervisor, { type: 'rejectReturnUp', guidance: '再协调' }, { after: HOUR }),
    )
    expect(of(told).moves).toMatchObject([{ kind: 'TOP_UP' }])
    expect(of(told).verdict.leftMs).toBe(24 * HOUR)
  })

  test('say which law set a limit, and that the holidays of a year were published', () => {
    const december = [...flow.grabbed('W04001', [by(member, flow.report(), { at: at('2026-12-18 10:00') })])]
    const assumed = of(cases(...december))
    expect(assumed).toMatchObject({ assumed: true, law: null, dueAt: at('2027-01-15 10:02') })
    const told = cases(...december, by(system, { type: 'recount' }, { context: { rules: nextYear } }))
    const known = explain(told.facts, 'D_HANDLE', { calendar: nextYear.calendar, now: told.now })
    expect(known).toMatchObject({
      assumed: false,
      dueAt: at('2027-01-18 10:02'),
      moves: [{ kind: 'CALENDAR' }],
    })
  })
})

describe('the verdict', () => {
  const verdict = (steps: readonly Step[], key?: string) => of(cases(...steps), key).verdict

  test('is judged by when the work was done, not by when the network came back', () => {
    const told = cases(
      ...flow.grabbed(),
      by(handlerEast, flow.result({ occurredAt: at('2026-09-20 09:00') }), { at: at('2026-09-21 11:00') }),
    )
    expect(of(told).verdict).toMatchObject({ name: 'KEPT', judgedAt: at('2026-09-20 09:00') })
    expect(told.state.result?.late).toBe(false)
  })
  test('agrees with the lateness of the result', () => {
    const told = cases(
      ...flow.grabbed(),
      due('D_HANDLE'),
      by(handlerEast, flow.result(), { after: 2 * HOUR }),
    )
    expect(of(told).verdict).toMatchObject({ name: 'LATE', lateMs: 2 * HOUR, lateCountedMs: 2 * HOUR })
    expect(of(told).missedAt).toEqual([at('2026-09-20 10:02')])
    expect(told.state.result?.late).toBe(true)
  })
  test('runs, stands or is overdue while nothing has ended it', () => {
    const told = cases(...flow.grabbed())
    expect(of(told).verdict).toMatchObject({ name: 'RUNNING', leftMs: 120 * HOUR })
    expect(of(told, 'D_HANDLE', MONDAY + 8 * DAY).verdict.name).toBe('OVERDUE')
    expect(verdict(flow.suspended()).name).toBe('PAUSED')
  })
  test('of a window is that it ran out, of a matter that was taken away that it lapsed', () => {
    expect(verdict([...flow.accepted(), due('D_GRAB')], 'D_GRAB').name).toBe('RAN_OUT')
    // An order that counts as signed was not signed in time.
    expect(verdict([...flow.dispatched(), due('D_SIGN#1')], 'D_SIGN#1').name).toBe('LATE')
    expect(
      verdict(
        [...flow.accepted(), by(operator, { type: 'void', reasonCode: 'INVALID', explanation: '无此事' })],
        'D_GRAB',
      ).name,
    ).toBe('LAPSED')
    expect(verdict(flow.grabbed(), 'D_GRAB').name).toBe('KEPT')
    expect(verdict(flow.dispatched(), 'D_DISPATCH').name).toBe('KEPT')
    expect(verdict(flow.suspended(), 'D_REQ#1').name).toBe('KEPT')
    const returned = [
      ...flow.dispatched(),
      by(roads.dispatcher, {
        type: 'requestReturn',
        reason: '非本局职责',
        legalBasis: '三定方案',
        suggestedOrg: '150402D02',
      }),
      by(dispatcher, { type: 'approveReturn' }),
    ] as const
    expect(verdict([...returned], 'D_HANDLE').name).toBe('LAPSED')
    expect(verdict([...returned], 'D_REQ#1').name).toBe('KEPT')
  })
})

test('a redo is another life of the same deadline', () => {
  const told = cases(...(tours['a redo'] ?? [...flow.submitted()]))
  const lives = explainAll(told.facts, { calendar, now: told.now }).filter(({ key }) => key === 'D_VERIFY')
  expect(lives.map(({ nth }) => nth)).toEqual(lives.map((_, index) => index + 1))
})

test('nights, weekends and holidays are the stretches that do not count', () => {
  const still = of(cases(...flow.grabbed()), 'D_HANDLE', at('2026-09-22 10:00')).still
  // Saturday the 19th only: the Sunday after it is made up.
  expect(still).toEqual([{ from: at('2026-09-19 00:00'), to: at('2026-09-20 00:00') }])
  expect(of(cases(...flow.accepted()), 'D_GRAB', MONDAY + DAY).still).toEqual([
    { from: at('2026-09-14 20:00'), to: at('2026-09-15 08:00') },
  ])
})

test('what never started is not explained', () => {
  expect(explain(cases(...flow.grabbed()).facts, 'D_PLAN', { calendar, now: MONDAY })).toBeUndefined()
})
