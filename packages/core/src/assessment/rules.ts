// What a scorecard is made of: rule versions as data. A changed weight is a new version; old months keep theirs.
import type { OrganisationKind } from '../districts/district.ts'
import type { Role } from '../people/roles.ts'
import type { IndicatorCode } from './indicators.ts'

/** Tracks are never compared with each other (domain specification §7.5). */
export const TRACKS = ['STREET', 'DEPARTMENT', 'GRID_MEMBER', 'COMMUNITY_WORKER', 'SECONDED'] as const
export type Track = (typeof TRACKS)[number]

/** How the points of a part follow from its figure; `k` of `n`, `max` points. */
export type PartFormula =
  /** max · min(1, (k/n) ÷ (target · share of the month on duty)). */
  | { readonly kind: 'COVERAGE'; readonly indicator: IndicatorCode; readonly target: number }
  /** max · p̂ with p̂ = (k + m·p0)/(n + m); `target` divides and caps it, `inverse` counts n − k. */
  | {
      readonly kind: 'SMOOTHED'
      readonly indicator: IndicatorCode
      readonly inverse?: boolean
      readonly weighted?: boolean
      readonly target?: number
      /** Below so many answers the neutral value stands in for p̂. */
      readonly neutral?: boolean
    }
  /** max · (mean − 1)/4; neutral below five ratings. */
  | { readonly kind: 'RATING'; readonly indicator: IndicatorCode }
  /** max · mean of the plain rates. */
  | { readonly kind: 'AVERAGE'; readonly indicators: readonly IndicatorCode[] }
  /** max, or nothing. */
  | { readonly kind: 'GIVEN'; readonly indicator: IndicatorCode }

export interface PartRule {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly max: number
  readonly formula: PartFormula
}

/** Points for single cases, from the record (`indicator`) or given by an assessor with reason and evidence. */
export interface AdjustmentRule {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** Negative for a deduction. */
  readonly points: number
  /** Instead of `points` when the case is urgent. */
  readonly urgentPoints?: number
  /** An assessor may give any amount up to `points`. */
  readonly upTo?: boolean
  readonly indicator?: IndicatorCode
  /** Adjustments of one cap together never pass it. */
  readonly cap?: string
}

export interface RuleVersion {
  readonly id: string
  readonly track: Track
  readonly zh: string
  readonly en: string
  /** First month for which it is the rule in force, YYYY-MM. */
  readonly from: string
  /** Where it stands: law, policy or the specification. */
  readonly source: string
  readonly parts: readonly PartRule[]
  readonly adjustments: readonly AdjustmentRule[]
  /** Largest sums, by cap. */
  readonly caps: Readonly<Record<string, number>>
  /** Smoothing p̂(k,n) = (k + m·p0)/(n + m), and the neutral value for fewer than `least` ratings (§7.1). */
  readonly smoothing: { readonly m: number; readonly p0: number }
  readonly ratings: { readonly least: number; readonly neutral: number }
  /** Fewer units than this over these indicators: «样本不足», no score. */
  readonly sample: { readonly of: readonly IndicatorCode[]; readonly least: number }
  /** Parts without data are left out and the others scaled up to 100, if they are worth at least this many points. */
  readonly leastPoints: number
}

/** Whose score it is: posts by role, organisations by kind. */
export const TRACK_OF_ROLE: Readonly<Partial<Record<Role, Track>>> = {
  GRID_MEMBER: 'GRID_MEMBER',
  GRID_LEADER: 'GRID_MEMBER',
  COMMUNITY_OPERATOR: 'COMMUNITY_WORKER',
  GRID_SUPPORT: 'SECONDED',
  DEPT_HANDLER: 'SECONDED',
}
export const TRACK_OF_KIND: Readonly<Partial<Record<OrganisationKind, Track>>> = {
  STREET: 'STREET',
  DEPARTMENT: 'DEPARTMENT',
}
