// Deltas of rows that follow facts. Correct under concurrent commits, because a district's facts are numbered in the order
// of their commits (docs/adr/0003): who has seen number n and reads on from there misses nothing.
import type { Scope } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import type { Holder, Keyed, StreamCollection } from '../../kernel/collections.ts'
import type { Db } from '../../kernel/database.ts'
import { findHead } from '../../kernel/fact-log.store.ts'
import type { Feed } from '../../kernel/feed.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'

/** Everything up to `seq` was given; `page`: rows still to come, those that `except` showed already left out. */
export interface StreamMark {
  readonly seq: number
  readonly page?: { readonly after: string | null; readonly except: Scope | null }
}

export interface Part {
  readonly rows: readonly Keyed[]
  readonly gone: readonly string[]
  readonly restart: boolean
  readonly complete: boolean
}

export interface Given {
  readonly db: Db
  readonly feed: Pick<Feed, 'after'>
}

/** Facts a reading; the feed keeps the last 2,000 in memory. */
const FACTS = 500
/** A device that is further behind loads anew: reading so many facts costs more than its rows. */
const MOST_BEHIND = 50_000
const EVERY = 5000

async function everyId({ db }: Given, collection: StreamCollection, holder: Holder): Promise<string[]> {
  return readAs(db, holder.scope, async (tx) => {
    const all: string[] = []
    for (let after: string | null = null; ;) {
      const ids: readonly string[] = await collection.ids(tx, holder, after, EVERY)
      all.push(...ids)
      if (ids.length < EVERY) return all
      after = ids.at(-1) ?? null
    }
  })
}

/** What the scope shows and the one before did not, in the order of ids. */
async function grantedIds(
  given: Given,
  collection: StreamCollection,
  holder: Holder,
  before: Scope,
): Promise<string[]> {
  const had = new Set(await everyId(given, collection, { ...holder, scope: before }))
  return (await everyId(given, collection, holder)).filter((id) => !had.has(id))
}

/** The next rows of a first download, or of what a post was granted beside what it had. */
async function pageOf(
  given: Given,
  collection: StreamCollection,
  holder: Holder,
  { after, except }: NonNullable<StreamMark['page']>,
  limit: number,
) {
  const granted = except && (await grantedIds(given, collection, holder, except))
  return readAs(given.db, holder.scope, async (tx) => {
    const ids = granted
      ? granted.filter((id) => id > (after ?? ''))
      : await collection.ids(tx, holder, after, limit)
    const page = ids.slice(0, limit)
    const rows = await collection.rows(tx, holder, page)
    return { rows, last: page.length < limit ? null : (page.at(-1) ?? null) }
  })
}

/** Rows of the streams that these facts changed, and those that the holder may have lost by them. */
async function changedBy(
  { db }: Given,
  collection: StreamCollection,
  holder: Holder,
  facts: readonly StoredFact[],
): Promise<Pick<Part, 'rows' | 'gone'>> {
  const own = facts.filter(({ kind }) => kind === collection.kind)
  if (own.length === 0) return { rows: [], gone: [] }
  const ids = [...new Set(own.map(({ stream }) => stream))]
  const rows = await readAs(db, holder.scope, (tx) => collection.rows(tx, holder, ids))
  const here = new Set(rows.map(({ id }) => id))
  const left = own.filter((fact) => collection.leaves(fact) && !here.has(fact.stream))
  return { rows, gone: [...new Set(left.map(({ stream }) => stream))] }
}

/** From the beginning: everything that facts up to now have made, in pages. */
async function begin({ db }: Given, district: number): Promise<StreamMark> {
  const { seq } = await findHead(db, district)
  return { seq, page: { after: null, except: null } }
}

interface Start {
  readonly mark: StreamMark
  readonly gone: readonly string[]
  readonly restart: boolean
}

/** Where to go on: a new device, one whose scope changed meanwhile, one that was away too long, or simply the next. */
async function start(
  given: Given,
  collection: StreamCollection,
  holder: Holder,
  mark: StreamMark | null,
  before: Scope | null,
): Promise<Start> {
  const { district } = holder.actor
  const restart = async (): Promise<Start> => ({
    mark: await begin(given, district),
    gone: [],
    restart: true,
  })
  if (mark === null) return restart()
  const { seq: head } = await findHead(given.db, district)
  // Ahead of the log: the database was restored to a time before.
  if (mark.seq > head || head - mark.seq > MOST_BEHIND) return restart()
  if (before === null) return { mark, gone: [], restart: false }
  if (mark.page) return restart()
  const now = new Set(await everyId(given, collection, holder))
  const had = await everyId(given, collection, { ...holder, scope: before })
  return {
    mark: { seq: mark.seq, page: { after: null, except: before } },
    gone: had.filter((id) => !now.has(id)),
    restart: false,
  }
}

/**
 * What changed since `mark`, at most about `budget` rows. `before`: the scope that the device held, when it is another
 * one now: what it may hold no more is `gone` at once, what it was granted comes in pages.
 */
export async function streamDelta(
  given: Given,
  collection: StreamCollection,
  holder: Holder,
  from: { readonly mark: StreamMark | null; readonly before: Scope | null; readonly budget: number },
): Promise<{ readonly part: Part; readonly mark: StreamMark; readonly more: boolean }> {
  const begun = await start(given, collection, holder, from.mark, from.before)
  let { mark } = begun
  const rows = new Map<string, Keyed>()
  const gone = new Set(begun.gone)
  const done = (more: boolean) => ({
    part: { rows: [...rows.values()], gone: [...gone], restart: begun.restart, complete: !mark.page },
    mark,
    more,
  })
  while (mark.page) {
    const room = from.budget - rows.size
    if (room <= 0) return done(true)
    const page = await pageOf(given, collection, holder, mark.page, room)
    for (const row of page.rows) rows.set(row.id, row)
    const {
      seq,
      page: { except },
    } = mark
    mark = page.last === null ? { seq } : { seq, page: { after: page.last, except } }
  }
  while (rows.size < from.budget) {
    const facts = await given.feed.after(holder.actor.district, mark.seq, FACTS)
    const last = facts.at(-1)
    if (!last) return done(false)
    const changed = await changedBy(given, collection, holder, facts)
    for (const row of changed.rows) {
      rows.set(row.id, row)
      gone.delete(row.id)
    }
    for (const id of changed.gone) {
      rows.delete(id)
      gone.add(id)
    }
    mark = { seq: last.seq }
  }
  return done(true)
}
