// What a flush works on: commands that wait, the streams they go to, and what they did to them. Nothing is read or written here.
import type { SpanContext } from '@opentelemetry/api'
import type { StoredAnswer } from './fact-log.store.ts'
import { KernelProblem } from './problem.ts'
import type { AnyKind, Change, Coded, Envelope, Loaded, Outcome, Recorded } from './stream-kind.ts'

/** A command that waits for its turn, with its types forgotten. */
export interface Pending {
  readonly kind: AnyKind
  readonly envelope: Envelope<unknown, unknown>
  readonly fingerprint: Buffer
  readonly resolve: (outcome: Outcome<Coded>) => void
  readonly reject: (error: unknown) => void
  /** The command's span; undefined when nobody collects. */
  readonly trace?: SpanContext | undefined
}

/** What became of one command; a fault concerns that command only. */
export type Settled = { readonly outcome: Outcome<Coded> } | { readonly fault: unknown }

export type ErasedChange = Change<Recorded, unknown>

/** One stream during the flush: its state moves on with every accepted command. */
export interface Slot {
  readonly kind: AnyKind
  readonly stream: string
  readonly loaded: Loaded<unknown>
  readonly waiting: Pending[]
  now: Loaded<unknown>
}

export function outcomeOf(refused: boolean, answer: unknown, replayed: boolean): Outcome<Coded> {
  // Gate: what `decide` and `answer` gave, now or when it was stored.
  return refused
    ? { ok: false, refusal: answer as Coded, replayed }
    : { ok: true, answer: answer as Extract<Outcome<Coded>, { ok: true }>['answer'], replayed }
}

export function replay(pending: Pending, known: StoredAnswer): Settled {
  if (!known.fingerprint.equals(pending.fingerprint))
    return { fault: new KernelProblem('request/key-reused') }
  return { outcome: outcomeOf(known.refused, known.answer, true) }
}

export function changeOf(slot: Slot, { envelope }: Pending, facts: readonly Recorded[]): ErasedChange {
  const { state: before, version } = slot.now
  return {
    district: envelope.district,
    stream: envelope.stream,
    version: version + facts.length,
    facts,
    before,
    state: facts.reduce(slot.kind.evolve, before),
    actor: envelope.actor,
    commandId: envelope.commandId,
  }
}

export const factsOf = (kind: AnyKind, change: ErasedChange) =>
  change.facts.map((fact, index) => ({
    district: change.district,
    kind: kind.name,
    stream: change.stream,
    version: change.version - change.facts.length + 1 + index,
    type: fact.type,
    at: fact.at,
    data: fact,
    commandId: change.commandId,
  }))

export function deadlineChanges(slots: readonly Slot[]) {
  const stopped: { kind: string; stream: string; key: string }[] = []
  const started: { kind: string; stream: string; key: string; dueAt: number }[] = []
  for (const { kind, stream, loaded, now } of slots) {
    if (!kind.deadlines || now === loaded) continue
    const before = new Map(kind.deadlines(loaded.state).map(({ key, dueAt }) => [key, dueAt]))
    const after = new Map(kind.deadlines(now.state).map(({ key, dueAt }) => [key, dueAt]))
    for (const key of before.keys()) if (!after.has(key)) stopped.push({ kind: kind.name, stream, key })
    for (const [key, dueAt] of after)
      if (before.get(key) !== dueAt) started.push({ kind: kind.name, stream, key, dueAt })
  }
  return { stopped, started }
}
