// One unit of the base set of one indicator, as a case leaves it behind: what figures add up and drill lists show.
import type { Urgency } from '../districts/district.ts'
import type { IndicatorCode } from './indicators.ts'

/** Where and what the case is now: figures are filtered by the same values as the list of cases. */
export interface CaseDimensions {
  readonly street: string | null
  readonly community: string | null
  readonly grid: string | null
  readonly item: string | null
  readonly category: string | null
  readonly urgency: Urgency
}

export interface Unit {
  readonly indicator: IndicatorCode
  /** Tells the units of one indicator in one case apart, and stays the same while the unit changes. */
  readonly key: string
  /** Milliseconds: the moment that decides the day. Ahead of now while something is not due yet. */
  readonly at: number
  /** Of a STOCK: when it left; null while it stands. */
  readonly until: number | null
  /** In the denominator. */
  readonly base: boolean
  /** In the numerator. */
  readonly counts: boolean
  readonly org: string | null
  readonly post: string | null
  readonly person: string | null
  /** Number of the order or card. */
  readonly no: number | null
  /** Rating, or milliseconds of a duration. */
  readonly value: number | null
  /** Reporter and family of matter, for repeated demands only. */
  readonly reporter: string | null
  readonly family: string | null
}

export interface CaseContribution {
  readonly dimensions: CaseDimensions
  readonly units: readonly Unit[]
}

/** Who answers for a unit; nobody by default. */
export interface Doer {
  readonly org?: string | null | undefined
  readonly post?: string | null | undefined
  readonly person?: string | null | undefined
}

type More = Doer & Partial<Pick<Unit, 'until' | 'base' | 'counts' | 'no' | 'value' | 'reporter' | 'family'>>

/** A unit of the base set; it counts in the numerator unless `counts` says otherwise. */
export const unit = (indicator: IndicatorCode, key: string, at: number, more: More = {}): Unit => ({
  indicator,
  key,
  at,
  until: more.until ?? null,
  base: more.base ?? true,
  counts: more.counts ?? true,
  org: more.org ?? null,
  post: more.post ?? null,
  person: more.person ?? null,
  no: more.no ?? null,
  value: more.value ?? null,
  reporter: more.reporter ?? null,
  family: more.family ?? null,
})
