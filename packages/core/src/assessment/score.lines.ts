// How a settlement and its corrections become lines of the ledger.
import type { ActorRef } from '../people/actor.ts'
import type { LedgerLine } from './ledger.ts'
import type { ScoreState, Settlement } from './score.ts'
import { SCALE } from './scoring.ts'

/** One line for each part with points and each adjustment; none where the rule gives no score. */
export function settledLines(
  { run, rule, result, at }: Settlement,
  after: number,
  by: ActorRef,
): readonly LedgerLine[] {
  if (result.verdict !== 'OK') return []
  const common = { rule, run, reason: null, evidence: [], corrects: null, by, at }
  const parts = result.parts.flatMap(({ code, points, explanation }) =>
    points === null
      ? []
      : [{ ...common, kind: 'PART' as const, part: code, points, caseId: null, explanation }],
  )
  const adjustments = result.adjustments.map(({ code, points, caseId, explanation }) => ({
    ...common,
    kind: 'ADJUSTMENT' as const,
    part: code,
    points,
    caseId,
    explanation,
  }))
  return [...parts, ...adjustments].map((line, index) => ({ ...line, no: after + index + 1 }))
}

interface Change {
  readonly line: LedgerLine
  readonly change: number
}

interface Why {
  readonly by: ActorRef
  readonly at: number
  readonly reason: string
  readonly key: string
}

const to4 = (value: number): number => Math.round(value * 10_000) / 10_000

/** A correcting line for every line that changes; the first stays as it was written. */
export const correctionsFor = (
  state: ScoreState,
  changes: readonly Change[],
  { by, at, reason, key }: Why,
): readonly LedgerLine[] =>
  changes.map(({ line, change }, index) => ({
    no: state.lines.length + index + 1,
    kind: 'CORRECTION',
    rule: line.rule,
    run: line.run,
    part: line.part,
    points: to4(change),
    caseId: line.caseId,
    explanation: { key, values: { before: line.points, change: to4(change) } },
    reason,
    evidence: [],
    corrects: line.no,
    by,
    at,
  }))

/** Where parts without data scale the others, a corrected part moves the scaling with it. */
export function scaleOf(state: ScoreState, line: LedgerLine, change: number): readonly Change[] {
  const outOf = state.settlements.find(({ run }) => run === line.run)?.result.outOf ?? 100
  const scale = state.lines.find(({ run, part }) => run === line.run && part === SCALE)
  if (!scale || line.kind !== 'PART' || outOf === 0) return []
  return [{ line: scale, change: change * (100 / outOf - 1) }]
}
