// After a month was closed every score of it is settled: one command each, issued twice harmlessly.
import type { MonthFact } from '@gezhi/core/assessment/month'
import { ruleById } from '@gezhi/core/assessment/rule-versions'
import type { RuleVersion } from '@gezhi/core/assessment/rules'
import { systemActor } from '@gezhi/core/people/actor'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import type { FactHandler } from '../../kernel/feed.reader.ts'
import { idOf } from '../../kernel/ids.ts'
import { run } from '../../kernel/run.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import type { MonthKind } from './month.kind.ts'
import { findStates } from './score.find.store.ts'
import type { ScoreKind } from './score.kind.ts'
import { scoreAll, type Scored } from './scorer.ts'
import { monthId, scoreId, subjectsOf } from './subjects.ts'
import { findMark } from './tally.store.ts'

/** Commands waiting beside each other: enough to fill flushes, few enough to leave room for people. */
const BESIDE = 64

type Closing = Extract<MonthFact, { type: 'month.closed' | 'month.rerun' }>

interface Kinds {
  readonly month: MonthKind
  readonly score: ScoreKind
}

export const settleMonths =
  (deps: AssessmentDeps, kinds: Kinds): FactHandler =>
  async (facts, district) => {
    for (const { kind, seq, data } of facts) {
      if (kind !== kinds.month.name) continue
      // Gate: facts of this kind are written by its own decider only.
      const fact = data as unknown as MonthFact
      if (fact.type !== 'month.settled') await settle(deps, kinds, { district, seq, fact })
    }
  }

interface Settling {
  readonly district: number
  readonly seq: number
  readonly fact: Closing
}

async function settle(deps: AssessmentDeps, kinds: Kinds, settling: Settling): Promise<void> {
  const { district, fact } = settling
  const rules = fact.rules.flatMap((id) => ruleById(id) ?? [])
  let scores = 0
  for (const rule of rules) scores += await settleTrack(deps, kinds, settling, rule)
  await run(deps, kinds.month, {
    district,
    stream: monthId(district, fact.month),
    commandId: idOf('month-settled', district, fact.month, fact.run),
    actor: systemActor(district, 'assessment'),
    command: { type: 'settled', run: fact.run, scores },
    context: { month: fact.month },
  })
}

/** Figures of one track as of one fact; then a command for each subject. Answers how many. */
async function settleTrack(
  deps: AssessmentDeps,
  { score }: Kinds,
  { district, seq, fact }: Settling,
  rule: RuleVersion,
): Promise<number> {
  const { month } = fact
  const subjects = subjectsOf(deps.registers(district), month).filter(({ track }) => track === rule.track)
  const { mark, scored } = await readAs(deps.db, wholeDistrict(district), async (tx) => {
    const counted = await findMark(tx, district)
    if (counted < seq) throw new Error(`figures contain fact ${counted}, the month was closed by ${seq}`)
    const states = await findStates(tx, district, month)
    const standings = subjects.map((subject) => ({
      subject,
      state: states.get(scoreId(district, month, subject)) ?? null,
    }))
    return {
      mark: counted,
      scored: await scoreAll(tx, deps, { district, month, rule, seq: counted }, standings),
    }
  })
  const issue = ({ subject, result, dutyShare }: Scored) =>
    run(deps, score, {
      district,
      stream: scoreId(district, month, subject),
      commandId: idOf('settle', district, month, subject.kind, subject.code, fact.run),
      actor: systemActor(district, 'assessment'),
      command: {
        type: 'settle',
        run: fact.run,
        rule: rule.id,
        seq: mark,
        dutyShare,
        closedBy: fact.by,
        result,
      },
      context: { subject, month, rule },
    })
  for (let from = 0; from < scored.length; from += BESIDE)
    await Promise.all(scored.slice(from, from + BESIDE).map(issue))
  return scored.length
}
