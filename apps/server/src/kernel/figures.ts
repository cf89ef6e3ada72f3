// What features may ask of the figures of a period; the feature `assessment` answers, features.ts hands it on.
import type { Drill, FigureGroup, Figures } from '@gezhi/core/assessment/figure.view'
import type { IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { Actor } from '@gezhi/core/people/actor'

/** Local days, inclusive, and what figures are narrowed to. */
export interface FigureAsk {
  readonly from: string
  readonly to: string
  readonly street?: string | undefined
  readonly community?: string | undefined
  readonly grid?: string | undefined
  readonly org?: string | undefined
  readonly category?: string | undefined
  readonly item?: string | undefined
  readonly urgency?: string | undefined
  /** Only what the actor did in the post. */
  readonly mine?: boolean | undefined
}

/** Which units of a figure, and from where on. */
export interface DrillAsk {
  readonly indicator: IndicatorCode
  readonly part: 'NUMERATOR' | 'DENOMINATOR' | 'REST'
  readonly limit: number
  /** Cursor that the page before gave. */
  readonly after?: string | undefined
}

/** Figures and the cases behind them, in the scope of the actor. */
export interface FigureReader {
  /** Residents, reporting systems and those who read no case have no figures. */
  readonly mayRead: (actor: Actor) => boolean
  readonly figures: (
    actor: Actor,
    ask: FigureAsk,
    more: { readonly indicators: readonly IndicatorCode[]; readonly groupBy?: FigureGroup | undefined },
  ) => Promise<Figures>
  /** Units that a figure counts, newest first. */
  readonly drill: (actor: Actor, ask: FigureAsk, wanted: DrillAsk) => Promise<Drill>
}
