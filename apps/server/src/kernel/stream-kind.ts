/** What a feature tells the kernel about one kind of stream: how to decide, fold, load, project and answer. */
import type { Decision } from '@gezhi/core/kernel/decision'
import type { Actor } from '@gezhi/core/people/actor'
import type { Tx } from './database.ts'
import type { Statement } from './together.ts'

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/** Every fact says what it is and when it happened (milliseconds). The whole fact is kept as `data`. */
export interface Recorded {
  readonly type: string
  readonly at: number
}

export interface Coded {
  readonly code: string
}

/** A command on its way: who issues what to which stream. `context` is what the edge found out for deciding. */
export interface Envelope<C, X = undefined> {
  readonly district: number
  readonly stream: string
  readonly commandId: string
  readonly actor: Actor
  readonly command: C
  /** Milliseconds by the server's clock. */
  readonly receivedAt: number
  /** Not part of the command's fingerprint: the same command sent again may find the world changed. */
  readonly context?: X
}

/** What one accepted command did to one stream. `version` counts facts; it is the one after the last of `facts`. */
export interface Change<F, S> {
  readonly district: number
  readonly stream: string
  readonly version: number
  readonly facts: readonly F[]
  readonly before: S
  readonly state: S
  readonly actor: Actor
  readonly commandId: string
}

export interface Loaded<S> {
  readonly state: S
  readonly version: number
}

/** A running deadline of a stream; `key` is unique in the stream, `dueAt` in milliseconds. */
export interface RunningDeadline {
  readonly key: string
  readonly dueAt: number
}

/** What changes still lack: one statement that takes it, and who gets which of its rows. */
export interface HandOut<F, S> {
  readonly statement: Statement
  /** The same changes in the same order. */
  readonly give: (rows: readonly object[]) => readonly Change<F, S>[]
}

export interface StreamKind<C, F extends Recorded, S, R extends Coded, X = undefined> {
  /** `case`. Stream ids are UUIDs, unique in a district across all kinds. */
  readonly name: string
  readonly initial: S
  /** Pure. `others` holds the streams that `also` named, as they are now. Time is `envelope.receivedAt`. */
  readonly decide: (
    command: C,
    state: S,
    envelope: Envelope<C, X>,
    others: ReadonlyMap<string, Loaded<S>>,
  ) => Decision<F, R>
  readonly evolve: (state: S, fact: F) => S
  /** Other streams of this kind that deciding reads: they are loaded and locked with the stream itself. */
  readonly also?: (command: C) => readonly string[]
  /** All deadlines that run in this state. The kernel keeps table `deadline` equal to it. */
  readonly deadlines?: (state: S) => readonly RunningDeadline[]
  /**
   * Streams that exist, by id; locks their rows in the order of `ids` (which come sorted). `known`: states that need not
   * be read again while their version is still the stream's.
   */
  load(
    tx: Tx,
    district: number,
    ids: readonly string[],
    known: ReadonlyMap<string, Loaded<S>>,
  ): Promise<Map<string, Loaded<S>>>
  /**
   * Adds what is handed out once and never again, e.g. case numbers; null when nothing is needed. Asked in a short
   * transaction of its own, so that no flush waits for another one's commit: what a flush took that then failed stays
   * unused. The embedded database has one connection: there it is asked in the flush itself.
   */
  handOut?(district: number, changes: readonly Change<F, S>[]): HandOut<F, S> | null
  /**
   * Adds what only a lock of the whole district may give. Runs while the district's chain is locked, which is then
   * locked from the start; answers the changes in the same order. What is not in the facts cannot be rebuilt from them.
   * A stream occurs once in `changes`; its next command is decided on the enriched state.
   */
  enrich?(tx: Tx, district: number, changes: readonly Change<F, S>[]): Promise<readonly Change<F, S>[]>
  /**
   * What `project` writes lies under keys of the stream itself, so that two flushes never touch the same row: it is
   * written before the chain is locked.
   */
  readonly ownRows?: boolean
  /**
   * What writes the rows that people read, set-based; sent with the facts and the commit, or ahead of them (`ownRows`).
   * A stream may occur several times in `changes`, in order.
   */
  project(district: number, changes: readonly Change<F, S>[]): readonly Statement[]
  /** What an accepted command answers; stored and replayed. `facts` is empty when nothing had to change. */
  answer(change: Change<F, S>): JsonValue
  /**
   * For `gezhi verify`: compares what `project` keeps of one stream with what the facts fold to.
   * Answers what differs, in one sentence, or null.
   */
  check?(tx: Tx, district: number, stream: string, folded: Loaded<S>): Promise<string | null>
}

export type Outcome<R> =
  | { readonly ok: true; readonly answer: JsonValue; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: R; readonly replayed: boolean }

/** A fact as the log keeps it. `seq` is gap-free in its district and follows the order of commits. */
export interface StoredFact<F extends Recorded = Recorded> {
  readonly district: number
  readonly seq: number
  readonly kind: string
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly at: number
  readonly data: F
  readonly commandId: string
}

/** A kind whose types are forgotten: what group commit, scheduler and verification handle. */
export type AnyKind = StreamKind<unknown, Recorded, unknown, Coded, unknown>

/** The one place where a kind loses its types; a pending command never meets another kind than its own. */
export const anyKind = <C, F extends Recorded, S, R extends Coded, X>(
  kind: StreamKind<C, F, S, R, X>,
): AnyKind => kind as unknown as AnyKind
