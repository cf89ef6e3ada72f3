// What an indicator is: a definition as data, over the contributions that facts of cases leave behind.

/** How a figure is made of the contributions of its base set. */
export const FIGURE_KINDS = ['COUNT', 'RATE', 'MEAN', 'DURATION', 'STOCK', 'REPORTERS'] as const
/**
 * COUNT: how many. RATE: numerator ÷ denominator. MEAN: mean of values beside the rate. DURATION: mean, P50 and P90 of
 * milliseconds. STOCK: how many stand at the end of the period. REPORTERS: a rate whose unit is a reporter, not a case.
 */
export type FigureKind = (typeof FIGURE_KINDS)[number]

/** What one contribution stands for: the thing that is counted. */
export const COUNTED_UNITS = [
  'CASE',
  'ORDER',
  'ANSWER',
  'RATING',
  'CARD',
  'TASK',
  'REPORTER',
  'RECORD',
] as const
export type CountedUnit = (typeof COUNTED_UNITS)[number]

/** What the filter by organisation means for an indicator: whose doing the figure describes. */
export const OWNERS = ['CENTRE', 'HANDLER', 'STREET', 'UNIT', 'REPORTER', 'COMMUNITY'] as const
export type Owner = (typeof OWNERS)[number]

/** Data that an indicator still lacks. Its figure is shown as «no data yet», never as a number. */
export const NEEDS = [
  'PATROL_PLAN',
  'VISIT_LIST',
  'ROUTE_CHECK',
  'SAMPLE_CHECK',
  'SERVICES',
  'UPKEEP',
  'LEARNING',
] as const
export type Need = (typeof NEEDS)[number]

interface Bilingual {
  readonly zh: string
  readonly en: string
}

export interface Indicator {
  readonly code: string
  readonly name: Bilingual
  /** The formula in words, numerator over denominator. */
  readonly formula: Bilingual
  readonly kind: FigureKind
  readonly unit: CountedUnit
  readonly owner: Owner
  /** Which contributions are in the base set, and on which day they fall. */
  readonly base: Bilingual
  /** What makes a unit of the base set count in the numerator; null where every unit does. */
  readonly counts: Bilingual | null
  /** Up is good, down is good, or neither: how a screen may colour a change. */
  readonly better: 'UP' | 'DOWN' | 'NEITHER'
  /** Figures are also given with the urgency weights 3, 2, 1 (domain specification §7.1). */
  readonly weighted: boolean
  readonly needs: Need | null
}

/** Weight of each urgency class in weighted rates (domain specification §7.1). */
export const URGENCY_WEIGHTS = { URGENT: 3, IMPORTANT: 2, GENERAL: 1 } as const
