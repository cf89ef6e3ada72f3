// A life as stencils of the rows that it leaves in every table, in the text form of COPY.
import type { CaseState } from '@gezhi/core/cases/case'
import type { Rulebook } from '@gezhi/core/districts/district'
import { DAY, dayOfDate } from '@gezhi/core/kernel/calendar'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { rowsOf, type SumChange } from '../../features/assessment/contribution.rows.ts'
import { contributionRow } from '../../features/assessment/contribution.store.ts'
import { orderRows, rowOf } from '../../features/cases/case.store.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import { MARKS } from './lives.ts'
import type { Told } from './told.ts'
import { createStencil, dayMark, isoMark, markPlace, type Stencil } from './stencil.ts'

export const CASE_COLUMNS = [
  'id', 'number', 'version', 'state', 'step', 'urgency', 'open', 'item', 'category', 'family', 'title', 'address',
  'search', 'lon', 'lat', 'street', 'community', 'grid', 'source', 'external_id', 'reporter', 'sensitive',
  'reported_at', 'closed_at', 'handle_due_at', 'next_due_at', 'holder', 'card', 'state_doc',
] as const // oxfmt-ignore
export const ORDER_COLUMNS = [
  'case_id',
  'no',
  'org',
  'grid',
  'kind',
  'state',
  'lead',
  'open',
  'reported_at',
] as const
export const UNIT_COLUMNS = [
  'case_id', 'indicator', 'key', 'seq_from', 'seq_to', 'day', 'at', 'until_day', 'until', 'base', 'counts', 'org',
  'post', 'person', 'no', 'value', 'reporter', 'family', 'street', 'community', 'grid', 'item', 'category', 'urgency',
] as const // oxfmt-ignore

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')

/** One value as COPY reads it. */
export function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return escaped(typeof value === 'string' ? value : canonicalJson(value))
}

export const copyLine = (columns: readonly string[], row: Readonly<Record<string, unknown>>): string =>
  columns.map((name) => copyValue(row[name])).join('\t')

const TIMES: ReadonlySet<string> = new Set([
  'reported_at',
  'closed_at',
  'handle_due_at',
  'next_due_at',
  'at',
  'until',
])
const DATES: ReadonlySet<string> = new Set(['day', 'until_day'])

/** The same with instants and days marked. */
function marked(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value === 'string' && TIMES.has(name)) return [name, isoMark(Date.parse(value))]
      if (typeof value === 'string' && DATES.has(name)) return [name, dayMark(dayOfDate(value))]
      return [name, value]
    }),
  )
}

export interface TemplateFact {
  readonly type: string
  readonly at: number
  /** Number of the command in the life. */
  readonly command: number
  readonly data: Stencil
}

/** A unit whose places in the log are those of the case's facts. */
export interface TemplateUnit {
  /** Local day on which it counts. */
  readonly day: number
  readonly from: number
  readonly to: number | null
  readonly before: Stencil
  readonly after: Stencil
}

export interface Template {
  readonly told: Told
  readonly point: LonLat
  readonly grid: string
  readonly itemName: string
  /** First local day and instant of the life, and when nothing more happens in it. */
  readonly day: number
  readonly reportedAt: number
  readonly endedAt: number
  readonly endedDay: number
  /** Milliseconds by which all instants may move without one of them falling on another day. */
  readonly slack: number
  readonly facts: readonly TemplateFact[]
  /** All columns but the last, and the last: the state, which packed cases do not keep. */
  readonly row: Stencil
  readonly state: Stencil
  readonly orders: readonly Stencil[]
  readonly units: readonly TemplateUnit[]
  readonly sums: readonly (Omit<SumChange, 'day'> & { readonly day: number })[]
}

interface Made {
  readonly told: Told
  readonly point: LonLat
  readonly grid: string
  readonly itemName: string
  readonly reportedAt: number
  readonly rules: Rulebook
}

const MOST_SLACK = 900_000

/** Time that every instant of these units has until its local midnight. */
function slackOf(instants: readonly number[], offset: number): number {
  const left = instants.map((at) => DAY - 1 - ((at + offset) % DAY))
  return Math.min(MOST_SLACK, ...left)
}

export function createTemplate({ told, point, grid, itemName, reportedAt, rules }: Made): Template {
  const { offset } = rules.calendar
  const stencil = (text: string) => createStencil(markPlace(text, point))
  const state: CaseState = told.state
  const all = told.steps.flatMap(({ facts }, command) => facts.map((fact) => ({ fact, command })))
  const facts = all.map(({ fact }, index) => ({ seq: index + 1, fact }))
  const { stream } = MARKS
  const written = rowsOf([{ id: stream, facts }], rules, 0)
  const instants = written.opened.flatMap(({ unit }) =>
    unit.until === null ? [unit.at] : [unit.at, unit.until],
  )
  const endedAt = told.steps.at(-1)?.at ?? reportedAt
  const row = rowOf(stream, state, rules)
  // Columns lon and lat are no JSON members.
  const line = copyLine(CASE_COLUMNS, { ...marked(row), lon: '\u0001x0\u0002', lat: '\u0001y0\u0002' })
  return {
    told,
    point,
    grid,
    itemName,
    day: Math.floor((reportedAt + offset) / DAY),
    reportedAt,
    endedAt,
    endedDay: Math.floor((endedAt + offset) / DAY),
    slack: slackOf([reportedAt, ...instants], offset),
    facts: all.map(({ fact, command }) => ({
      type: fact.type,
      at: fact.at,
      command,
      data: stencil(canonicalJson(fact)),
    })),
    row: stencil(line.slice(0, line.lastIndexOf('\t') + 1)),
    state: stencil(line.slice(line.lastIndexOf('\t') + 1)),
    orders: orderRows(stream, state).map((order) => stencil(copyLine(ORDER_COLUMNS, marked(order)))),
    units: written.opened.map((unit) => {
      const row = contributionRow(unit, offset)
      const line = copyLine(UNIT_COLUMNS, {
        ...marked(row),
        seq_from: '\u0003',
        seq_to: '\u0003',
      })
      const [before = '', , after = ''] = line.split('\u0003')
      const { seqFrom: from, seqTo: to } = unit
      return { day: dayOfDate(row.day), from, to, before: stencil(before), after: stencil(after) }
    }),
    sums: written.sums.map((sum) => ({ ...sum, day: dayOfDate(sum.day) })),
  }
}
