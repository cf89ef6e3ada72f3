// A month of assessment as a stream.
import {
  decideMonth,
  evolveMonth,
  newMonth,
  type MonthFact,
  type MonthState,
  type SayMonthSettled,
} from '@gezhi/core/assessment/month'
import type { MonthCommand } from '@gezhi/core/assessment/commands'
import type { AssessmentRefusal } from '@gezhi/core/assessment/refusals'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { checkState, loadMonths, projectMonths } from './score.store.ts'

export interface MonthEdge {
  readonly month: string
}
export type MonthKind = StreamKind<
  MonthCommand | SayMonthSettled,
  MonthFact,
  MonthState,
  AssessmentRefusal,
  MonthEdge
>

export function createMonthKind({ districts }: Pick<AssessmentDeps, 'districts'>): MonthKind {
  return {
    name: 'assessment-month',
    initial: newMonth,
    evolve: evolveMonth,
    decide(command, state, { district, actor, receivedAt, context }) {
      const { calendar } = districts(district).rules
      const month = context?.month ?? state.month ?? ''
      return decideMonth(command, state, { month, now: receivedAt, actor, calendar })
    },
    load: loadMonths,
    project: projectMonths,
    answer: ({ state, version }) => ({ month: state.month, version }),
    check: (tx, district, id, folded) => checkState(tx, 'assessment_month', district, id, folded),
  }
}
