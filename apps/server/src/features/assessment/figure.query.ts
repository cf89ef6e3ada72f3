// What a request for figures asks: indicators, days, filter, grouping; and where the sums end and single rows begin.
import { INDICATOR_CODES, INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { FigureGroup } from '@gezhi/core/assessment/figure.view'
import { DAY, dayOfDate, dayOf, startOfDay, type WorkCalendar } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FigureAsk } from '../../kernel/figures.ts'
import { KernelProblem } from '../../kernel/problem.ts'

/** Filters by what sums are kept by, and by what only single contributions know. */
export interface FigureFilter {
  readonly street?: string | undefined
  readonly org?: string | undefined
  readonly category?: string | undefined
  readonly urgency?: string | undefined
  readonly community?: string | undefined
  readonly grid?: string | undefined
  readonly item?: string | undefined
  /** The own doing: post and person of the reader. */
  readonly post?: string | undefined
  readonly person?: string | undefined
}

export interface Period {
  /** Days, inclusive. */
  readonly from: string
  readonly to: string
  /** Nothing after this moment counts: the end of the period, or now. */
  readonly asOf: number
  /** Last day that is taken from daily sums; the day before `from` when sums cannot answer. */
  readonly cut: string
}

export interface FigureQuery {
  readonly district: number
  readonly period: Period
  readonly filter: FigureFilter
  /** The reader sees the whole district. */
  readonly whole?: boolean
}

const DATE = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
const MOST_DAYS = 3700

const invalid = (detail: string): never => {
  throw new KernelProblem('request/invalid', { detail })
}

/** The local day of a date that exists. */
function dayNumber(name: string, date: string): number {
  const day = dayOfDate(date)
  return Number.isNaN(day) || DATE(day) !== date ? invalid(`${name}: ${date} is no day`) : day
}

/** Sums are kept by street, organisation, category and urgency, and readable for these scopes. */
const SUMMED: ReadonlySet<FigureGroup | undefined> = new Set([
  undefined,
  'day',
  'month',
  'street',
  'org',
  'category',
  'urgency',
])

export function sumsAnswer(actor: Actor, filter: FigureFilter, groupBy: FigureGroup | undefined): boolean {
  const { level } = scopeOf(actor)
  const fine = [filter.community, filter.grid, filter.item, filter.post, filter.person]
  return (
    (level === 'ALL' || level === 'STREET' || level === 'ORG') &&
    fine.every((value) => value === undefined) &&
    SUMMED.has(groupBy)
  )
}

/** Today is never taken from sums: part of it lies ahead of now. */
export function periodOf(
  { from, to }: { readonly from: string; readonly to: string },
  now: number,
  calendar: WorkCalendar,
  summed: boolean,
): Period {
  const [first, last] = [dayNumber('from', from), dayNumber('to', to)]
  if (last < first) invalid('to: before from')
  if (last - first >= MOST_DAYS) invalid(`a period has at most ${MOST_DAYS} days`)
  const today = dayOf(calendar, now)
  const asOf = Math.min(now, startOfDay(calendar, last + 1) - 1)
  return { from, to, asOf, cut: DATE(summed ? Math.max(first - 1, Math.min(last, today - 1)) : first - 1) }
}

export function indicatorsOf(text: string | undefined): readonly IndicatorCode[] {
  if (text === undefined) return INDICATOR_CODES
  const wanted = text.split(',').filter(Boolean)
  const known = INDICATOR_CODES.filter((code) => wanted.includes(code))
  const strange = wanted.find((code) => !known.some((one) => one === code))
  return strange === undefined ? known : invalid(`indicators: ${strange} is not known`)
}

/** Every day or month of the period, so that a trend has no gaps. */
export function bucketsOf(
  { from, to }: Pick<Period, 'from' | 'to'>,
  groupBy: FigureGroup,
): readonly string[] {
  if (groupBy !== 'day' && groupBy !== 'month') return []
  const days = Array.from({ length: dayOfDate(to) - dayOfDate(from) + 1 }, (_, index) =>
    DATE(dayOfDate(from) + index),
  )
  return groupBy === 'day' ? days : [...new Set(days.map((day) => day.slice(0, 7)))]
}

/** How indicators are added up. */
export const ofKind = (codes: readonly IndicatorCode[], ...kinds: readonly string[]): IndicatorCode[] =>
  codes.filter((code) => INDICATORS[code].needs === null && kinds.includes(INDICATORS[code].kind))

/** Residents and reporting systems have no figures; who reads no case reads none either. */
export const readsFigures = (actor: Actor): boolean => {
  const { level } = scopeOf(actor)
  return level !== 'NONE' && level !== 'REPORTER'
}

/** What an ask narrows figures to; the own doing is that of the person in the post. */
export const filterOf = (ask: FigureAsk, actor: Actor): FigureFilter => {
  const { street, community, grid, org, category, item, urgency, mine } = ask
  const own = mine ? { post: actor.post, person: actor.person } : {}
  return { street, community, grid, org, category, item, urgency, ...own }
}
