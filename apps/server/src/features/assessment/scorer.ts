// Computes scores of a month from figures: of one subject for its page, of all when the month is closed.
import { INDICATORS } from '@gezhi/core/assessment/indicators'
import type { Subject } from '@gezhi/core/assessment/ledger'
import { daysOfMonth, endOfMonth } from '@gezhi/core/assessment/month'
import type { RuleVersion } from '@gezhi/core/assessment/rules'
import { newScore, worthOf, type ScoreState } from '@gezhi/core/assessment/score'
import { scoreOf, type ManualPoint, type ScoreResult, type Tally } from '@gezhi/core/assessment/scoring'
import type { Tx } from '../../kernel/database.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { dutyShare } from './subjects.ts'
import { findPoints, findTallies, type TallyQuery } from './tally.store.ts'

export interface Scored {
  readonly subject: Subject
  readonly result: ScoreResult
  readonly dutyShare: number
}

/** What decisions have left behind on a score: it changes how the figures count. */
export interface Standing {
  readonly subject: Subject
  readonly state: Pick<ScoreState, 'exemptions' | 'lines'> | null
}

/** Points that an assessor gave or took, as they are worth after appeals. */
export const manualOf = (state: Pick<ScoreState, 'lines'> | null): readonly ManualPoint[] =>
  (state?.lines ?? [])
    .filter(({ kind }) => kind === 'MANUAL')
    .map((line) => ({
      code: line.part,
      points: worthOf({ ...newScore, lines: state?.lines ?? [] }, line.no),
    }))

const indicatorsOf = (rule: RuleVersion) => {
  const parts = rule.parts.flatMap(({ formula }) =>
    formula.kind === 'AVERAGE' ? formula.indicators : [formula.indicator],
  )
  return [...new Set([...parts, ...rule.sample.of])].filter((code) => INDICATORS[code].needs === null)
}
const NONE: Tally = { k: 0, n: 0, weightedK: 0, weightedN: 0, mean: null }

interface Wish {
  readonly district: number
  readonly month: string
  readonly rule: RuleVersion
  /** Last fact that counts; null: as it is now. */
  readonly seq: number | null
}

/** Scores subjects of one track under one rule: two statements, however many there are. */
export async function scoreAll(
  tx: Tx,
  deps: Pick<AssessmentDeps, 'districts' | 'registers' | 'now'>,
  { district, month, rule, seq }: Wish,
  standings: readonly Standing[],
): Promise<readonly Scored[]> {
  const [first] = standings
  if (!first) return []
  const { calendar } = deps.districts(district).rules
  const query: TallyQuery = {
    district,
    kind: first.subject.kind,
    codes: standings.length > 20 ? null : standings.map(({ subject }) => subject.code),
    ...daysOfMonth(month),
    asOf: Math.min(deps.now(), endOfMonth(month, calendar) - 1),
    seq,
    exempt: standings.flatMap(({ subject, state }) =>
      (state?.exemptions ?? []).flatMap(({ caseId }) => (caseId ? [{ code: subject.code, caseId }] : [])),
    ),
  }
  const tallies = await findTallies(tx, query, indicatorsOf(rule))
  const points = await findPoints(
    tx,
    query,
    rule.adjustments.flatMap(({ indicator }) => indicator ?? []),
  )
  const byCode = Map.groupBy(tallies, ({ code }) => code)
  const pointsOf = Map.groupBy(points, ({ code }) => code)
  return standings.map(({ subject, state }) => {
    const own = new Map(byCode.get(subject.code)?.map((row) => [row.indicator, row]))
    const leaveDays = (state?.exemptions ?? []).reduce((sum, { days }) => sum + (days ?? 0), 0)
    const share = dutyShare(deps.registers(district), calendar, { subject, month, leaveDays })
    const result = scoreOf(rule, {
      tally: (code) => (INDICATORS[code].needs === null ? (own.get(code) ?? NONE) : null),
      cases: pointsOf.get(subject.code) ?? [],
      manual: manualOf(state),
      dutyShare: share,
    })
    return { subject, result, dutyShare: share }
  })
}
