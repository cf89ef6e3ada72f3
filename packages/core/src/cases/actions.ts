// What an actor may do now: the buttons of every screen come from the transition table and from nowhere else.
import type { CaseState } from './case.ts'
import type { CommandType } from './commands.ts'
import type { CaseContext, Transition } from './context.ts'
import { asking, issuerFits } from './decide.ts'
import type { CaseRefusalCode } from './refusals.ts'
import { TRANSITIONS } from './transitions.ts'

export interface AllowedAction {
  readonly command: CommandType
  readonly via: string
  /** Why not now, from the guards that need no input; null when allowed. */
  readonly refusal: CaseRefusalCode | null
}

/** Commands that only machinery issues: no button for them. */
const MACHINE: readonly CommandType[] = [
  'ingest',
  'expire',
  'absorb',
  'splitOff',
  'primaryClosed',
  'revive',
  'recount',
  'changeGrid',
  'saveDraft',
]

/**
 * Rows that leave the state and suit the actor's role, each with the first guard that refuses, allowed ones first.
 * Rows of other roles are not listed: what is not one's own is not shown.
 */
export function actionsFor(state: CaseState, context: CaseContext): readonly AllowedAction[] {
  const ask = asking(state, context)
  const actions = TRANSITIONS.filter((row) => isButton(row, state) && issuerFits(row, ask)).map((row) => ({
    command: row.command,
    via: row.id,
    refusal: row.guards.reduce<CaseRefusalCode | null>(
      (found, guard) => found ?? guard(ask)?.code ?? null,
      null,
    ),
  }))
  return [...actions.filter((one) => one.refusal === null), ...actions.filter((one) => one.refusal !== null)]
}

const isButton = (row: Transition, state: CaseState): boolean =>
  state.state !== 'NEW' && row.from.includes(state.state) && !MACHINE.includes(row.command)
