// Folds one fact into the case. Pure and total: old facts must fold for ever.
import type { CaseState } from './case.ts'
import { foldCaseFact, type CaseOwnFact } from './evolve.case.ts'
import { beginFollowUp } from './evolve.followup.ts'
import { foldClocks } from './evolve.clocks.ts'
import { foldEndFact } from './evolve.end.ts'
import { endOrders } from './evolve.orders.ts'
import { lapseOvertaken } from './evolve.requests.ts'
import { foldWorkFact, type WorkFact } from './evolve.work.ts'
import type { CaseFact } from './facts.ts'
import { isTerminal } from './states.ts'

/** The state after one more fact. */
export function evolve(state: CaseState, fact: CaseFact): CaseState {
  const version = state.version + 1
  const folded = foldClocks({ ...foldData(state, fact), version }, fact)
  return fact.to === undefined ? folded : enter(folded, state, fact, fact.to)
}

function enter(
  folded: CaseState,
  before: CaseState,
  fact: CaseFact,
  to: NonNullable<CaseFact['to']>,
): CaseState {
  const parked = to === 'ESCALATED' || to === 'SUSPENDED'
  const next: CaseState = {
    ...folded,
    state: to,
    previous: parked && before.state !== 'NEW' ? before.state : null,
    endedAt: isTerminal(to) ? fact.at : null,
    closedAt: to === 'CLOSED' ? fact.at : isTerminal(to) ? folded.closedAt : null,
  }
  const ended = isTerminal(to) || to === 'POOLED' || to === 'REPORTED' ? endOrders(next, to) : next
  const asked = to === 'FOLLOW_UP' ? beginFollowUp(ended, fact.at) : ended
  return lapseOvertaken(asked, to, fact)
}

/** First words of the fact names that `evolve.work.ts` folds; the types there are made of the same words. */
const WORK: ReadonlySet<string> = new Set([
  'order',
  'whistle',
  'department',
  'joint',
  'return',
  'return-up',
  'request',
  'taskforce',
  'extension',
  'reporter',
])

const subjectOf = (fact: CaseFact): string => fact.type.slice(0, fact.type.indexOf('.'))
const isCaseFact = (fact: CaseFact): fact is CaseOwnFact => subjectOf(fact) === 'case'
const isWorkFact = (fact: CaseFact): fact is WorkFact => WORK.has(subjectOf(fact))

function foldData(state: CaseState, fact: CaseFact): CaseState {
  if (isCaseFact(fact)) return foldCaseFact(state, fact)
  if (isWorkFact(fact)) return foldWorkFact(state, fact)
  return foldEndFact(state, fact)
}
