// A score as a stream: one subject, one month.
import { decideScore, type AnyScoreCommand, type ScoreContext } from '@gezhi/core/assessment/score.decide'
import { evolveScore, newScore, type ScoreFact, type ScoreState } from '@gezhi/core/assessment/score'
import type { AssessmentRefusal } from '@gezhi/core/assessment/refusals'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { checkState, loadScores, projectScores } from './score.store.ts'

/** What the edge knows of the score, beside the command. */
export type ScoreEdge = Pick<ScoreContext, 'subject' | 'month' | 'rule' | 'caseKnown' | 'recomputed'>
export type ScoreKind = StreamKind<AnyScoreCommand, ScoreFact, ScoreState, AssessmentRefusal, ScoreEdge>

export function createScoreKind({ districts }: Pick<AssessmentDeps, 'districts'>): ScoreKind {
  return {
    name: 'score',
    initial: newScore,
    evolve: evolveScore,
    decide(command, state, { district, actor, receivedAt, context }) {
      if (!context) throw new Error('a score is decided with its subject and rule')
      const { calendar } = districts(district).rules
      return decideScore(command, state, { ...context, now: receivedAt, actor, calendar })
    },
    load: loadScores,
    project: projectScores,
    answer: ({ stream, version }) => ({ id: stream, version }),
    check: (tx, district, id, folded) => checkState(tx, 'score', district, id, folded),
  }
}
