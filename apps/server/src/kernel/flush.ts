/** One transaction for several commands of one district: load, decide in memory, lock the chain, write, project. */
import type { SpanContext } from '@opentelemetry/api'
import type pg from 'pg'
import { asWriter } from './access.store.ts'
import type { Tx } from './database.ts'
import {
  appendBatch,
  chain,
  findAnswers,
  lockHead,
  type ChainHead,
  type NewAnswer,
  type StoredAnswer,
} from './fact-log.store.ts'
import { KernelProblem } from './problem.ts'
import type { AnyKind, Change, Coded, Envelope, Loaded, Outcome, Recorded } from './stream-kind.ts'
import { writeTogether, type Together } from './together.ts'

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

export interface Flushed {
  readonly settled: ReadonlyMap<Pending, Settled>
  readonly facts: number
  /** Earliest due time among the deadlines that were started, or null. */
  readonly nextDue: number | null
}

type ErasedChange = Change<Recorded, unknown>

/** One stream during the flush: its state moves on with every accepted command. */
interface Slot {
  readonly kind: AnyKind
  readonly stream: string
  readonly loaded: Loaded<unknown>
  readonly waiting: Pending[]
  now: Loaded<unknown>
}

interface Accepted {
  readonly pending: Pending
  readonly slot: Slot
  change: ErasedChange
}

const bySorted = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function byKind(batch: readonly Pending[]): Map<AnyKind, Pending[]> {
  const kinds = [...new Set(batch.map(({ kind }) => kind))].sort((a, b) => bySorted(a.name, b.name))
  return new Map(kinds.map((kind) => [kind, batch.filter((pending) => pending.kind === kind)]))
}

/** The work of one flush. Lives for one transaction; a failed flush leaves nothing behind. */
class Flush {
  readonly #tx: Tx
  readonly #district: number
  readonly #settled = new Map<Pending, Settled>()
  readonly #accepted: Accepted[] = []
  readonly #answers: NewAnswer[] = []
  readonly #slots: Slot[] = []
  readonly #states = new Map<AnyKind, Map<string, Loaded<unknown>>>()

  constructor(tx: Tx, district: number) {
    this.#tx = tx
    this.#district = district
  }

  async work(batch: readonly Pending[]): Promise<Together<Flushed>> {
    const ids = batch.map(({ envelope }) => envelope.commandId)
    const kinds = [...byKind(batch)]
    // Asked in one round trip, streams locked before the chain, as by every other flush.
    const [known, states, head] = await Promise.all([
      findAnswers(this.#tx, this.#district, ids),
      Promise.all(kinds.map(([kind, pendings]) => this.#load(kind, pendings))),
      lockHead(this.#tx, this.#district),
    ])
    kinds.forEach(([kind], index) => this.#states.set(kind, states[index] ?? new Map()))
    const fresh = batch.filter((pending) => {
      const answer = known.get(pending.envelope.commandId)
      if (answer) this.#settled.set(pending, replay(pending, answer))
      return !answer
    })
    for (const [kind, pendings] of byKind(fresh)) this.#open(kind, pendings)
    // Each round takes at most one accepted command of every stream; nearly always there is one round.
    while (this.#slots.some(({ waiting }) => waiting.length > 0)) await this.#round()
    return this.#write(head)
  }

  async #load(kind: AnyKind, pendings: readonly Pending[]): Promise<Map<string, Loaded<unknown>>> {
    const own = pendings.map(({ envelope }) => envelope.stream)
    const others = pendings.flatMap(({ envelope }) => kind.also?.(envelope.command) ?? [])
    const ids = [...new Set([...own, ...others])].sort(bySorted)
    return new Map(await kind.load(this.#tx, this.#district, ids))
  }

  #open(kind: AnyKind, pendings: readonly Pending[]): void {
    const states = this.#states.get(kind)
    for (const stream of new Set(pendings.map(({ envelope }) => envelope.stream))) {
      const loaded = states?.get(stream) ?? { state: kind.initial, version: 0 }
      const waiting = pendings.filter(({ envelope }) => envelope.stream === stream)
      this.#slots.push({ kind, stream, loaded, waiting, now: loaded })
    }
  }

  async #round(): Promise<void> {
    const round = this.#slots.flatMap((slot) => this.#decideNext(slot) ?? [])
    for (const kind of this.#states.keys()) await this.#enrich(kind, round)
    for (const accepted of round) {
      const { slot, change } = accepted
      slot.now = { state: change.state, version: change.version }
      if (change.facts.length > 0) this.#states.get(slot.kind)?.set(slot.stream, slot.now)
    }
    this.#accepted.push(...round)
  }

  /** Settles refusals and faults of the stream until a command is accepted or none is left. */
  #decideNext(slot: Slot): Accepted | null {
    for (let pending = slot.waiting.shift(); pending; pending = slot.waiting.shift()) {
      const { kind, envelope } = pending
      try {
        const others = this.#states.get(kind) ?? new Map<string, Loaded<unknown>>()
        const decision = kind.decide(envelope.command, slot.now.state, envelope, others)
        if (decision.ok) return { pending, slot, change: changeOf(slot, pending, decision.facts) }
        this.#settle(pending, true, decision.refusal)
      } catch (fault) {
        this.#settled.set(pending, { fault })
      }
    }
    return null
  }

  async #enrich(kind: AnyKind, round: readonly Accepted[]): Promise<void> {
    const touched = round.filter(({ slot, change }) => slot.kind === kind && change.facts.length > 0)
    if (!kind.enrich || touched.length === 0) return
    const enriched = await kind.enrich(
      this.#tx,
      this.#district,
      touched.map(({ change }) => change),
    )
    if (enriched.length !== touched.length) throw new Error(`${kind.name}: enrich must answer every change`)
    touched.forEach((accepted, index) => {
      accepted.change = enriched[index] ?? accepted.change
    })
  }

  #settle(pending: Pending, refused: boolean, answer: unknown): void {
    const { kind, envelope, fingerprint } = pending
    this.#answers.push({
      id: envelope.commandId,
      actorPost: envelope.actor.post,
      kind: kind.name,
      stream: envelope.stream,
      fingerprint,
      refused,
      answer,
      at: envelope.receivedAt,
    })
    this.#settled.set(pending, { outcome: outcomeOf(refused, answer, false) })
  }

  #write(head: ChainHead): Together<Flushed> {
    for (const { pending, change } of this.#accepted)
      this.#settle(pending, false, pending.kind.answer(change))
    const changes = this.#accepted.filter(({ change }) => change.facts.length > 0)
    const facts = chain(
      head,
      changes.flatMap(({ slot, change }) => factsOf(slot.kind, change)),
    )
    const { stopped, started } = deadlineChanges(this.#slots)
    const answers = this.#answers
    const statements = [...this.#states.keys()].flatMap((kind) => {
      const own = changes.filter(({ slot }) => slot.kind === kind).map(({ change }) => change)
      return own.length > 0 ? kind.project(this.#district, own) : []
    })
    if (answers.length > 0)
      statements.unshift(appendBatch(this.#district, { facts, answers, stopped, started }))
    const nextDue = started.reduce<number | null>((least, { dueAt }) => Math.min(least ?? dueAt, dueAt), null)
    return { value: { settled: this.#settled, facts: facts.length, nextDue }, statements }
  }
}

function outcomeOf(refused: boolean, answer: unknown, replayed: boolean): Outcome<Coded> {
  // Gate: what `decide` and `answer` gave, now or when it was stored.
  return refused
    ? { ok: false, refusal: answer as Coded, replayed }
    : { ok: true, answer: answer as Extract<Outcome<Coded>, { ok: true }>['answer'], replayed }
}

function replay(pending: Pending, known: StoredAnswer): Settled {
  if (!known.fingerprint.equals(pending.fingerprint))
    return { fault: new KernelProblem('request/key-reused') }
  return { outcome: outcomeOf(known.refused, known.answer, true) }
}

function changeOf(slot: Slot, { envelope }: Pending, facts: readonly Recorded[]): ErasedChange {
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

const factsOf = (kind: AnyKind, change: ErasedChange) =>
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

function deadlineChanges(slots: readonly Slot[]) {
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

/** Runs the commands of one district in one transaction. Throws when the transaction failed as a whole. */
export const flush = (pool: pg.Pool, district: number, batch: readonly Pending[]): Promise<Flushed> =>
  writeTogether(pool, asWriter(district), (tx) => new Flush(tx, district).work(batch))
