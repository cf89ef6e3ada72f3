// What features may ask of the figures of a period; the feature `assessment` answers, features.ts hands it on.
import type { Drill, FigureGroup, Figures } from '@gezhi/core/assessment/figure.view'
import type { IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { Actor } from '@gezhi/core/people/actor'

/** Local days, inclusive, and the area or organisation that figures are narrowed to. */
export interface FigureAsk {
  readonly from: string
  readonly to: string
  readonly street?: string | undefined
  readonly community?: string | undefined
  readonly org?: string | undefined
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
  /** The newest units that a figure counts. */
  readonly drill: (actor: Actor, ask: FigureAsk, indicator: IndicatorCode, limit: number) => Promise<Drill>
}
