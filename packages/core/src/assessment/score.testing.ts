// One score in a small district: score(subject, ...steps).when(command, actor) as a sentence.
import { assessor, member, system } from '../cases/actors.testing.ts'
import { at, calendar, EAST, EAST_1 } from '../cases/rules.testing.ts'
import { refOf, type Actor } from '../people/actor.ts'
import type { Subject } from './ledger.ts'
import { decideScore, type AnyScoreCommand, type ScoreContext, type Settle } from './score.decide.ts'
import { currentSettlement, evolveScore, newScore, scoreUnder, type ScoreState } from './score.ts'
import { scoreOf, type CasePoint, type Tally } from './scoring.ts'
import { ruleById } from './rule-versions.ts'
import type { RuleVersion } from './rules.ts'
import type { IndicatorCode } from './indicators.ts'

export const CLOSING = at('2026-11-02 09:00')
export const CASE = '00000000-0000-4000-8000-00000000000a'
export const PROOF = 'c'.repeat(64)
export const rule = (id: string): RuleVersion => {
  const found = ruleById(id)
  if (!found) throw new Error(id)
  return found
}
export const otherAssessor: Actor = { ...assessor, post: 'post-assessor-2', person: 'person-assessor-2' }

export const street: Subject = { kind: 'ORGANISATION', code: EAST, track: 'STREET', org: EAST, person: null }
export const post: Subject = {
  kind: 'POST',
  code: member.post,
  track: 'GRID_MEMBER',
  org: EAST_1,
  person: member.person,
}
export const department: Subject = { ...street, code: '150402D01', org: '150402D01', track: 'DEPARTMENT' }
const RULES = {
  STREET: 'street-2026-1',
  GRID_MEMBER: 'grid-member-2026-1',
  DEPARTMENT: 'department-2026-1',
} as const

const tally = (k: number, n: number): Tally => ({ k, n, weightedK: k, weightedN: n, mean: 4 })
export const resultOf = (version: RuleVersion, k: number, cases: readonly CasePoint[] = []) =>
  scoreOf(version, {
    tally: (indicator: IndicatorCode) =>
      ['patrolCoverage', 'upkeepDone', 'infoAccuracy', 'learning'].includes(indicator) ? null : tally(k, 20),
    cases,
    manual: [],
    dutyShare: 1,
  })

interface Setting {
  readonly subject: Subject
  readonly version: RuleVersion
}
const settingOf = (subject: Subject): Setting => ({
  subject,
  version: rule(RULES[subject.track as keyof typeof RULES]),
})
const contextOf = ({ subject, version }: Setting, actor: Actor, now: number): ScoreContext => ({
  now,
  actor,
  calendar,
  subject,
  month: '2026-10',
  rule: version,
})

/** A score in which things happened, and what happens next. */
export function score(subject: Subject, ...steps: readonly (readonly [AnyScoreCommand, Actor, number?])[]) {
  const setting = settingOf(subject)
  const decideNow = (
    state: ScoreState,
    command: AnyScoreCommand,
    actor: Actor,
    now: number,
    more: Partial<ScoreContext>,
  ) => decideScore(command, state, { ...contextOf(setting, actor, now), ...more })
  const state = steps.reduce<ScoreState>((before, [command, actor, now = CLOSING]) => {
    const decision = decideNow(before, command, actor, now, recomputedFor(before, setting))
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.code}`)
    return decision.facts.reduce(evolveScore, before)
  }, newScore)
  return {
    state,
    when: (command: AnyScoreCommand, actor: Actor, now = CLOSING, more: Partial<ScoreContext> = {}) => {
      const decision = decideNow(state, command, actor, now, { ...recomputedFor(state, setting), ...more })
      return decision.ok
        ? { state: decision.facts.reduce(evolveScore, state), facts: decision.facts.length }
        : { refusal: decision.refusal.code }
    },
  }
}
/** Without the exempt case one of twenty bad ones is gone. */
const recomputedFor = (state: ScoreState, { version }: Setting): Partial<ScoreContext> => ({
  recomputed: {
    exemptions: state.exemptions.length,
    settlements: state.settlements.map((one) => ({ ...one, result: resultOf(version, 19) })),
  },
})

export const settle = (
  subject: Subject,
  cases: readonly CasePoint[] = [],
  over: Partial<Settle> = {},
): Settle => ({
  type: 'settle',
  run: 1,
  rule: settingOf(subject).version.id,
  seq: 100,
  dutyShare: 1,
  closedBy: refOf(assessor),
  result: resultOf(settingOf(subject).version, 18, cases),
  ...over,
})
export const settled = (subject: Subject, cases: readonly CasePoint[] = []) =>
  [settle(subject, cases), system] as const
export const appeal = { type: 'fileAppeal', line: 2, reason: '时限计算有误' } as const
export const uphold = { type: 'decideAppeal', appeal: 1, upheld: true, points: 25, reason: '核实' } as const
export const scoreNow = (state: ScoreState) => {
  const settlement = currentSettlement(state)
  return settlement ? scoreUnder(state, settlement) : undefined
}
