// What moves a due time and by how much: whistle, urgency, item, law, reopening (E21, E50, E58–E60; §2.5, §2.6, §2.11).
import { describe, expect, test } from 'vitest'
import type { Rulebook } from '../districts/district.ts'
import { STATUTORY_RULE_CODES } from '../districts/statutory.ts'
import {
  dispatcher,
  districtLeader,
  leaderEast,
  member,
  operator,
  roads,
  supervisor,
  system,
} from './actors.testing.ts'
import type { CaseState } from './case.ts'
import type { CommandOf } from './commands.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, type Move } from './given.testing.ts'
import { at, DAY, HOUR, items, limits, MINUTE, MONDAY, ROADS, rules } from './rules.testing.ts'

const clockIn = (state: CaseState, key: string) => state.deadlines.find((one) => one.key === key)
const raise = { type: 'raiseUrgency', urgency: 'URGENT', reason: '现场坍塌' } as const
const whistle: CommandOf<'whistle'> = {
  type: 'whistle',
  whistleType: 'DAILY',
  lead: { org: ROADS, task: '抢修' },
  units: [],
}

/** The same district, where one item follows a law. */
const lawful = (statutoryRule: string, over: Partial<Rulebook> = {}): Rulebook => ({
  ...rules,
  item: (code) => {
    const found = items.find((one) => one.code === code)
    return found && { ...found, statutoryRule }
  },
  ...over,
})
const under = (book: Rulebook, steps: readonly Move[]): Move[] =>
  steps.map((step) => ({ ...step, context: { ...step.context, rules: book } }))

describe('a warning', () => {
  test('comes at eighty percent, but not for what is urgent: its progress notes are due long before', () => {
    expect(cases(...flow.grabbed()).clock('D_WARN').dueAt).toBe(at('2026-09-18 10:02'))
    expect(clockIn(cases(...flow.grabbed(flow.RUIN)).state, 'D_WARN')).toBeUndefined()
  })
  test('ends when a case becomes urgent and begins again when it is not', () => {
    const urgent = cases(...flow.grabbed(), by(supervisor, raise))
    expect(urgent.clock('D_WARN').state).toBe('STOPPED')
    const calm = cases(
      ...flow.grabbed(),
      by(supervisor, raise),
      by(dispatcher, { type: 'lowerUrgency', urgency: 'GENERAL', reason: '已控制' }),
      by(supervisor, { type: 'coSignUrgency' }),
    )
    expect(calm.clock('D_WARN').state).toBe('RUNNING')
    expect(calm.clock('D_HANDLE').dueAt).toBe(at('2026-09-20 10:02'))
  })
  test('ends too when the handling limit was nearer already', () => {
    const told = cases(...flow.grabbed('W02001'), by(supervisor, raise, { at: MONDAY + 20 * HOUR }))
    expect(told.clock('D_HANDLE')).toMatchObject({ clock: 'WD24', dueAt: MONDAY + DAY + 2 * MINUTE })
    expect(told.clock('D_WARN').state).toBe('STOPPED')
  })
})

describe('a raised urgency', () => {
  test('gives every running clock min(old, now + new limit)', () => {
    const told = cases(...flow.dispatched(ROADS), by(supervisor, raise))
    expect(told.clock('D_SIGN#1').dueAt).toBe(told.now + 10 * MINUTE)
    // The lamp has 120 hours in any class: on the natural clock they end earlier than on the working one.
    expect(told.clock('D_HANDLE')).toMatchObject({ clock: 'NATURAL', dueAt: told.now + 120 * HOUR })
  })
})

describe('a whistle', () => {
  test('gives the longer of what is left and the limit of the item, by due time on whatever clock', () => {
    const late = cases(...flow.grabbed(), by(leaderEast, whistle, { at: MONDAY + DAY }))
    expect(late.clock('D_HANDLE').dueAt).toBe(MONDAY + 7 * DAY)
    const raised = cases(
      ...flow.grabbed('W02001'),
      by(supervisor, raise, { at: MONDAY + 20 * HOUR }),
      by(leaderEast, whistle),
    )
    expect(raised.clock('D_HANDLE')).toMatchObject({ clock: 'NATURAL', dueAt: raised.now + 24 * HOUR })
  })
})

describe('another item', () => {
  const reclassify = { type: 'reclassify', item: 'W04001', reason: '实为纠纷' } as const
  test('gives its limit from the start of handling', () => {
    const told = cases(...flow.grabbed(), by(operator, reclassify, { at: MONDAY + DAY }))
    expect(told.clock('D_HANDLE')).toMatchObject({ limitMs: 480 * HOUR, dueAt: at('2026-10-16 10:02') })
  })
  test('also while the clock stands, which gets its due time when it goes on', () => {
    const parked = cases(...flow.suspended(), by(operator, reclassify))
    expect(parked.clock('D_HANDLE')).toMatchObject({ state: 'PAUSED', dueAt: null, limitMs: 480 * HOUR })
    const back = cases(...flow.suspended(), by(operator, reclassify), by(leaderEast, { type: 'resume' }))
    const { usedMs, limitMs, dueAt } = back.clock('D_HANDLE')
    expect(limitMs - usedMs).toBe(480 * HOUR - 2 * MINUTE)
    expect(dueAt).toBeGreaterThan(MONDAY + 20 * DAY)
  })
})

test('a reopened case has the whole limit, a redo half of it', () => {
  const reopened = cases(
    ...flow.closed(),
    by(supervisor, { type: 'reopen', reasonCode: 'RECURRENCE', note: '复发' }),
  )
  expect(reopened.clock('D_HANDLE').limitMs).toBe(120 * HOUR)
  const reclassified = cases(
    ...flow.closed(),
    by(supervisor, { type: 'reopen', reasonCode: 'RECURRENCE', note: '复发' }),
    by(operator, { type: 'reclassify', item: 'W01003', reason: '改类' }),
  )
  expect(reclassified.clock('D_HANDLE').limitMs).toBe(72 * HOUR)
})

test('an extension that ends on a day of rest ends with the next working day', () => {
  const told = cases(
    ...flow.grabbed(),
    by(leaderEast, { type: 'requestExtension', until: at('2026-09-26 15:00'), reason: '等待材料' }),
    by(supervisor, { type: 'approveExtension' }),
  )
  // The 26th is the Saturday of Mid-Autumn, the 28th the Monday after it.
  expect(told.clock('D_HANDLE').dueAt).toBe(at('2026-09-28 00:00'))
})

describe('the total limit', () => {
  test('is a date for the closing rate: no suspension, no return-up and no extension moves it', () => {
    const before = cases(...flow.grabbed()).clock('D_TOTAL').dueAt
    const back = cases(...flow.suspended(), by(leaderEast, { type: 'resume' }, { after: 3 * DAY }))
    const extended = cases(
      ...flow.grabbed(),
      by(leaderEast, { type: 'requestExtension', until: at('2026-09-24 10:00'), reason: '等待材料' }),
      by(supervisor, { type: 'approveExtension' }),
    )
    for (const told of [cases(...flow.suspended()), cases(...flow.escalated()), back, extended])
      expect(told.clock('D_TOTAL')).toMatchObject({ state: 'RUNNING', dueAt: before, pausedMs: 0 })
  })
  test('when missed brings no card and makes nobody late', () => {
    const told = cases(...flow.suspended(), due('D_TOTAL'))
    expect(told.state.cards).toEqual([])
    expect(told.clock('D_HANDLE').state).not.toBe('STOPPED')
  })
})

describe('a plan of a task force', () => {
  test('waits while its case is on the ledger', () => {
    const ledger = { type: 'ledger', reason: '无条件', interimMeasure: '围挡' } as const
    const parked = cases(...flow.taskforce(), by(districtLeader, ledger))
    expect(parked.clock('D_PLAN').state).toBe('PAUSED')
    const back = cases(
      ...flow.taskforce(),
      by(districtLeader, ledger),
      by(roads.leader, { type: 'resume' }, { after: 10 * DAY }),
    )
    expect(back.clock('D_PLAN')).toMatchObject({ state: 'RUNNING', pausedMs: 10 * DAY })
  })
})

describe('a limit of the law', () => {
  const handled = (code: string) => cases(...under(lawful(code), flow.grabbed()))

  test('replaces ours when longer and when shorter', () => {
    expect(handled('PETITION').clock('D_HANDLE')).toMatchObject({ clock: 'NATURAL' })
    expect(handled('MEDICAL_MEDIATION').clock('D_HANDLE')).toMatchObject({ clock: 'WD24' })
    const short = cases(...under(lawful('CONSUMER_COMPLAINT'), flow.grabbed('W04001')))
    expect(short.clock('D_HANDLE').limitMs).toBeLessThan(480 * HOUR)
  })

  test('counts from the acceptance, not from whoever took the order last', () => {
    const accepted = MONDAY + MINUTE
    expect(handled('PETITION').clock('D_HANDLE').dueAt).toBe(accepted + 60 * DAY)
    const late = under(lawful('PETITION'), [
      ...flow.accepted(),
      by(system, { type: 'expire', deadline: 'D_GRAB' }, { after: 10 * DAY }),
      by(dispatcher, { type: 'dispatch', org: ROADS }),
    ])
    expect(cases(...late).clock('D_HANDLE').dueAt).toBe(accepted + 60 * DAY)
  })

  test('counts from the report where the law says so', () => {
    // Seven working days from Monday 14 September, 10:00, over no holiday but with the make-up Sunday of the 20th.
    expect(handled('CONSUMER_COMPLAINT').clock('D_HANDLE').dueAt).toBe(at('2026-09-22 10:00'))
  })

  test('thirty working days skip the holidays', () => {
    expect(handled('MEDICAL_MEDIATION').clock('D_HANDLE').dueAt).toBe(at('2026-10-30 10:01'))
  })

  test('gives fifteen days to take a petition in', () => {
    const classified = flow.reported({ item: flow.LAMP })
    expect(cases(...under(lawful('PETITION'), classified)).clock('D_INTAKE').dueAt).toBe(MONDAY + 15 * DAY)
    expect(cases(...under(lawful('LABOUR_MEDIATION'), classified)).clock('D_INTAKE').dueAt).toBe(
      MONDAY + limits.GENERAL.intake.ms,
    )
  })

  test('is not moved by urgency or whistle, and is extended as the law allows', () => {
    const book = lawful('PETITION')
    const steps = [...flow.grabbed(), by(supervisor, raise)]
    expect(cases(...under(book, steps)).clock('D_HANDLE').dueAt).toBe(MONDAY + MINUTE + 60 * DAY)
    const whistled = [...flow.grabbed(), by(leaderEast, whistle, { at: MONDAY + 9 * DAY })]
    expect(cases(...under(book, whistled)).clock('D_HANDLE').dueAt).toBe(MONDAY + MINUTE + 60 * DAY)
    const ask = (days: number) =>
      ({ type: 'requestExtension', until: MONDAY + MINUTE + days * DAY, reason: '案情复杂' }) as const
    const told = cases(...under(book, flow.grabbed()))
    told.when(ask(91), { as: leaderEast, context: { rules: book } }).refuses('case/extension-too-long')
    told.when(ask(90), { as: leaderEast, context: { rules: book } }).gives('request.made')
  })

  test('is named by the fact that started the clock', () => {
    const [fact] = handled('PETITION').facts.filter(({ type }) => type === 'order.grabbed')
    expect(fact?.clocks).toContainEqual(expect.objectContaining({ key: 'D_HANDLE', law: 'PETITION' }))
  })

  test('that nobody knows changes nothing', () => {
    expect(handled('SOMETHING').clock('D_HANDLE').limitMs).toBe(120 * HOUR)
    expect(STATUTORY_RULE_CODES).toContain('PETITION')
  })
})

test('a due time that rests on an unpublished year says so', () => {
  const december = [by(member, flow.report(), { at: at('2026-12-18 10:00') })]
  const told = cases(...flow.grabbed('W04001', december))
  expect(told.clock('D_HANDLE')).toMatchObject({ assumed: true, dueAt: at('2027-01-15 10:02') })
  expect(told.clock('D_WARN').assumed).toBe(true)
  expect(cases(...flow.grabbed()).clock('D_HANDLE').assumed).toBeUndefined()
})
