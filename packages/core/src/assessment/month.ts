// A month of assessment: closed once by the assessor, settled again only under another rule version. Pure.
import { accept, refuse, type Decision } from '../kernel/decision.ts'
import { dayOfDate, startOfDay, type WorkCalendar } from '../kernel/calendar.ts'
import { refOf, type Actor, type ActorRef } from '../people/actor.ts'
import type { MonthCommand } from './commands.ts'
import type { AssessmentRefusal } from './refusals.ts'
import { ruleById, ruleFor } from './rule-versions.ts'
import { TRACKS } from './rules.ts'

interface Base {
  readonly at: number
  readonly by: ActorRef
}

/** Settling begins: `rules` of every track the first time, one rule when it is run again. */
export type MonthFact =
  | (Base & {
      readonly type: 'month.closed'
      readonly month: string
      readonly run: number
      readonly rules: readonly string[]
    })
  | (Base & {
      readonly type: 'month.rerun'
      readonly month: string
      readonly run: number
      readonly rules: readonly string[]
      readonly reason: string
    })
  | (Base & { readonly type: 'month.settled'; readonly run: number; readonly scores: number })

/** Machinery says when every score of a run is there. */
export interface SayMonthSettled {
  readonly type: 'settled'
  readonly run: number
  readonly scores: number
}

export interface MonthRun {
  readonly run: number
  readonly rules: readonly string[]
  readonly by: ActorRef
  readonly at: number
  /** How many scores were settled; null while it goes on. */
  readonly scores: number | null
}

export interface MonthState {
  readonly month: string | null
  readonly runs: readonly MonthRun[]
}
export const newMonth: MonthState = { month: null, runs: [] }

export interface MonthContext {
  readonly month: string
  readonly now: number
  readonly actor: Actor
  readonly calendar: WorkCalendar
}

/** First and last day of a month, YYYY-MM-DD. */
export function daysOfMonth(month: string): { readonly from: string; readonly to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) }
}

/** Instant at which the month is over. */
export const endOfMonth = (month: string, calendar: WorkCalendar): number =>
  startOfDay(calendar, dayOfDate(daysOfMonth(month).to) + 1)

/** The month before: `2026-01` → `2025-12`. */
export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7)
}

export function decideMonth(
  command: MonthCommand | SayMonthSettled,
  state: MonthState,
  { month, now, actor, calendar }: MonthContext,
): Decision<MonthFact, AssessmentRefusal> {
  if (command.type === 'settled') {
    const { run, scores } = command
    if (actor.role !== 'SYSTEM') return refuse({ code: 'assessment/not-your-role' })
    const open = state.runs.some((one) => one.run === run && one.scores === null)
    return accept(open ? [{ type: 'month.settled', at: now, by: refOf(actor), run, scores }] : [])
  }
  if (actor.role !== 'DISTRICT_ASSESSOR') return refuse({ code: 'assessment/not-your-role' })
  const base = { at: now, by: refOf(actor), month, run: state.runs.length + 1 }
  switch (command.type) {
    case 'close': {
      if (state.runs.length > 0) return refuse({ code: 'assessment/month-closed' })
      if (now < endOfMonth(month, calendar)) return refuse({ code: 'assessment/month-running' })
      const rules = TRACKS.flatMap((track) => ruleFor(track, month)?.id ?? [])
      return accept([{ ...base, type: 'month.closed', rules }])
    }
    case 'rerun': {
      if (state.runs.length === 0) return refuse({ code: 'assessment/month-open' })
      if (!ruleById(command.rule)) return refuse({ code: 'assessment/no-rule' })
      if (state.runs.some(({ rules }) => rules.includes(command.rule)))
        return refuse({ code: 'assessment/rule-used' })
      return accept([{ ...base, type: 'month.rerun', rules: [command.rule], reason: command.reason }])
    }
  }
}

export function evolveMonth(state: MonthState, fact: MonthFact): MonthState {
  if (fact.type === 'month.settled') {
    const { run, scores } = fact
    return { ...state, runs: state.runs.map((one) => (one.run === run ? { ...one, scores } : one)) }
  }
  const { month, run, rules, by, at } = fact
  return { ...state, month, runs: [...state.runs, { run, rules, by, at, scores: null }] }
}
