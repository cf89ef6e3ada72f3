// What may be done to a score, by whom and when (domain specification §7.1): pure, with a refusal for everything else.
import { accept, refuse, type Decision } from '../kernel/decision.ts'
import { advance, DAY, type WorkCalendar } from '../kernel/calendar.ts'
import { refOf, type Actor, type ActorRef } from '../people/actor.ts'
import type { ScoreCommand } from './commands.ts'
import type { LedgerLine, Subject } from './ledger.ts'
import type { AssessmentRefusal, AssessmentRefusalCode } from './refusals.ts'
import type { RuleVersion } from './rules.ts'
import { ruleById } from './rule-versions.ts'
import {
  currentSettlement,
  EVERY_RUN,
  worthOf,
  type ScoreFact,
  type ScoreState,
  type Settlement,
} from './score.ts'
import { correctionsFor, settledLines, scaleOf } from './score.lines.ts'
import { roomFor, type ScoreResult } from './scoring.ts'

/** Machinery settles; people do the rest. */
export interface Settle {
  readonly type: 'settle'
  readonly run: number
  readonly rule: string
  readonly seq: number
  readonly dutyShare: number
  readonly closedBy: ActorRef
  readonly result: ScoreResult
}
export type AnyScoreCommand = ScoreCommand | Settle

/** What the edge found out for deciding. */
export interface ScoreContext {
  readonly now: number
  readonly actor: Actor
  readonly calendar: WorkCalendar
  readonly subject: Subject
  readonly month: string
  /** The rule in force for the subject in the month. */
  readonly rule: RuleVersion
  /** Whether the case that the command names exists and is the actor's to see. */
  readonly caseKnown?: boolean | undefined
  /** With `exempt`: every settlement as it would be, and how many exemptions were known then. */
  readonly recomputed?:
    | { readonly settlements: readonly Settlement[]; readonly exemptions: number }
    | undefined
}

export type ScoreDecision = Decision<ScoreFact, AssessmentRefusal>
type Deciding<T extends AnyScoreCommand['type']> = ScoreContext & {
  readonly command: Extract<AnyScoreCommand, { type: T }>
  readonly state: ScoreState
}

const APPEAL_DAYS = 5
/** The end of the fifth working day after a line was written (§7.1). */
export const appealUntil = (line: Pick<LedgerLine, 'at'>, calendar: WorkCalendar): number =>
  advance(calendar, 'WD24', line.at, APPEAL_DAYS * DAY)

const no = (code: AssessmentRefusalCode) => refuse<AssessmentRefusal>({ code })

/** The scored person, or whoever leads the scored organisation. */
export const speaksFor = (actor: Actor, subject: Subject): boolean =>
  subject.kind === 'POST'
    ? actor.person === subject.person
    : actor.org === subject.code && (actor.role === 'STREET_LEADER' || actor.role === 'DEPT_LEADER')

const DECIDERS: readonly string[] = ['DISTRICT_ASSESSOR', 'DISTRICT_SUPERVISOR', 'DISTRICT_LEADER']

/** Why this actor may not decide the appeal; null when nothing stands against it. */
export function barredFromDeciding(
  actor: Actor,
  state: ScoreState,
  appeal: ScoreState['appeals'][number],
): AssessmentRefusalCode | null {
  const line = state.lines.find((one) => one.no === appeal.line)
  if (!DECIDERS.includes(actor.role)) return 'assessment/not-your-role'
  if (appeal.by.person === actor.person) return 'assessment/own-appeal'
  if (state.subject?.person === actor.person) return 'assessment/own-appeal'
  if (actor.org === state.subject?.org) return 'assessment/own-organisation'
  const first = [line?.by.person, ...state.settlements.map(({ closedBy }) => closedBy.person)]
  return first.includes(actor.person) ? 'assessment/decided-first' : null
}

export function decideScore(
  command: AnyScoreCommand,
  state: ScoreState,
  context: ScoreContext,
): ScoreDecision {
  switch (command.type) {
    case 'settle':
      return settle({ ...context, command, state })
    case 'fileAppeal':
      return fileAppeal({ ...context, command, state })
    case 'decideAppeal':
      return decideAppeal({ ...context, command, state })
    case 'exempt':
      return exempt({ ...context, command, state })
    case 'adjust':
      return adjust({ ...context, command, state })
  }
}

/** Issued twice it changes nothing: a run of a month settles each score once. */
function settle({ command, state, actor, now, subject, month }: Deciding<'settle'>): ScoreDecision {
  if (actor.role !== 'SYSTEM') return no('assessment/not-your-role')
  const { run, rule, seq, dutyShare, closedBy, result } = command
  if (state.settlements.some((one) => one.run === run)) return accept([])
  const settlement: Settlement = { run, rule, seq, dutyShare, result, closedBy, at: now }
  const lines = settledLines(settlement, state.lines.length, closedBy)
  return accept([{ type: 'score.settled', at: now, by: refOf(actor), subject, month, settlement, lines }])
}

function fileAppeal({
  command,
  state,
  actor,
  now,
  calendar,
  subject,
}: Deciding<'fileAppeal'>): ScoreDecision {
  const line = state.lines.find((one) => one.no === command.line)
  if (!speaksFor(actor, subject)) return no('assessment/not-your-score')
  if (!line) return no('assessment/no-line')
  if (line.kind === 'CORRECTION') return no('assessment/not-appealable')
  if (state.appeals.some((one) => one.line === line.no)) return no('assessment/appealed')
  if (now > appealUntil(line, calendar)) return no('assessment/appeal-late')
  const appeal = {
    no: state.appeals.length + 1,
    line: line.no,
    reason: command.reason,
    evidence: command.evidence ?? [],
    by: refOf(actor),
    at: now,
    state: 'OPEN' as const,
    decidedBy: null,
    decidedAt: null,
    answer: null,
  }
  return accept([{ type: 'score.appealed', at: now, by: refOf(actor), appeal }])
}

/** What a line may become: a part between nothing and its maximum, a deduction or bonus between itself and nothing. */
function inRange(line: LedgerLine, points: number): boolean {
  if (line.kind === 'PART') {
    const max = ruleById(line.rule)?.parts.find(({ code }) => code === line.part)?.max ?? line.points
    return points >= 0 && points <= max
  }
  return points >= Math.min(0, line.points) && points <= Math.max(0, line.points)
}

function decideAppeal({ command, state, actor, now }: Deciding<'decideAppeal'>): ScoreDecision {
  const appeal = state.appeals.find((one) => one.no === command.appeal && one.state === 'OPEN')
  const line = state.lines.find((one) => one.no === appeal?.line)
  if (!appeal || !line) return no('assessment/no-appeal')
  const barred = barredFromDeciding(actor, state, appeal)
  if (barred) return no(barred)
  const by = refOf(actor)
  const { upheld, reason, points } = command
  const decided = { type: 'score.appeal-decided' as const, at: now, by, appeal: appeal.no, upheld, reason }
  if (!upheld) return accept([{ ...decided, lines: [] }])
  if (points === undefined) return no('assessment/points-missing')
  if (!inRange(line, points)) return no('assessment/points-range')
  const change = points - worthOf(state, line.no)
  const lines = correctionsFor(state, [{ line, change }, ...scaleOf(state, line, change)], {
    by,
    at: now,
    reason,
    key: 'appeal-upheld',
  })
  return accept([{ ...decided, lines }])
}

const EXEMPTERS: readonly string[] = ['DISTRICT_ASSESSOR', 'DISTRICT_SUPERVISOR']

function exempt(deciding: Deciding<'exempt'>): ScoreDecision {
  const { command, state, actor, now, subject, month, recomputed, caseKnown } = deciding
  const { code, caseId, days, reason } = command
  if (!EXEMPTERS.includes(actor.role)) return no('assessment/not-your-role')
  if (actor.org === subject.org || actor.person === subject.person) return no('assessment/own-organisation')
  if (code === 'LEAVE' && subject.kind !== 'POST') return no('assessment/leave-of-post')
  if (code === 'LEAVE' && days === undefined) return no('assessment/days-missing')
  if (code !== 'LEAVE' && caseId === undefined) return no('assessment/case-missing')
  if (caseKnown === false) return no('assessment/case-unknown')
  if (caseId !== undefined && state.exemptions.some((one) => one.caseId === caseId))
    return no('assessment/exempt-already')
  if (recomputed?.exemptions !== state.exemptions.length) return no('assessment/changed-meanwhile')
  const by = refOf(actor)
  const exemption = {
    no: state.exemptions.length + 1,
    code,
    caseId: code === 'LEAVE' ? null : (caseId ?? null),
    days: code === 'LEAVE' ? (days ?? null) : null,
    reason,
    by,
    at: now,
  }
  const { settlements } = recomputed
  const changes = settlements.flatMap((after) => changesOf(state, after))
  const lines = correctionsFor(state, changes, { by, at: now, reason, key: 'exempted' })
  return accept([{ type: 'score.exempted', at: now, by, subject, month, exemption, settlements, lines }])
}

/** Lines of a run whose points are others without the exempt case. Points that an appeal corrected stay corrected. */
function changesOf(state: ScoreState, after: Settlement) {
  const before = state.settlements.find(({ run }) => run === after.run)
  if (!before) return []
  const fresh = new Map(settledLines(after, 0, after.closedBy).map((line) => [lineKey(line), line.points]))
  const corrected = new Set(state.appeals.filter((one) => one.state === 'UPHELD').map(({ line }) => line))
  return state.lines.flatMap((line) => {
    if (line.run !== after.run || line.kind === 'CORRECTION' || corrected.has(line.no)) return []
    const change = (fresh.get(lineKey(line)) ?? 0) - worthOf(state, line.no)
    return Math.abs(change) < 0.00005 ? [] : [{ line, change }]
  })
}
const lineKey = ({ part, caseId }: Pick<LedgerLine, 'part' | 'caseId'>) => `${part}/${caseId ?? ''}`

function adjust({
  command,
  state,
  actor,
  now,
  subject,
  month,
  rule,
  caseKnown,
}: Deciding<'adjust'>): ScoreDecision {
  if (actor.role !== 'DISTRICT_ASSESSOR') return no('assessment/not-your-role')
  if (actor.org === subject.org || actor.person === subject.person) return no('assessment/own-organisation')
  const adjustment = rule.adjustments.find(({ code, indicator }) => code === command.code && !indicator)
  if (!adjustment) return no('assessment/unknown-adjustment')
  const evidence = command.evidence ?? []
  if (caseKnown === false) return no('assessment/case-unknown')
  if (adjustment.points < 0 && evidence.length === 0 && command.caseId === undefined)
    return no('assessment/evidence-missing')
  const wanted = adjustment.upTo ? (command.points ?? adjustment.points) : adjustment.points
  if (wanted <= 0 === adjustment.points > 0 || Math.abs(wanted) > Math.abs(adjustment.points))
    return no('assessment/points-range')
  const manual = state.lines
    .filter(({ kind, corrects }) => kind === 'MANUAL' && corrects === null)
    .map((line) => ({ code: line.part, points: worthOf(state, line.no) }))
  const recorded = currentSettlement(state)?.result.adjustments ?? []
  const room = roomFor(rule, adjustment.code, [...manual, ...recorded])
  const points =
    wanted < 0
      ? Math.max(wanted, adjustment.cap ? room : wanted)
      : Math.min(wanted, adjustment.cap ? room : wanted)
  if (points === 0 || points < 0 !== wanted < 0) return no('assessment/cap-reached')
  const line: LedgerLine = {
    no: state.lines.length + 1,
    kind: 'MANUAL',
    rule: rule.id,
    run: EVERY_RUN,
    part: adjustment.code,
    points,
    caseId: command.caseId ?? null,
    explanation: { key: points === wanted ? 'manual' : 'manual-capped', values: { full: wanted, points } },
    reason: command.reason,
    evidence,
    corrects: null,
    by: refOf(actor),
    at: now,
  }
  return accept([{ type: 'score.adjusted', at: now, by: refOf(actor), subject, month, lines: [line] }])
}
