// The decider of the case: finds the row, asks role, guards and checks, and stamps facts with clocks. Pure.
import { accept, refuse, type Decision } from '../kernel/decision.ts'
import { refOf } from '../people/actor.ts'
import { leadOrder, type CaseState } from './case.ts'
import { clockChanges, orphanStops } from './clocks.ts'
import type { CaseCommand, CommandType } from './commands.ts'
import type { Asking, CaseContext, Deciding, Plan, Transition } from './context.ts'
import { foldClocks } from './evolve.clocks.ts'
import { evolve } from './evolve.ts'
import type { CaseFact, ClockChange, FactBase } from './facts.ts'
import { isReporter, no } from './guards.ts'
import type { CaseRefusal } from './refusals.ts'
import { rowsOf } from './transitions.ts'

export type CaseDecision = Decision<CaseFact, CaseRefusal>

/** What guards and plans see of state and context. */
export function asking(state: CaseState, context: CaseContext): Asking {
  const { actor, now, rules } = context
  return {
    state,
    context,
    actor,
    now,
    rules,
    limits: rules.limits[state.urgency],
    item: state.item === null ? undefined : rules.item(state.item),
  }
}

/** The row that a command would take from this state; several rows of one command are told apart by state and role. */
export function rowFor(
  command: CaseCommand | { readonly type: CommandType },
  ask: Asking,
): Transition | undefined {
  const rows = rowsOf(command.type).filter((row) => row.from.includes(ask.state.state))
  if (command.type === 'expire') {
    const name = 'deadline' in command ? command.deadline.split('#')[0] : undefined
    return rows.find((row) => row.expires?.some((expires) => expires === name))
  }
  return rows.find((row) => issuerFits(row, ask)) ?? rows[0]
}

export const issuerFits = (row: Transition, ask: Asking): boolean =>
  row.by.includes(ask.actor.role) || (row.by.includes('REPORTER') && isReporter(ask))

/** Facts or a refusal; nothing else depends on anything but the arguments. */
export function decide(command: CaseCommand, state: CaseState, context: CaseContext): CaseDecision {
  const ask = asking(state, context)
  const row = rowFor(command, ask)
  if (!row) return refuse(notNow(command, ask))
  if (!issuerFits(row, ask))
    return refuse(
      no(row.by.length === 1 && row.by[0] === 'REPORTER' ? 'case/not-your-report' : 'case/not-your-role'),
    )
  const deciding: Deciding = { ...ask, command }
  for (const guard of row.guards) {
    const refusal = guard(ask)
    if (refusal) return refuse(refusal)
  }
  for (const check of row.checks) {
    const refusal = check(deciding)
    if (refusal) return refuse(refusal)
  }
  return accept(stamp(row, deciding, row.decide(deciding)))
}

/** A lost race is told by its winner: 「已被××街道抢单」. */
function notNow(command: CaseCommand, { state, rules }: Asking): CaseRefusal {
  if (state.state === 'NEW') return no('case/not-found')
  if (command.type === 'report' || command.type === 'ingest' || command.type === 'selfHandle')
    return no('case/exists')
  const lead = leadOrder(state)
  if ((command.type === 'grab' || command.type === 'dispatch') && lead) {
    const org = rules.organisation(lead.org)?.shortName ?? lead.org
    return no(lead.kind === 'GRAB' ? 'case/already-grabbed' : 'case/already-dispatched', { org })
  }
  return no('case/not-now', { detail: state.state })
}

function stamp(row: Transition, deciding: Deciding, plan: Plan): readonly CaseFact[] {
  const { state, now, actor, rules, command } = deciding
  const base: FactBase = { at: now, by: refOf(actor), via: row.id }
  const to =
    plan.to ?? (row.to === '=' ? undefined : row.to === 'previous' ? (state.previous ?? 'HANDLING') : row.to)
  const plain = plan.facts.map((fact, index) => ({
    ...base,
    ...fact,
    ...(index === 0 && to !== undefined ? { to } : {}),
  })) as CaseFact[]

  const fired: ClockChange[] = command.type === 'expire' ? [{ op: 'fire', key: command.deadline }] : []
  const [head] = plain
  if (!head) throw new Error(`row ${row.id} decided nothing`)
  const bare = plain.reduce(evolve, state)
  const after = foldClocks(bare, { ...head, clocks: fired })
  const changes = [
    ...fired,
    ...clockChanges([...row.clocks, ...(plan.clocks ?? [])], { before: state, after, plan, now, rules }),
  ]
  const orphans = orphanStops(foldClocks(bare, { ...head, clocks: changes }), now, rules)
  const clocks = [...changes, ...orphans]
  return clocks.length === 0 ? plain : [{ ...head, clocks }, ...plain.slice(1)]
}
