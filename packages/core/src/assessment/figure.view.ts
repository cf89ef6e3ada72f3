// What readers get of figures: definitions, figures by group, and the counted units behind them.
import { Type, type Static } from 'typebox'
import { CaseSummary, Code, nullable, Time } from '../cases/case.view.ts'
import { oneOf } from '../cases/schemas.ts'
import { COUNTED_UNITS, FIGURE_KINDS, NEEDS, OWNERS } from './indicator.ts'
import { INDICATOR_CODES, type IndicatorCode } from './indicators.ts'

export const Bilingual = Type.Object({ zh: Type.String(), en: Type.String() })
export const IndicatorName = Type.Unsafe<IndicatorCode>({ type: 'string', enum: [...INDICATOR_CODES] })
/** Local day, YYYY-MM-DD. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/** YYYY-MM. */
export const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
export const Amount = Type.Number()

export const IndicatorView = Type.Object({
  code: IndicatorName,
  name: Bilingual,
  formula: Bilingual,
  base: Bilingual,
  counts: nullable(Bilingual),
  kind: oneOf(FIGURE_KINDS),
  unit: oneOf(COUNTED_UNITS),
  owner: oneOf(OWNERS),
  better: oneOf(['UP', 'DOWN', 'NEITHER'] as const),
  weighted: Type.Boolean(),
  /** Data that does not exist yet: show «no data yet». */
  needs: nullable(oneOf(NEEDS)),
})
export type IndicatorView = Static<typeof IndicatorView>

/**
 * One figure. RATE, MEAN, REPORTERS: `value` is 0…1 = numerator ÷ denominator; COUNT, STOCK: `value` is how many and
 * equals `denominator`; DURATION: `value` is the mean in milliseconds, `denominator` how many orders.
 */
export const Figure = Type.Object({
  indicator: IndicatorName,
  /** OK · EMPTY: nothing in the base set, `value` is null · NO_DATA: the indicator lacks its data. */
  status: oneOf(['OK', 'EMPTY', 'NO_DATA'] as const),
  value: nullable(Amount),
  numerator: Type.Integer(),
  denominator: Type.Integer(),
  /** Length of the drill lists: equals numerator and denominator; of REPORTERS it is the cases of these reporters. */
  listed: Type.Object({ numerator: Type.Integer(), denominator: Type.Integer() }),
  /** Mean of the values of MEAN (1…5) and DURATION (ms). */
  mean: nullable(Amount),
  /** Milliseconds, DURATION only. */
  p50: nullable(Amount),
  p90: nullable(Amount),
  /** With the urgency weights 3, 2, 1; null unless the indicator is weighted. */
  weighted: nullable(Type.Object({ numerator: Amount, denominator: Amount, value: nullable(Amount) })),
})
export type Figure = Static<typeof Figure>

export const FIGURE_GROUPS = [
  'day',
  'month',
  'street',
  'community',
  'grid',
  'org',
  'category',
  'urgency',
] as const
export type FigureGroup = (typeof FIGURE_GROUPS)[number]

export const FigureRow = Type.Object({
  /** Day, month, code or urgency; '' where a case has none (not yet classified, outside the district). */
  key: Type.String(),
  /** Name of the code in Chinese; the key itself for days, months and urgencies. */
  name: Type.String(),
  figures: Type.Array(Figure),
})
export type FigureRow = Static<typeof FigureRow>

export const Figures = Type.Object({
  from: Day,
  to: Day,
  /** Facts up to this moment are counted: the end of the period or now, whichever is earlier. */
  asOf: Time,
  total: Type.Array(Figure),
  /** Without `groupBy` empty. Groups of days and months have no gaps; others hold what occurs, by key. */
  groups: Type.Array(FigureRow),
})
export type Figures = Static<typeof Figures>

/** One counted unit behind a figure. */
export const DrillEntry = Type.Object({
  /** Null when the case is no longer in the reader's area; the unit still counts. */
  case: nullable(CaseSummary),
  at: Time,
  /** Order, card or request number where the unit is one. */
  no: nullable(Type.Integer()),
  org: nullable(Code),
  orgName: nullable(Type.String()),
  /** Counts in the numerator. */
  counted: Type.Boolean(),
  /** Rating, or milliseconds of a duration. */
  value: nullable(Amount),
})
export type DrillEntry = Static<typeof DrillEntry>

export const Drill = Type.Object({
  indicator: IndicatorName,
  entries: Type.Array(DrillEntry),
  next: nullable(Type.String()),
  /** Exact; equals `listed` of the figure under the same filter. */
  total: Type.Integer(),
})
export type Drill = Static<typeof Drill>
