// cases(...steps).when(command, { as, at }).gives(...facts) or .refuses(code): rules read as sentences.
import { expect } from 'vitest'
import type { Actor } from '../people/actor.ts'
import { postOrg, system } from './actors.testing.ts'
import { newCase } from './case.new.ts'
import type { CaseState, Deadline } from './case.ts'
import type { CaseCommand } from './commands.ts'
import type { CaseContext } from './context.ts'
import { decide, type CaseDecision } from './decide.ts'
import { evolve } from './evolve.ts'
import type { CaseFact } from './facts.ts'
import type { CaseRefusal, CaseRefusalCode } from './refusals.ts'
import { MINUTE, MONDAY, rules } from './rules.testing.ts'

export const STREAM = '00000000-0000-4000-8000-000000000001'

interface When {
  readonly as: Actor
  /** Instant, or milliseconds after the step before; one minute when neither is given. */
  readonly at?: number | undefined
  readonly after?: number | undefined
  readonly context?: Partial<CaseContext> | undefined
}
export type Move = When & { readonly command: CaseCommand }
/** The scheduler wakes at the due time of this deadline. */
interface Due {
  readonly due: string
}
export type Step = CaseFact | Move | Due

export const by = (as: Actor, command: CaseCommand, more: Omit<When, 'as'> = {}): Move => ({
  as,
  command,
  ...more,
})
export const due = (key: string): Due => ({ due: key })

export interface Told {
  readonly state: CaseState
  readonly facts: readonly CaseFact[]
  readonly now: number
}
export const untold: Told = { state: newCase, facts: [], now: MONDAY }

export const contextOf = (as: Actor, now: number, more: Partial<CaseContext> = {}): CaseContext => ({
  now,
  actor: as,
  rules,
  stream: STREAM,
  postOrg,
  ...more,
})

const timeOf = (told: Told, { at, after }: Pick<When, 'at' | 'after'>): number =>
  at ?? told.now + (after ?? MINUTE)

function moveOf(told: Told, step: Move | Due): Move {
  if ('command' in step) return step
  const deadline = clockOf(told.state, step.due)
  return by(system, { type: 'expire', deadline: step.due }, { at: Math.max(told.now, deadline.dueAt ?? 0) })
}

/** One step further; a refusal here is a mistake of the test. */
export function tell(told: Told, step: Step): Told {
  if ('via' in step)
    return { state: evolve(told.state, step), facts: [...told.facts, step], now: Math.max(told.now, step.at) }
  const move = moveOf(told, step)
  const now = timeOf(told, move)
  const decision = decide(move.command, told.state, contextOf(move.as, now, move.context))
  if (!decision.ok)
    throw new Error(`${move.command.type} in ${told.state.state}: ${JSON.stringify(decision.refusal)}`)
  return {
    state: decision.facts.reduce(evolve, told.state),
    facts: [...told.facts, ...decision.facts],
    now,
  }
}

export const clockOf = (state: CaseState, key: string): Deadline => {
  const found = state.deadlines.find((deadline) => deadline.key === key)
  if (!found) throw new Error(`no ${key} among ${state.deadlines.map((one) => one.key).join(' ')}`)
  return found
}

/** Part of a fact, or its type alone. */
type Expected = CaseFact['type'] | (Record<string, unknown> & { readonly type: CaseFact['type'] })

const verdict = (decision: CaseDecision, before: CaseState) => ({
  decision,
  gives(...facts: Expected[]): CaseState {
    const expected = facts.map((fact) => (typeof fact === 'string' ? { type: fact } : fact))
    expect(decision).toMatchObject({ ok: true, facts: expected })
    return decision.ok ? decision.facts.reduce(evolve, before) : before
  },
  refuses(code: CaseRefusalCode, more: Omit<CaseRefusal, 'code'> = {}) {
    expect(decision).toMatchObject({ ok: false, refusal: { code, ...more } })
  },
})

/** A case to which these steps happened. */
export function cases(...steps: readonly Step[]) {
  const told = steps.reduce(tell, untold)
  return {
    ...told,
    clock: (key: string) => clockOf(told.state, key),
    when: (command: CaseCommand, { as, context, ...time }: When) =>
      verdict(decide(command, told.state, contextOf(as, timeOf(told, time), context)), told.state),
    /** The scheduler wakes when this deadline is due. */
    whenDue(key: string) {
      const move = moveOf(told, due(key))
      return verdict(
        decide(move.command, told.state, contextOf(move.as, timeOf(told, move), move.context)),
        told.state,
      )
    },
  }
}
