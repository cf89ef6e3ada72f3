/**
 * One transaction for several commands of one district: load, decide in memory, project, lock the chain, append. The chain
 * is locked last and only while facts get their place and are written: flushes wait for one another in nothing else.
 */
import type pg from 'pg'
import { asForerunner, asWriter } from './access.store.ts'
import type { Tx } from './database.ts'
import {
  appendBatch,
  chain,
  findAnswers,
  FIRST,
  lockHead,
  type ChainHead,
  type NewAnswer,
} from './fact-log.store.ts'
import {
  changeOf,
  deadlineChanges,
  factsOf,
  outcomeOf,
  replay,
  type ErasedChange,
  type Pending,
  type Settled,
  type Slot,
} from './flush.slots.ts'
import type { RecentStates } from './recent.ts'
import type { AnyKind, Loaded } from './stream-kind.ts'
import { writeApart, writeTogether, type Send, type Statement, type Together } from './together.ts'

export interface Flushed {
  readonly settled: ReadonlyMap<Pending, Settled>
  readonly facts: number
  /** Earliest due time among the deadlines that were started, or null. */
  readonly nextDue: number | null
}

/** Where flushes write, and what they know. */
export interface FlushPlace {
  readonly pool: pg.Pool
  /** Where things are handed out beside a flush; null: in it, on a database with one connection. */
  readonly apart: pg.Pool | null
  readonly recent: RecentStates
}

/** What a flush did, and the streams that it moved on. */
interface Work {
  readonly flushed: Flushed
  readonly changed: readonly Slot[]
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
  readonly #send: Send
  readonly #district: number
  readonly #place: FlushPlace
  #locking: Promise<ChainHead> | undefined
  readonly #settled = new Map<Pending, Settled>()
  readonly #accepted: Accepted[] = []
  readonly #answers: NewAnswer[] = []
  readonly #slots: Slot[] = []
  readonly #states = new Map<AnyKind, Map<string, Loaded<unknown>>>()

  constructor(tx: Tx, send: Send, district: number, place: FlushPlace) {
    this.#tx = tx
    this.#send = send
    this.#district = district
    this.#place = place
  }

  async work(batch: readonly Pending[]): Promise<Together<Work>> {
    const ids = batch.map(({ envelope }) => envelope.commandId)
    const kinds = [...byKind(batch)]
    // Asked in one round trip, streams locked before the chain, as by every other flush.
    const [known, states] = await Promise.all([
      findAnswers(this.#tx, this.#district, ids),
      Promise.all(kinds.map(([kind, pendings]) => this.#load(kind, pendings))),
      kinds.some(([kind]) => kind.enrich !== undefined) ? this.#lock() : undefined,
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
    return this.#write()
  }

  #lock(): Promise<ChainHead> {
    this.#locking ??= lockHead(this.#tx, this.#district)
    return this.#locking
  }

  async #load(kind: AnyKind, pendings: readonly Pending[]): Promise<Map<string, Loaded<unknown>>> {
    const own = pendings.map(({ envelope }) => envelope.stream)
    const others = pendings.flatMap(({ envelope }) => kind.also?.(envelope.command) ?? [])
    const ids = [...new Set([...own, ...others])].sort(bySorted)
    const known = new Map(
      ids.flatMap((id) => {
        const found = this.#place.recent.find(kind.name, this.#district, id)
        return found ? [[id, found] as const] : []
      }),
    )
    return new Map(await kind.load(this.#tx, this.#district, ids, known))
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

  /** Adds to a kind's changes what deciding could not know: first what is handed out, then what the lock allows. */
  async #enrich(kind: AnyKind, round: readonly Accepted[]): Promise<void> {
    const touched = round.filter(({ slot, change }) => slot.kind === kind && change.facts.length > 0)
    if (touched.length === 0) return
    const changes = touched.map(({ change }) => change)
    const complete = await this.#handOut(kind, changes)
    const enriched = (await kind.enrich?.(this.#tx, this.#district, complete)) ?? complete
    if (enriched.length !== touched.length) throw new Error(`${kind.name}: every change must be answered`)
    touched.forEach((accepted, index) => {
      accepted.change = enriched[index] ?? accepted.change
    })
  }

  async #handOut(kind: AnyKind, changes: readonly ErasedChange[]): Promise<readonly ErasedChange[]> {
    const needed = kind.handOut?.(this.#district, changes)
    if (!needed) return changes
    const { statement, give } = needed
    const { apart } = this.#place
    if (apart) return give(await writeApart(apart, asForerunner(this.#district), statement))
    const [answered] = await this.#send([statement])
    return give(answered?.rows ?? [])
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

  async #write(): Promise<Together<Work>> {
    for (const { pending, change } of this.#accepted)
      this.#settle(pending, false, pending.kind.answer(change))
    const changes = this.#accepted.filter(({ change }) => change.facts.length > 0)
    const bare = changes.flatMap(({ slot, change }) => factsOf(slot.kind, change))
    const { stopped, started } = deadlineChanges(this.#slots)
    const [own, shared] = this.#projections(changes)
    const facts = chain(bare.length > 0 ? await this.#lockBehind(own) : FIRST, bare)
    const answers = this.#answers
    const statements = [...shared]
    if (answers.length > 0)
      statements.unshift(appendBatch(this.#district, { facts, answers, stopped, started }))
    const nextDue = started.reduce<number | null>((least, { dueAt }) => Math.min(least ?? dueAt, dueAt), null)
    const flushed = { settled: this.#settled, facts: facts.length, nextDue }
    return {
      value: { flushed, changed: this.#slots.filter(({ now, loaded }) => now !== loaded) },
      statements,
    }
  }

  /** Projections that may be written before the chain is locked, and the others. */
  #projections(changes: readonly Accepted[]): readonly [own: Statement[], shared: Statement[]] {
    const [own, shared]: [Statement[], Statement[]] = [[], []]
    for (const kind of this.#states.keys()) {
      const touched = changes.filter(({ slot }) => slot.kind === kind).map(({ change }) => change)
      if (touched.length > 0) (kind.ownRows ? own : shared).push(...kind.project(this.#district, touched))
    }
    return [own, shared]
  }

  /** Writes, and locks the chain in the same breath. */
  async #lockBehind(statements: readonly Statement[]): Promise<ChainHead> {
    const [, head] = await Promise.all([this.#send(statements), this.#lock()])
    return head
  }
}

/** Runs the commands of one district in one transaction. Throws when the transaction failed as a whole. */
export async function flush(
  place: FlushPlace,
  district: number,
  batch: readonly Pending[],
): Promise<Flushed> {
  const { flushed, changed } = await writeTogether(place.pool, asWriter(district), (tx, send) =>
    new Flush(tx, send, district, place).work(batch),
  )
  for (const { kind, stream, now } of changed) place.recent.keep(kind.name, district, stream, now)
  return flushed
}
