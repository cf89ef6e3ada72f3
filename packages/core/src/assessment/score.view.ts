// What readers get of scores: scorecards, the lines of the ledger, appeals, comparison inside peer groups, months, rules.
import { Type, type Static } from 'typebox'
import { Code, nullable, Time } from '../cases/case.view.ts'
import { oneOf, Uuid } from '../cases/schemas.ts'
import { PEER_GROUPS } from '../districts/district.ts'
import { Amount, Bilingual, IndicatorName, Month } from './figure.view.ts'
import { APPEAL_STATES, EXEMPTION_CODES, LINE_KINDS, SUBJECT_KINDS } from './ledger.ts'
import { TRACKS } from './rules.ts'

const open = { additionalProperties: true }

export const SubjectView = Type.Object({
  kind: oneOf(SUBJECT_KINDS),
  code: Code,
  name: Type.String(),
  track: oneOf(TRACKS),
  org: Code,
  orgName: Type.String(),
})
export type SubjectView = Static<typeof SubjectView>

export const ExplanationView = Type.Object({
  /** Key of the catalogue `assessment.explain.*`. */
  key: Type.String(),
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
})

export const LineView = Type.Object({
  id: Uuid,
  no: Type.Integer(),
  kind: oneOf(LINE_KINDS),
  rule: Type.String(),
  run: Type.Integer(),
  part: Type.String(),
  partName: Bilingual,
  points: Amount,
  max: nullable(Amount),
  caseId: nullable(Uuid),
  caseNumber: nullable(Type.String()),
  explanation: ExplanationView,
  reason: nullable(Type.String()),
  evidence: Type.Array(Type.String()),
  corrects: nullable(Type.Integer()),
  /** Role and organisation of who wrote it; persons are not named. */
  by: Type.Object({ role: Type.String(), org: Code, orgName: Type.String() }),
  at: Time,
  /** Until when it may be appealed. */
  appealUntil: Time,
})
export type LineView = Static<typeof LineView>

export const PartView = Type.Object({
  code: Type.String(),
  name: Bilingual,
  max: Amount,
  /** Null without data. */
  points: nullable(Amount),
  /** OK · NEUTRAL: too few ratings · PRIOR: nothing to count, the prior alone · NO_DATA: left out, the rest is scaled. */
  status: oneOf(['OK', 'NEUTRAL', 'PRIOR', 'NO_DATA'] as const),
  /** The rate the points are made of, 0…1. */
  rate: nullable(Amount),
  /** k of n (weighted where the rule says so). */
  k: nullable(Amount),
  n: nullable(Amount),
  indicators: Type.Array(IndicatorName),
  explanation: ExplanationView,
  /** Line of the ledger, when the month is closed. */
  line: nullable(Type.Integer()),
})
export type PartView = Static<typeof PartView>

export const ExemptionView = Type.Object({
  no: Type.Integer(),
  code: oneOf(EXEMPTION_CODES),
  caseId: nullable(Uuid),
  days: nullable(Type.Integer()),
  reason: Type.String(),
  by: Type.Object({ role: Type.String(), org: Code, orgName: Type.String() }),
  at: Time,
})

export const AppealView = Type.Object({
  score: Uuid,
  no: Type.Integer(),
  subject: SubjectView,
  month: Month,
  line: Type.Integer(),
  partName: Bilingual,
  points: Amount,
  reason: Type.String(),
  evidence: Type.Array(Type.String()),
  at: Time,
  state: oneOf(APPEAL_STATES),
  decidedAt: nullable(Time),
  answer: nullable(Type.String()),
  /** This reader may decide it now: separation of duty allows it. */
  mayDecide: Type.Boolean(),
})
export type AppealView = Static<typeof AppealView>

export const Scorecard = Type.Object({
  /** Stream of the score: commands and ledger go by it. */
  id: Uuid,
  subject: SubjectView,
  month: Month,
  /** LIVE: the month runs or is not closed, figures of now · CLOSED: settled, from the ledger. */
  state: oneOf(['LIVE', 'CLOSED'] as const),
  rule: Type.Object({ id: Type.String(), name: Bilingual, source: Type.String() }),
  /** Other rule versions under which the month was settled too. */
  others: Type.Array(Type.Object({ rule: Type.String(), name: Bilingual, score: nullable(Amount) })),
  /** Null with too small a sample or too little data. */
  score: nullable(Amount),
  /** OK · SMALL_SAMPLE: 样本不足 · LITTLE_DATA: parts with data are worth too few points. */
  verdict: oneOf(['OK', 'SMALL_SAMPLE', 'LITTLE_DATA'] as const),
  /** Units that the sample rule counted, and how many it wants. */
  sample: Type.Object({ size: Type.Integer(), least: Type.Integer() }),
  /** Points of the parts that have data; below 100 the parts were scaled up. */
  outOf: Amount,
  parts: Type.Array(PartView),
  /** Deductions, bonuses and corrections, one a case. */
  adjustments: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Bilingual,
      points: Amount,
      caseId: nullable(Uuid),
      reason: nullable(Type.String()),
      line: nullable(Type.Integer()),
      explanation: ExplanationView,
    }),
  ),
  exemptions: Type.Array(ExemptionView),
  peerGroup: nullable(oneOf(PEER_GROUPS)),
  settledAt: nullable(Time),
  /** This reader may appeal lines of it. */
  mayAppeal: Type.Boolean(),
})
export type Scorecard = Static<typeof Scorecard>

export const HistoryPoint = Type.Object({
  id: Uuid,
  month: Month,
  state: oneOf(['LIVE', 'CLOSED'] as const),
  rule: Type.String(),
  score: nullable(Amount),
  verdict: oneOf(['OK', 'SMALL_SAMPLE', 'LITTLE_DATA'] as const),
})
export type HistoryPoint = Static<typeof HistoryPoint>

/** Organisations of one peer group side by side, by code: never persons, never a rank. */
export const PeerGroupView = Type.Object({
  group: nullable(oneOf(PEER_GROUPS)),
  organisations: Type.Array(
    Type.Object({
      subject: SubjectView,
      score: nullable(Amount),
      verdict: oneOf(['OK', 'SMALL_SAMPLE', 'LITTLE_DATA'] as const),
      state: oneOf(['LIVE', 'CLOSED'] as const),
      parts: Type.Array(
        Type.Object({
          code: Type.String(),
          name: Bilingual,
          max: Amount,
          points: nullable(Amount),
          rate: nullable(Amount),
        }),
      ),
    }),
  ),
})
export type PeerGroupView = Static<typeof PeerGroupView>

export const MonthView = Type.Object({
  month: Month,
  state: oneOf(['OPEN', 'SETTLING', 'CLOSED'] as const),
  closedAt: nullable(Time),
  /** Scores settled so far of those to settle. */
  settled: Type.Integer(),
  toSettle: Type.Integer(),
  rules: Type.Array(Type.String()),
  /** This reader may close it now. */
  mayClose: Type.Boolean(),
})
export type MonthView = Static<typeof MonthView>

export const RuleView = Type.Object({
  id: Type.String(),
  track: oneOf(TRACKS),
  name: Bilingual,
  from: Month,
  source: Type.String(),
  parts: Type.Array(
    Type.Object({ code: Type.String(), name: Bilingual, max: Amount, formula: Type.Object({}, open) }),
  ),
  adjustments: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Bilingual,
      points: Amount,
      manual: Type.Boolean(),
      upTo: Type.Boolean(),
    }),
  ),
  caps: Type.Record(Type.String(), Amount),
  sample: Type.Object({ of: Type.Array(IndicatorName), least: Type.Integer() }),
  leastPoints: Amount,
})
export type RuleView = Static<typeof RuleView>
