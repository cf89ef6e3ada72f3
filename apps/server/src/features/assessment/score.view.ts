// Scores as readers get them: parts with their reasons, what single cases added or took, lines of the ledger.
import type {
  AppealView,
  LineView,
  PartView,
  Scorecard,
  SubjectView,
} from '@gezhi/core/assessment/score.view'
import type { Exemption, LedgerLine, ScoreAppeal, Subject } from '@gezhi/core/assessment/ledger'
import { ruleById } from '@gezhi/core/assessment/rule-versions'
import type { RuleVersion } from '@gezhi/core/assessment/rules'
import {
  currentSettlement,
  linesOfRun,
  scoreUnder,
  worthOf,
  type ScoreState,
  type Settlement,
} from '@gezhi/core/assessment/score'
import { appealUntil, barredFromDeciding, speaksFor } from '@gezhi/core/assessment/score.decide'
import { SCALE, type PartScore } from '@gezhi/core/assessment/scoring'
import type { DistrictRegister } from '@gezhi/core/districts/register'
import type { Actor, ActorRef } from '@gezhi/core/people/actor'
import type { DistrictBook } from '../../kernel/district.ts'
import type { Scored } from './scorer.ts'

export interface Viewing {
  readonly actor: Actor
  readonly book: DistrictBook
  readonly register: DistrictRegister
}

const orgName = ({ book }: Viewing, code: string): string => book.rules.organisation(code)?.shortName ?? code

/** A post is named by its holder: only those who may open the score read it. */
export const subjectView = (subject: Subject, viewing: Viewing): SubjectView => ({
  kind: subject.kind,
  code: subject.code,
  track: subject.track,
  org: subject.org,
  name:
    subject.kind === 'POST'
      ? (viewing.book.postName(subject.code) ?? subject.code)
      : orgName(viewing, subject.code),
  orgName: orgName(viewing, subject.org),
})

const byView = (by: ActorRef, viewing: Viewing) => ({
  role: by.role,
  org: by.org,
  orgName: orgName(viewing, by.org),
})

const SCALE_NAME = { zh: '按已有数据部分折算', en: 'Scaled for parts without data' }

export function partName(rule: RuleVersion | undefined, code: string): { zh: string; en: string } {
  if (code === SCALE) return SCALE_NAME
  const found = [...(rule?.parts ?? []), ...(rule?.adjustments ?? [])].find((one) => one.code === code)
  return { zh: found?.zh ?? code, en: found?.en ?? code }
}

const nameOfRule = ({ id, zh, en, source }: RuleVersion) => ({ id, name: { zh, en }, source })

function partView(
  part: PartScore,
  rule: RuleVersion,
  line: LedgerLine | undefined,
  worth: number | null,
): PartView {
  const found = rule.parts.find(({ code }) => code === part.code)
  const { formula } = found ?? {}
  return {
    code: part.code,
    name: partName(rule, part.code),
    max: found?.max ?? 0,
    points: worth ?? part.points,
    status: part.status,
    rate: part.rate,
    k: part.k,
    n: part.n,
    indicators: !formula ? [] : formula.kind === 'AVERAGE' ? [...formula.indicators] : [formula.indicator],
    explanation: { key: part.explanation.key, values: { ...part.explanation.values } },
    line: line?.no ?? null,
  }
}

export const exemptionView = (exemption: Exemption, viewing: Viewing) => ({
  ...exemption,
  by: byView(exemption.by, viewing),
})

interface Given {
  readonly id: string
  readonly subject: Subject
  readonly month: string
  readonly state: ScoreState | null
}

const peerGroupOf = (subject: Subject, { register }: Viewing) =>
  (subject.kind === 'ORGANISATION'
    ? register.organisations.find(({ code }) => code === subject.code)?.peerGroup
    : undefined) ?? null

const explained = ({ key, values }: LedgerLine['explanation']) => ({ key, values: { ...values } })

/** What both kinds of scorecard show alike. */
function common({ id, subject, month, state }: Given, viewing: Viewing) {
  return {
    id,
    month,
    subject: subjectView(subject, viewing),
    exemptions: (state?.exemptions ?? []).map((one) => exemptionView(one, viewing)),
    peerGroup: peerGroupOf(subject, viewing),
  }
}

const adjustmentLines = (lines: readonly LedgerLine[], state: ScoreState, rule: RuleVersion) =>
  lines.map((line) => ({
    code: line.part,
    name: partName(rule, line.part),
    points: worthOf(state, line.no),
    caseId: line.caseId,
    reason: line.reason,
    line: line.no,
    explanation: explained(line.explanation),
  }))

/** The month runs, or is not closed: computed from the figures of this moment. */
export function liveScorecard(
  given: Given,
  { rule, scored }: { readonly rule: RuleVersion; readonly scored: Scored },
  viewing: Viewing,
): Scorecard {
  const { result } = scored
  const manual = given.state?.lines.filter(({ kind }) => kind === 'MANUAL') ?? []
  return {
    ...common(given, viewing),
    state: 'LIVE',
    rule: nameOfRule(rule),
    others: [],
    score: result.score,
    verdict: result.verdict,
    sample: result.sample,
    outOf: result.outOf,
    parts: result.parts.map((part) => partView(part, rule, undefined, null)),
    adjustments: [
      ...result.adjustments.map(({ code, points, caseId, explanation }) => ({
        code,
        name: partName(rule, code),
        points,
        caseId,
        reason: null,
        line: null,
        explanation: explained(explanation),
      })),
      ...(given.state ? adjustmentLines(manual, given.state, rule) : []),
    ],
    settledAt: null,
    mayAppeal: false,
  }
}

/** Settled: the ledger decides, with everything that was corrected since. */
export function closedScorecard(
  given: Given & { readonly state: ScoreState },
  settlement: Settlement,
  viewing: Viewing,
): Scorecard | null {
  const { state, subject } = given
  const rule = ruleById(settlement.rule)
  if (!rule) return null
  const lines = linesOfRun(state, settlement.run)
  const lineOf = (code: string) => lines.find(({ kind, part }) => kind === 'PART' && part === code)
  const { verdict, sample, outOf, parts } = settlement.result
  return {
    ...common(given, viewing),
    state: 'CLOSED',
    rule: nameOfRule(rule),
    others: state.settlements
      .filter(({ run }) => run !== settlement.run)
      .map((other) => ({
        rule: other.rule,
        name: nameOfRule(ruleById(other.rule) ?? rule).name,
        score: scoreUnder(state, other),
      })),
    score: scoreUnder(state, settlement),
    verdict,
    sample,
    outOf,
    parts: parts.map((part) => {
      const line = lineOf(part.code)
      return partView(part, rule, line, line ? worthOf(state, line.no) : null)
    }),
    adjustments: adjustmentLines(
      lines.filter(({ kind }) => kind === 'ADJUSTMENT' || kind === 'MANUAL'),
      state,
      rule,
    ),
    settledAt: settlement.at,
    mayAppeal: speaksFor(viewing.actor, subject),
  }
}

/** The settlement under a rule version, or the one that counts. */
export const settlementOf = (state: ScoreState, rule: string | undefined): Settlement | undefined =>
  rule === undefined ? currentSettlement(state) : state.settlements.findLast((one) => one.rule === rule)

export function lineView(
  line: LedgerLine,
  viewing: Viewing & { readonly caseNumber: string | null; readonly lineId: string },
): LineView {
  const rule = ruleById(line.rule)
  return {
    id: viewing.lineId,
    no: line.no,
    kind: line.kind,
    rule: line.rule,
    run: line.run,
    part: line.part,
    partName: partName(rule, line.part),
    points: line.points,
    max: rule?.parts.find(({ code }) => code === line.part)?.max ?? null,
    caseId: line.caseId,
    caseNumber: viewing.caseNumber,
    explanation: explained(line.explanation),
    reason: line.reason,
    evidence: [...line.evidence],
    corrects: line.corrects,
    by: byView(line.by, viewing),
    at: line.at,
    appealUntil: appealUntil(line, viewing.book.rules.calendar),
  }
}

export function appealView(
  score: string,
  { state, appeal }: { readonly state: ScoreState; readonly appeal: ScoreAppeal },
  viewing: Viewing,
): AppealView | null {
  const line = state.lines.find(({ no }) => no === appeal.line)
  if (!state.subject || !line) return null
  return {
    score,
    no: appeal.no,
    subject: subjectView(state.subject, viewing),
    month: state.month ?? '',
    line: appeal.line,
    partName: partName(ruleById(line.rule), line.part),
    points: line.points,
    reason: appeal.reason,
    evidence: [...appeal.evidence],
    at: appeal.at,
    state: appeal.state,
    decidedAt: appeal.decidedAt,
    answer: appeal.answer,
    mayDecide: appeal.state === 'OPEN' && barredFromDeciding(viewing.actor, state, appeal) === null,
  }
}
