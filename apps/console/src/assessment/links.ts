import type { IndicatorCode } from '@gezhi/core/assessment/indicators'
import { INDICATOR_CODES } from '@gezhi/core/assessment/indicators'
import { URGENCIES } from '@gezhi/core/districts/district'
import { DRILL_PARTS, type DrillPart, type FigureQuery } from './data.ts'

const TEXTS = ['street', 'community', 'grid', 'org', 'category', 'item', 'urgency'] as const
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A filter of figures as it stands in the address bar. */
export function searchOf(query: FigureQuery): string {
  const search = new URLSearchParams({ from: query.from, to: query.to })
  for (const name of TEXTS) if (query[name]) search.set(name, query[name])
  if (query.mine) search.set('mine', 'true')
  return search.toString()
}

/** The filter of an address; what is missing or no day is the period given. */
export function queryOf(search: string, usual: Pick<FigureQuery, 'from' | 'to'>): FigureQuery {
  const given = new URLSearchParams(search)
  const day = (name: 'from' | 'to'): string => {
    const value = given.get(name) ?? ''
    return DAY.test(value) ? value : usual[name]
  }
  const texts = TEXTS.filter((name) => name !== 'urgency' && given.get(name)).map((name) => [
    name,
    given.get(name),
  ])
  const urgency = URGENCIES.find((one) => one === given.get('urgency'))
  return {
    from: day('from'),
    to: day('to'),
    ...Object.fromEntries(texts),
    ...(urgency ? { urgency } : {}),
    ...(given.get('mine') === 'true' ? { mine: true } : {}),
  }
}

/** The page with the cases that a figure counts. */
export const drillLink = (
  indicator: IndicatorCode,
  query: FigureQuery,
  part: DrillPart = 'DENOMINATOR',
): string => `/assessment/cases/${indicator}?${searchOf(query)}&part=${part}`

export const proofLink = (score: string, line: number, part: DrillPart = 'DENOMINATOR'): string =>
  `/assessment/scores/${score}/lines/${line}?part=${part}`

export const partOf = (search: string): DrillPart =>
  DRILL_PARTS.find((part) => part === new URLSearchParams(search).get('part')) ?? 'DENOMINATOR'

export const indicatorOf = (text: string): IndicatorCode | undefined =>
  INDICATOR_CODES.find((code) => code === text)

/** The month that an address names. */
export const monthIn = (search: string): string | undefined =>
  /^\d{4}-(0[1-9]|1[0-2])$/.exec(new URLSearchParams(search).get('month') ?? '')?.[0]
