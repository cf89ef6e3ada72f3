import { expect, test } from 'vitest'
import { assessor, supervisor, system } from '../cases/actors.testing.ts'
import { at, calendar } from '../cases/rules.testing.ts'
import { DAY } from '../kernel/calendar.ts'
import type { Actor } from '../people/actor.ts'
import type { MonthCommand } from './commands.ts'
import {
  daysOfMonth,
  decideMonth,
  evolveMonth,
  monthBefore,
  newMonth,
  type MonthState,
  type SayMonthSettled,
} from './month.ts'
import { RULE_VERSIONS } from './rule-versions.ts'

const CLOSING = at('2026-11-02 09:00')

const monthly = (state: MonthState, command: MonthCommand | SayMonthSettled, actor: Actor, now: number) => {
  const decision = decideMonth(command, state, { month: '2026-10', now, actor, calendar })
  return decision.ok ? decision.facts.reduce(evolveMonth, state) : decision.refusal.code
}
const october = monthly(newMonth, { type: 'close' }, assessor, CLOSING) as MonthState
const rerun = (id: string) => ({ type: 'rerun', rule: id, reason: '权重调整' }) as const

test('a month is closed by an assessor, once, when it is over', () => {
  expect(october.runs).toMatchObject([{ run: 1, by: { person: assessor.person } }])
  expect(october.runs[0]?.rules).toHaveLength(5)
  expect(monthly(newMonth, { type: 'close' }, supervisor, CLOSING)).toBe('assessment/not-your-role')
  expect(monthly(newMonth, { type: 'close' }, assessor, at('2026-11-01 00:00') - 1)).toBe(
    'assessment/month-running',
  )
  expect(monthly(october, { type: 'close' }, assessor, CLOSING + DAY)).toBe('assessment/month-closed')
})

test('a closed month is settled again only under a rule that was not used', () => {
  expect(monthly(newMonth, rerun('street-2026-1'), assessor, CLOSING)).toBe('assessment/month-open')
  expect(monthly(october, rerun('street-2026-1'), assessor, CLOSING)).toBe('assessment/rule-used')
  expect(monthly(october, rerun('nothing'), assessor, CLOSING)).toBe('assessment/no-rule')
  const without: MonthState = {
    ...october,
    runs: october.runs.map((run) => ({ ...run, rules: run.rules.filter((id) => id !== 'street-2026-1') })),
  }
  expect(monthly(without, rerun('street-2026-1'), assessor, CLOSING)).toMatchObject({
    runs: [{ run: 1 }, { run: 2, rules: ['street-2026-1'] }],
  })
})

test('months know their days and what came before', () => {
  expect(daysOfMonth('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(monthBefore('2026-01')).toBe('2025-12')
  expect(RULE_VERSIONS.every(({ from }) => /^\d{4}-\d{2}$/.test(from))).toBe(true)
})

test('the machinery says once when every score is there', () => {
  const done = { type: 'settled', run: 1, scores: 12 } as const
  expect(october.runs[0]?.scores).toBeNull()
  const settled = monthly(october, done, system, CLOSING)
  expect(settled).toMatchObject({ runs: [{ run: 1, scores: 12 }] })
  expect(monthly(settled as MonthState, { ...done, scores: 13 }, system, CLOSING)).toEqual(settled)
  expect(monthly(october, done, assessor, CLOSING)).toBe('assessment/not-your-role')
})
