// The case as a stream: the pure decider of core, bound to the district's register and to the tables.
import type { CaseState } from '@gezhi/core/cases/case'
import { newCase } from '@gezhi/core/cases/case.new'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import type { CaseContext } from '@gezhi/core/cases/context'
import { decide } from '@gezhi/core/cases/decide'
import { evolve } from '@gezhi/core/cases/evolve'
import type { CaseFact } from '@gezhi/core/cases/facts'
import type { CaseRefusal } from '@gezhi/core/cases/refusals'
import { stateName } from '@gezhi/core/cases/summary'
import type { Districts } from '../../kernel/district.ts'
import type { Change, StreamKind } from '../../kernel/stream-kind.ts'
import { checkCase, loadCases, projectCases } from './case.store.ts'
import { takeNumbers } from './number.store.ts'

/** What the edge found out for deciding, beside the command. */
export type CaseFindings = Pick<CaseContext, 'source' | 'given' | 'duplicateScore' | 'byLink'>
export type CaseKind = StreamKind<CaseCommand, CaseFact, CaseState, CaseRefusal, CaseFindings>

/** Other cases that a command speaks of: they are locked together with its own. */
function otherCase(command: CaseCommand): string | undefined {
  if (command.type === 'merge' || command.type === 'primaryClosed' || command.type === 'revive')
    return command.primary
  if (command.type === 'report') return command.related
  return command.type === 'absorb' || command.type === 'splitOff' ? command.from : undefined
}

export function createCaseKind(districts: Districts): CaseKind {
  return {
    name: 'case',
    initial: newCase,
    decide(command, state, envelope, others) {
      const { rules, postOrg } = districts(envelope.district)
      const other = otherCase(command)
      return decide(command, state, {
        now: envelope.receivedAt,
        actor: envelope.actor,
        rules,
        stream: envelope.stream,
        postOrg,
        ...envelope.context,
        other: other ? others.get(other)?.state : undefined,
      })
    },
    evolve,
    also(command) {
      const other = otherCase(command)
      return other === undefined ? [] : [other]
    },
    deadlines: (state) =>
      state.deadlines.flatMap(({ key, state: running, dueAt, firedAt }) =>
        running === 'RUNNING' && dueAt !== null && firedAt === undefined ? [{ key, dueAt }] : [],
      ),
    load: loadCases,
    handOut(district, changes) {
      const { numberPrefix, rules } = districts(district)
      const fresh = changes.filter(({ before, state }) => before.number === null && state.report !== null)
      if (fresh.length === 0) return null
      const taken = takeNumbers({ district, prefix: numberPrefix, calendar: rules.calendar }, fresh)
      return {
        statement: taken.statement,
        give(rows) {
          const numbers = taken.numbers(rows)
          return changes.map((change) => numbered(change, numbers.get(change.stream)))
        },
      }
    },
    ownRows: true,
    project: (district, changes) => projectCases(districts(district).rules, changes),
    answer: ({ stream, state }) => ({
      id: stream,
      number: state.number ?? '',
      version: state.version,
      state: stateName(state),
    }),
    check: checkCase,
  }
}

function numbered(
  change: Change<CaseFact, CaseState>,
  number: string | undefined,
): Change<CaseFact, CaseState> {
  if (number === undefined) return change
  const facts = change.facts.map((fact) =>
    fact.type === 'case.reported' || fact.type === 'case.self-handled' ? { ...fact, number } : fact,
  )
  return { ...change, facts, state: { ...change.state, number } }
}
