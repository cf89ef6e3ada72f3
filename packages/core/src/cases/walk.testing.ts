// Walks: from a state, pick plausible and implausible people, commands, wake-ups and times, and hold every invariant.
import { actionsFor } from './actions.ts'
import { everybody, system } from './actors.testing.ts'
import type { CaseState } from './case.ts'
import { chance, makeCommand, makeContext, type Chance } from './commands.testing.ts'
import { COMMAND_TYPES, type CaseCommand, type CommandType } from './commands.ts'
import type { CaseContext } from './context.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import type { CaseFact } from './facts.ts'
import { cases, contextOf, untold, type Told } from './given.testing.ts'
import { brokenRule, candidates, DOES } from './invariants.testing.ts'
import { DAY, DISTRICT, HOUR, MINUTE } from './rules.testing.ts'
import { tasksOf } from './tasks.ts'
import { tours } from './tours.testing.ts'
import { TRANSITIONS } from './transitions.ts'

/** Where walks begin: with nothing, or at any point of any tour through the table. */
const starts: readonly Told[] = Object.values(tours).flatMap((steps) =>
  steps.map((_, index) => {
    const { state, facts, now } = cases(...steps.slice(0, index + 1))
    return { state, facts, now }
  }),
)

interface Move {
  readonly command: CaseCommand
  readonly context: CaseContext
}

const JUMPS = [0, MINUTE, 20 * MINUTE, 3 * HOUR, DAY, 4 * DAY, 20 * DAY]

/** One row of the table in two steps of chance: what somebody may do now, or anything at all. */
function nextMove(c: Chance, told: Told): Move {
  const { state } = told
  const kind = c.below(20)
  const now = told.now + c.pick(JUMPS.slice(0, kind < 14 ? 4 : JUMPS.length))
  if (kind >= 17 && state.deadlines.length > 0) return wakeUp(c, told)
  if (kind === 16) return byMachine(c, told, now)
  if (kind === 15) return anything(c, told, now)
  if (kind < 5) return fromDesk(c, told, now) ?? anything(c, told, now)
  for (let tries = 0; tries < 6; tries++) {
    const actor = c.pick(everybody)
    const context = contextOf(actor, now, { duplicateScore: 0 })
    const allowed = actionsFor(state, context).filter(({ refusal }) => refusal === null)
    if (allowed.length === 0) continue
    // What can be said at any time, and what ends a case, would crowd out the work: it gets one turn in eight.
    const work = allowed.filter(({ command }) => !ASIDE.has(command))
    if (work.length === 0 && tries < 3) continue
    const { command: type } = c.pick(work.length > 0 && c.below(8) > 0 ? work : allowed)
    return {
      command: makeCommand(type, { c, state, now }),
      context: contextOf(actor, now, makeContext(c, type)),
    }
  }
  return anything(c, told, now)
}

const ASIDE: ReadonlySet<CommandType> = new Set([
  'annotate',
  'instruct',
  'urge',
  'notifyEmergencyLine',
  'raiseUrgency',
  'lowerUrgency',
  'reclassify',
  'supervise',
  'cancelSupervision',
  'void',
  'withdraw',
  'transfer',
  'merge',
  'requestVoid',
])

function anything(c: Chance, { state }: Told, now: number): Move {
  const type = c.pick(
    state.state === 'NEW' ? (['report', 'ingest', 'selfHandle', 'saveDraft'] as const) : COMMAND_TYPES,
  )
  const actor = type === 'ingest' ? system : c.pick(everybody)
  return {
    command: makeCommand(type, { c, state, now }),
    context: contextOf(actor, now, makeContext(c, type)),
  }
}

/** Somebody takes a task from the desk and does what it asks for. */
function fromDesk(c: Chance, { state }: Told, now: number): Move | undefined {
  const tasks = tasksOf(state, DISTRICT)
  if (tasks.length === 0) return undefined
  const task = c.pick(tasks)
  const desk = candidates(task, state)
  if (desk.length === 0) return undefined
  const type = c.pick(DOES[task.kind])
  return {
    command: makeCommand(type, { c, state, now }),
    context: contextOf(c.pick(desk), now, makeContext(c, type)),
  }
}

/** What follows from facts of other cases. */
function byMachine(c: Chance, { state }: Told, now: number): Move {
  const type =
    state.state === 'MERGED'
      ? c.pick(['primaryClosed', 'revive'] as const)
      : c.pick([
          'absorb',
          'splitOff',
          'primaryClosed',
          'accept',
          'dispatch',
          'recount',
          'changeGrid',
        ] as const)
  return {
    command: makeCommand(type, { c, state, now }),
    context: contextOf(system, now, makeContext(c, type)),
  }
}

function wakeUp(c: Chance, { state, now }: Told): Move {
  const waiting = state.deadlines.filter((one) => one.state === 'RUNNING' && one.firedAt === undefined)
  const deadline = c.pick(c.below(8) === 0 || waiting.length === 0 ? state.deadlines : waiting)
  const early = c.below(10) === 0 ? MINUTE : 0
  const at = Math.max(now, (deadline.dueAt ?? now) - early)
  return { command: { type: 'expire', deadline: deadline.key }, context: contextOf(system, at) }
}

export interface Walked extends Told {
  /** Accepted and refused commands, for the log. */
  readonly accepted: readonly string[]
  readonly refused: number
}

const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Equal but for keys that hold nothing, as JSON has no such keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]))
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key in left) if (left[key] !== undefined && !same(left[key], right[key])) return false
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false
  return true
}

/**
 * Changing what is frozen throws: rules must not write into the state they read. What JSON would not give back as it
 * was (a date, a map, NaN, a hole in a list) throws at once. Parts that were frozen before are not looked at again:
 * writing the whole state as JSON at every step took a third of the walks' time.
 */
function settle<T>(value: T): T {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`no JSON has ${value}`)
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
    throw new TypeError(`no JSON has a ${typeof value}`)
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  const kind: unknown = Object.getPrototypeOf(value)
  if (kind !== Object.prototype && kind !== Array.prototype) throw new TypeError('no JSON has such an object')
  Object.freeze(value)
  for (const one of Object.values(value)) settle(one)
  if (Array.isArray(value) && value.includes(undefined)) throw new TypeError('no JSON has a hole')
  return value
}

function fail(what: string, move: Move, state: CaseState): never {
  const { actor, now } = move.context
  throw new Error(
    `${what}\n${actor.role} ${actor.post} at ${new Date(now).toISOString()} in ${state.state}: ${JSON.stringify(move.command)}`,
  )
}

/** The row allows this issuer: asked of the table, not of the engine. */
function issuerIsInRow(facts: readonly CaseFact[], { context: { actor } }: Move, state: CaseState): boolean {
  const row = TRANSITIONS.find(({ id }) => id === facts[0]?.via)
  const reporter = state.reporter?.ref.person === actor.person
  return row !== undefined && (row.by.includes(actor.role) || (row.by.includes('REPORTER') && reporter))
}

/** One walk of chance; throws at the first broken rule. */
export function walk(start: number, seeds: readonly number[]): Walked {
  let told: Told = starts[start - 1] ?? untold
  let mirror = json(told.facts).reduce(evolve, untold.state)
  const accepted: string[] = []
  let refused = 0
  for (const seed of seeds) {
    const move = nextMove(chance(seed), told)
    const before = settle(told.state)
    const decision = decide(move.command, before, move.context)
    if (!same(decision, decide(move.command, before, move.context)))
      fail('decided differently twice', move, before)
    if (!decision.ok) {
      refused++
      continue
    }
    if (decision.facts.length === 0) fail('accepted without a fact', move, before)
    if (!issuerIsInRow(decision.facts, move, before)) fail('a role outside the row', move, before)
    const state = settle(decision.facts.reduce(evolve, before))
    told = { state, facts: [...told.facts, ...decision.facts], now: move.context.now }
    mirror = json(decision.facts).reduce(evolve, mirror)
    if (!same(mirror, state)) fail('the facts fold to another state', move, before)
    const wrong = brokenRule(state, told.now, told.facts)
    if (wrong) fail(wrong, move, before)
    accepted.push(decision.facts[0]?.via ?? '')
  }
  return { ...told, accepted, refused }
}

export const STARTING_POINTS = starts.length
