/**
 * What a device may hold to work without the network. A feature names collections; the sync feature cuts deltas of them
 * (docs/adr/0017). Every read runs under `readAs`: the row policies stay the second wall.
 */
import type { Actor } from '@gezhi/core/people/actor'
import type { Scope } from '@gezhi/core/people/scope'
import type { TSchema } from 'typebox'
import type { Tx } from './database.ts'
import type { JsonValue, StoredFact } from './stream-kind.ts'

/** Every row says what it is called in its collection; the device keeps rows by this name. */
export interface Keyed {
  readonly id: string
}

/**
 * Who holds. `scope` is that of the actor's post; when a post has changed it is also asked with the scope of before,
 * for ids only, so that the device can be told what it has to forget.
 */
export interface Holder {
  readonly actor: Actor
  readonly scope: Scope
  /** Milliseconds by the server's clock. */
  readonly now: number
}

interface Named {
  /** `cases`; unique in the product. */
  readonly name: string
  /** Shape of a row, for the interface's description and for the device. Must have `id`. */
  readonly row: TSchema
}

/** Rows that change when their stream does: one row a stream, named by the stream's id. */
export interface StreamCollection extends Named {
  readonly by: 'stream'
  /** Name of the stream kind whose facts change the rows. */
  readonly kind: string
  /** Ids that the scope may hold, in the order of ids, after `after`; at most `limit`. */
  readonly ids: (tx: Tx, holder: Holder, after: string | null, limit: number) => Promise<readonly string[]>
  /** Rows of these ids; ids that the scope does not show are left out. */
  readonly rows: (tx: Tx, holder: Holder, ids: readonly string[]) => Promise<readonly Keyed[]>
  /** True for facts after which somebody who held the row may not see it any more, e.g. a case moved to another grid. */
  readonly leaves: (fact: StoredFact) => boolean
}

/** A small list of reference data, sent whole when its version differs. */
export interface SetCollection extends Named {
  readonly by: 'version'
  /** The same for the same rows; any text up to 100 characters. */
  readonly version: (holder: Holder) => string
  readonly rows: (holder: Holder) => readonly Keyed[]
}

/** What changed since a mark of the collection's own making. */
export interface Slice {
  readonly rows: readonly Keyed[]
  readonly gone: readonly string[]
  /** To be given next time. */
  readonly mark: JsonValue
  readonly more: boolean
}

/** Rows that follow no facts; the collection says itself how far a device has come. */
export interface MarkedCollection extends Named {
  readonly by: 'mark'
  /** `mark` null: from the beginning. What is given twice does no harm; what is left out is never given. */
  readonly changes: (tx: Tx, holder: Holder, mark: JsonValue, limit: number) => Promise<Slice>
}

export type Collection = StreamCollection | SetCollection | MarkedCollection
