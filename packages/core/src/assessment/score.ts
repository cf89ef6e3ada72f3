// One score: of one subject in one month. Lines are only added; exemptions and appeals add corrections. Pure.
import type { ActorRef } from '../people/actor.ts'
import { sumOf, type Exemption, type LedgerLine, type ScoreAppeal, type Subject } from './ledger.ts'
import type { ScoreResult } from './scoring.ts'

/** How the score came about under one rule version, as of one fact. */
export interface Settlement {
  readonly run: number
  readonly rule: string
  /** Last fact whose contributions were counted. */
  readonly seq: number
  readonly dutyShare: number
  readonly result: ScoreResult
  /** Who closed the month: the first decision, which the same person may not review. */
  readonly closedBy: ActorRef
  readonly at: number
}

interface Base {
  readonly at: number
  readonly by: ActorRef
}

export type ScoreFact =
  | (Base & {
      readonly type: 'score.settled'
      readonly subject: Subject
      readonly month: string
      readonly settlement: Settlement
      readonly lines: readonly LedgerLine[]
    })
  | (Base & {
      readonly type: 'score.adjusted'
      readonly subject: Subject
      readonly month: string
      readonly lines: readonly LedgerLine[]
    })
  | (Base & {
      readonly type: 'score.exempted'
      readonly subject: Subject
      readonly month: string
      readonly exemption: Exemption
      /** Settlements as they are without the case, by run. */
      readonly settlements: readonly Settlement[]
      readonly lines: readonly LedgerLine[]
    })
  | (Base & { readonly type: 'score.appealed'; readonly appeal: ScoreAppeal })
  | (Base & {
      readonly type: 'score.appeal-decided'
      readonly appeal: number
      readonly upheld: boolean
      readonly reason: string
      readonly lines: readonly LedgerLine[]
    })

export interface ScoreState {
  readonly subject: Subject | null
  readonly month: string | null
  readonly settlements: readonly Settlement[]
  readonly lines: readonly LedgerLine[]
  readonly exemptions: readonly Exemption[]
  readonly appeals: readonly ScoreAppeal[]
}

export const newScore: ScoreState = {
  subject: null,
  month: null,
  settlements: [],
  lines: [],
  exemptions: [],
  appeals: [],
}

const withLines = (state: ScoreState, lines: readonly LedgerLine[]): ScoreState => ({
  ...state,
  lines: [...state.lines, ...lines],
})

export function evolveScore(state: ScoreState, fact: ScoreFact): ScoreState {
  switch (fact.type) {
    case 'score.settled': {
      const { subject, month, settlement } = fact
      return withLines(
        { ...state, subject, month, settlements: [...state.settlements, settlement] },
        fact.lines,
      )
    }
    case 'score.adjusted':
      return withLines({ ...state, subject: fact.subject, month: fact.month }, fact.lines)
    case 'score.exempted': {
      const changed = new Map(fact.settlements.map((one) => [one.run, one]))
      const settlements = state.settlements.map((one) => changed.get(one.run) ?? one)
      const exemptions = [...state.exemptions, fact.exemption]
      const { subject, month } = fact
      return withLines({ ...state, subject, month, settlements, exemptions }, fact.lines)
    }
    case 'score.appealed':
      return { ...state, appeals: [...state.appeals, fact.appeal] }
    case 'score.appeal-decided': {
      const { at, by, upheld, reason } = fact
      const appeals = state.appeals.map((one) =>
        one.no === fact.appeal
          ? {
              ...one,
              state: upheld ? ('UPHELD' as const) : ('REJECTED' as const),
              decidedBy: by,
              decidedAt: at,
              answer: reason,
            }
          : one,
      )
      return withLines({ ...state, appeals }, fact.lines)
    }
  }
}

/** Run 0 stands for lines that count whatever the rule version: what an assessor gave or took. */
export const EVERY_RUN = 0

export const linesOfRun = (state: ScoreState, run: number): readonly LedgerLine[] =>
  state.lines.filter((line) => line.run === run || line.run === EVERY_RUN)

/** The score under one settlement: the sum of its lines, or none where the rule gives none. */
export function scoreUnder(state: ScoreState, settlement: Settlement): number | null {
  return settlement.result.verdict === 'OK' ? sumOf(linesOfRun(state, settlement.run)) : null
}

/** The settlement that counts: the last that was run. */
export const currentSettlement = (state: ScoreState): Settlement | undefined => state.settlements.at(-1)

/** What a line is worth after all its corrections. */
export const worthOf = (state: ScoreState, no: number): number => {
  const own = state.lines.filter((line) => line.no === no || line.corrects === no)
  return Math.round(own.reduce((sum, { points }) => sum + points * 10_000, 0)) / 10_000
}
