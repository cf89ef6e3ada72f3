/**
 * How a command that was kept on a device comes in: `POST /api/commands` brings many, of several kinds, and each goes
 * through the door that its feature opened for its kind, the same way as when it is sent alone.
 */
import type { Problem, Problems } from '@gezhi/core/kernel/problem'
import type { CommandVersions } from '@gezhi/core/sync/versions'
import type { Actor } from '@gezhi/core/people/actor'
import type { Static, TSchema } from 'typebox'
import { refusalProblem, type Words } from './problem.ts'
import type { Coded, JsonValue, Outcome } from './stream-kind.ts'

/** One command at the door: issued by `actor` to `stream`, under an id that makes sending it twice harmless. */
export interface Entering<Body> {
  readonly actor: Actor
  /** UUID of the stream, e.g. of the case. */
  readonly stream: string
  /** UUIDv7 made by the device; the first answer is repeated for it. */
  readonly commandId: string
  readonly body: Body
}

/** What came of it: the 202 answer of the feature's own route, or the problem that this route would have sent. */
export type Entered =
  | { readonly ok: true; readonly answer: JsonValue }
  | { readonly ok: false; readonly problem: Problem }

export interface CommandDoor {
  /** Shape of the body in its newest version; unknown members are refused. */
  readonly schema: TSchema
  /** How bodies of earlier versions become it: devices send what they wrote months ago. */
  readonly versions: CommandVersions
  /** May throw what a route may throw: `KernelProblem`, outages. Then nothing is known to have happened. */
  readonly enter: (entering: Entering<unknown>) => Promise<Entered>
}

interface Given<S extends TSchema> {
  readonly schema: S
  readonly versions: CommandVersions
  readonly enter: (entering: Entering<Static<S>>) => Promise<Entered>
}

/** A door whose `enter` knows its body: the gate that checked it by `schema` is the sync feature. */
export const commandDoor = <S extends TSchema>(given: Given<S>): CommandDoor => ({
  ...given,
  enter: (entering) => given.enter(entering as Entering<Static<S>>),
})

/** What a run command answers at its door. */
export const entered = <Code extends string>(
  outcome: Outcome<Coded & { readonly code: Code }>,
  problems: Problems<Code>,
  words?: Words,
): Entered =>
  outcome.ok
    ? { ok: true, answer: outcome.answer }
    : { ok: false, problem: refusalProblem(problems, outcome.refusal, words) }
