import { sql, type RawBuilder } from 'kysely'
import { canonicalJson, sha256 } from './canonical.ts'
import type { Db, Tx } from './database.ts'
import type { Recorded, StoredFact } from './stream-kind.ts'
import type { Statement } from './together.ts'

/** Seq and hash of the last fact of a district. */
export interface ChainHead {
  readonly seq: number
  readonly hash: Buffer
}

export interface StoredAnswer {
  readonly id: string
  readonly fingerprint: Buffer
  readonly refused: boolean
  readonly answer: unknown
}

export interface NewAnswer extends StoredAnswer {
  readonly actorPost: string
  readonly kind: string
  readonly stream: string
  readonly at: number
}

export interface DeadlineRow {
  readonly kind: string
  readonly stream: string
  readonly key: string
}

/** What one flush writes beside the projections. */
export interface Batch {
  readonly facts: readonly ChainedFact[]
  readonly answers: readonly NewAnswer[]
  readonly stopped: readonly DeadlineRow[]
  readonly started: readonly (DeadlineRow & { readonly dueAt: number })[]
}

export interface ChainedFact extends StoredFact {
  readonly hash: Buffer
}

export const FIRST: ChainHead = { seq: 0, hash: Buffer.alloc(32) }

/** sha256(hash of the fact before, canonical JSON of this fact): changing any fact breaks every later hash. */
export const chainHash = (before: Buffer, fact: StoredFact): Buffer =>
  sha256(
    before,
    canonicalJson({
      district: fact.district,
      seq: fact.seq,
      kind: fact.kind,
      stream: fact.stream,
      version: fact.version,
      type: fact.type,
      at: fact.at,
      data: fact.data,
      commandId: fact.commandId,
    }),
  )

/** Gives facts their place behind `head`. */
export function chain(head: ChainHead, facts: readonly Omit<StoredFact, 'seq'>[]): ChainedFact[] {
  let { seq, hash } = head
  return facts.map((fact) => {
    const placed = { ...fact, seq: ++seq }
    hash = chainHash(hash, placed)
    return { ...placed, hash }
  })
}

/** The answers that are known of these commands. */
export async function findAnswers(
  tx: Tx,
  district: number,
  ids: readonly string[],
): Promise<Map<string, StoredAnswer>> {
  const { rows } = await sql<StoredAnswer>`
    select id, fingerprint, refused, answer from command
    where district = ${district} and id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Locks the district's chain until commit. */
export async function lockHead(tx: Tx, district: number): Promise<ChainHead> {
  const find = () =>
    sql<ChainHead>`select seq, hash from chain_head where district = ${district} for update`.execute(tx)
  const head = (await find()).rows[0]
  if (head) return head
  await sql`insert into chain_head values (${district}, ${FIRST.seq}, ${FIRST.hash})
    on conflict do nothing`.execute(tx)
  return (await find()).rows[0] ?? FIRST
}

const factRow = (fact: ChainedFact) => ({
  seq: fact.seq,
  kind: fact.kind,
  stream: fact.stream,
  version: fact.version,
  type: fact.type,
  at: fact.at,
  data: fact.data,
  command_id: fact.commandId,
  hash: fact.hash.toString('hex'),
})

const answerRow = (answer: NewAnswer) => ({
  id: answer.id,
  actor_post: answer.actorPost,
  kind: answer.kind,
  stream: answer.stream,
  fingerprint: answer.fingerprint.toString('hex'),
  refused: answer.refused,
  answer: answer.answer,
  at: answer.at,
})

/**
 * Writes facts, chain head, answers and deadlines in one statement: 0.8 ms a statement on the embedded database
 * whatever the number of rows.
 */
export function appendBatch(district: number, batch: Batch): Statement {
  const last = batch.facts.at(-1)
  return sql`
    with new_fact as (
      insert into fact (district, seq, kind, stream, version, type, at, data, command_id, hash)
      select ${district}::int, seq, kind, stream, version, type, to_timestamp(at / 1000.0), data, command_id,
        decode(hash, 'hex')
      from json_to_recordset(${JSON.stringify(batch.facts.map(factRow))}::json) as r(
        seq bigint, kind text, stream uuid, version int, type text, at bigint, data jsonb, command_id uuid,
        hash text)
    ), new_head as (
      update chain_head set seq = ${last?.seq ?? 0}::bigint, hash = ${last?.hash ?? FIRST.hash}::bytea
      where district = ${district}::int and ${last !== undefined}::boolean
    ), new_answer as (
      insert into command (district, id, actor_post, kind, stream, fingerprint, refused, answer, at)
      select ${district}::int, id, actor_post, kind, stream, decode(fingerprint, 'hex'), refused,
        coalesce(answer, 'null'), to_timestamp(at / 1000.0)
      from json_to_recordset(${JSON.stringify(batch.answers.map(answerRow))}::json) as r(
        id uuid, actor_post text, kind text, stream uuid, fingerprint text, refused boolean, answer json,
        at bigint)
    ), stopped as (
      delete from deadline using
        json_to_recordset(${JSON.stringify(batch.stopped)}::json) as r(kind text, stream uuid, key text)
      where deadline.district = ${district}::int and deadline.kind = r.kind and deadline.stream = r.stream
        and deadline.key = r.key
    )
    insert into deadline (district, kind, stream, key, due_at)
    select ${district}::int, kind, stream, key, to_timestamp("dueAt" / 1000.0)
    from json_to_recordset(${JSON.stringify(batch.started)}::json) as r(
      kind text, stream uuid, key text, "dueAt" bigint)
    on conflict (district, kind, stream, key) do update
      set due_at = excluded.due_at, held_until = null, attempts = 0`
}

/** The last seq of every district that has facts. */
export async function findHeads(db: Db): Promise<Map<number, number>> {
  const { rows } = await sql<{ district: number; seq: number }>`select district, seq from chain_head`.execute(
    db,
  )
  return new Map(rows.map(({ district, seq }) => [district, seq]))
}

/** Head of one district's chain; `FIRST` before its first fact. */
export async function findHead(db: Db, district: number): Promise<ChainHead> {
  const { rows } =
    await sql<ChainHead>`select seq, hash from chain_head where district = ${district}`.execute(db)
  return rows[0] ?? FIRST
}

/** Ids of the streams of a kind after `after`, in the order of ids. */
export async function findStreams(
  db: Db | Tx,
  district: number,
  kind: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const first = after ?? '00000000-0000-0000-0000-000000000000'
  const { rows } = await sql<{ stream: string }>`
    (select stream from fact
      where district = ${district} and kind = ${kind} and version = 1 and stream > ${first}::uuid
      order by stream limit ${limit})
    union all
    (select stream from fact_pack
      where district = ${district} and kind = ${kind} and version_from = 1 and stream > ${first}::uuid
      order by stream limit ${limit})
    order by stream limit ${limit}`.execute(db)
  return rows.map(({ stream }) => stream)
}

const columns = sql`district, seq, kind, stream, version, type, at, data, command_id as "commandId"`

/** Facts a block, as in migration 0010. */
const BLOCK = 1024

/** What is read beside the columns: nothing, or what only a check of the chain needs. */
interface Beside {
  readonly ofFact: RawBuilder<unknown>
  readonly ofPack: RawBuilder<unknown>
}

const NOTHING: Beside = { ofFact: sql``, ofPack: sql`` }
const HASH: Beside = {
  ofFact: sql`, hash`,
  ofPack: sql`, substring(p.hashes from 32 * f.n::int - 31 for 32) as hash`,
}

/** A stretch of the log of a district. */
interface Stretch {
  readonly district: number
  readonly after: number
  readonly limit: number
}

/** What lies in packs of the stretch, in order. */
async function readPacked<F extends StoredFact>(
  db: Db | Tx,
  { district, after, limit }: Stretch,
  { ofPack }: Beside,
): Promise<readonly F[]> {
  const [first, last] = [after + 1, after + limit]
  const blocks = []
  for (let block = Math.floor(first / BLOCK); block <= Math.floor(last / BLOCK); block++) blocks.push(block)
  // `offset 0`: a pack is unpacked once for a fact, and not for each of its columns.
  const { rows } = await sql<F>`
    select p.district, f.seq, p.kind, p.stream, p.version_from + f.n::int - 1 as version, d.data->>'type' as type,
      to_timestamp((d.data->>'at')::bigint / 1000.0) as at, d.data::jsonb as data, p.command_ids[f.n] as "commandId"
      ${ofPack}
    from fact_pack p cross join lateral unnest(p.seqs) with ordinality as f(seq, n)
      cross join lateral (select p.facts->(f.n::int - 1) as data offset 0) as d
    where p.district = ${district} and p.blocks && ${blocks}::int[] and f.seq between ${first} and ${last}
    order by f.seq`.execute(db)
  return rows
}

/** The log has no gaps: where one shows, a case that ended long ago was packed. */
async function readStretch<F extends StoredFact>(
  db: Db | Tx,
  stretch: Stretch,
  beside: Beside,
): Promise<readonly F[]> {
  const { district, after, limit } = stretch
  const { rows } = await sql<F>`
    select ${columns}${beside.ofFact} from fact
    where district = ${district} and seq > ${after} order by seq limit ${limit}`.execute(db)
  if (rows.at(-1)?.seq === after + rows.length) return rows
  const packed = await readPacked<F>(db, stretch, beside)
  if (packed.length === 0) return rows
  return [...rows, ...packed].sort((a, b) => a.seq - b.seq).slice(0, limit)
}

/**
 * Facts of a district after `seq`, in order, at most `limit`. For the machinery: no scope applies. Without their hashes: a
 * hash that is kept a second keeps the 64 kB of buffer around it, which made 10 MB of old garbage a second under load.
 */
export const readFacts = (
  db: Db | Tx,
  district: number,
  after: number,
  limit: number,
): Promise<readonly StoredFact[]> => readStretch(db, { district, after, limit }, NOTHING)

/** The same with the hash of each, for who checks the chain. */
export const readChain = (
  db: Db | Tx,
  district: number,
  after: number,
  limit: number,
): Promise<readonly ChainedFact[]> => readStretch(db, { district, after, limit }, HASH)

/** All facts of one stream in order. */
export async function readStream<F extends Recorded>(
  db: Db | Tx,
  district: number,
  stream: string,
): Promise<StoredFact<F>[]> {
  const { rows } = await sql<StoredFact<F>>`
    select ${columns} from every_fact
    where district = ${district} and stream = ${stream} order by version`.execute(db)
  return rows
}
