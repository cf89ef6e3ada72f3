// Finds records: by words, code, box, register. Everything is read under the row policies of who asks.
import { gramsOf, plainQuery } from '@gezhi/core/library/grams'
import { samplePart, YEAR_MS } from '@gezhi/core/library/freshness'
import type { Geometry } from '@gezhi/core/library/load'
import { REGISTER_NAMES, type RegisterName } from '@gezhi/core/library/registers'
import { sql, type SqlBool } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Statement } from '../../kernel/together.ts'
import type { RecordRow } from './record.store.ts'
import './tables.ts'

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]

/** Candidates that words may bring, in the district or in a box, before they are ranked: more are all of one common word. */
const MOST_CANDIDATES = 1000
/** Of a box, before the other conditions: so many of them may miss before a page ends too early. */
const MOST_IN_BOX = 20_000

export const RECORD_COLUMNS = sql`l.id, l.register, l.code, l.name, l.address, l.street, l.community, l.parent,
  st_x(st_centroid(l.place)) as lon, st_y(st_centroid(l.place)) as lat, l.fields, l.sources, l.source, l.as_of,
  l.changed_at, l.confirmed_at, l.cancelled_at, l.open, l.initials, l.load, l.version, l.state_doc`

export interface Narrowed {
  readonly register?: RegisterName | undefined
  readonly street?: string | undefined
  readonly community?: string | undefined
}

const orNull = (value: string | undefined) => sql`${value ?? null}::text`
const codeRange = (prefix: string): Statement =>
  sql`l.code >= ${prefix} and l.code <= ${`${prefix}${'Z'.repeat(25)}`}`

/** Words of a question: each word by itself, so that neighbours across a space need not be neighbours. */
export const wordsOf = (text: string): readonly string[] => gramsOf(...text.split(/\s+/))

const byWords = (words: readonly string[], { register, street, community }: Narrowed): Statement =>
  sql`select library_by_words(${[...words]}::text[], ${orNull(register)}, ${orNull(street)}, ${orNull(community)},
    ${MOST_CANDIDATES}::int)`

/** Houses have no place of their own: a door is found through its building. */
const byWordsIn = (
  box: Box,
  words: readonly string[],
  { register, street, community }: Narrowed,
): Statement =>
  sql`select library_by_words_in_box(${[...words]}::text[], ${envelope(box)}, ${orNull(register)}, ${orNull(street)},
    ${orNull(community)}, ${MOST_CANDIDATES}::int)`

const envelope = ([west, south, east, north]: Box): Statement =>
  sql`st_makeenvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`

const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Whole name first, then names that begin so, then names that hold it, then initials, then addresses; short before long. */
const rankOf = (text: string): Statement => {
  const plain = plainQuery(text)
  const like = literal(plain)
  const each = text.split(/\s+/).map((word) => sql`lower(l.name) like ${`%${literal(plainQuery(word))}%`}`)
  return sql`case
    when lower(l.name) = ${plain} then 0
    when lower(l.name) like ${`${like}%`} then 1
    when l.initials = ${plain} then 2
    when l.initials like ${`${like}%`} then 3
    when ${sql.join(each, sql` and `)} then 4
    else 5 end`
}

/** Records whose words hold all words of the text, best first. */
export async function findByWords(
  tx: Tx,
  district: number,
  text: string,
  { box, limit, ...narrowed }: Narrowed & { readonly box?: Box | undefined; readonly limit: number },
): Promise<readonly RecordRow[]> {
  const words = wordsOf(text)
  if (words.length === 0) return []
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from library_record l
    where l.district = ${district} and l.cancelled_at is null
      and l.id in (${box ? byWordsIn(box, words, narrowed) : byWords(words, narrowed)})
    order by ${rankOf(text)}, length(l.name), l.code limit ${limit}`.execute(tx)
  return rows
}

/** Records whose code begins so, in the order of codes. */
export async function findByCode(
  tx: Tx,
  district: number,
  prefix: string,
  { register, limit }: Narrowed & { readonly limit: number },
): Promise<readonly RecordRow[]> {
  const registers = register ? [register] : [...REGISTER_NAMES]
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from unnest(${registers}::text[]) as r(register)
    cross join lateral (
      select * from library_record l
      where l.district = ${district} and l.register = r.register and ${codeRange(prefix)}
      order by l.code limit ${limit}) as l
    order by l.code limit ${limit}`.execute(tx)
  return rows
}

/** Houses of buildings by their room and, when it is known, their staircase. */
export async function findHouses(
  tx: Tx,
  district: number,
  buildings: readonly string[],
  { room, unit, limit }: { readonly room: string; readonly unit: string | null; readonly limit: number },
): Promise<readonly RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from library_record l
    where l.district = ${district} and l.parent = any(${[...buildings]}::text[]) and l.register = 'HOUSE'
      and l.fields ->> 'room' = ${room} and (${unit}::text is null or l.fields ->> 'unit' = ${unit})
    order by array_position(${[...buildings]}::text[], l.parent), l.code limit ${limit}`.execute(tx)
  return rows
}

export interface ListFilter extends Narrowed {
  readonly register: RegisterName
  readonly text?: string | undefined
  readonly state?: 'ACTIVE' | 'DUE' | 'DIFFERENT' | 'SAMPLE' | 'CANCELLED' | undefined
  readonly parent?: string | undefined
  readonly box?: Box | undefined
  /** Last changed within, milliseconds, both ends included. */
  readonly changed?: { readonly from: number; readonly to: number } | undefined
  readonly after?: string | undefined
  readonly limit: number
  readonly now: number
}

/** True of records that somebody should look at again (domain specification §4.4). */
const isDue = (now: number): Statement => sql<SqlBool>`l.cancelled_at is null
  and (l.changed_at > l.confirmed_at or coalesce(l.confirmed_at, l.as_of) < ${new Date(now - YEAR_MS)})`

/** Two in a hundred of the month, the same for everybody who asks; as `isSampled` of the core. Indexed. */
export const isSampled = (now: number): Statement => sql`l.cancelled_at is null
  and l.part = ${samplePart(now)}::int`

function inState(state: NonNullable<ListFilter['state']>, now: number): Statement {
  switch (state) {
    case 'ACTIVE':
      return sql`l.cancelled_at is null`
    case 'DUE':
      return isDue(now)
    case 'DIFFERENT':
      return sql`l.open > 0`
    case 'SAMPLE':
      return isSampled(now)
    case 'CANCELLED':
      return sql`l.cancelled_at is not null`
  }
}

/** PostgreSQL knows years up to 294276; an open end is far enough there. */
const instant = (at: number): Date => new Date(Math.min(Math.max(at, -6e13), 9e14))

/** A page of a register in the order of its codes; `more` says that it goes on. */
export async function findRecords(tx: Tx, district: number, filter: ListFilter) {
  const {
    register,
    text = '',
    street,
    community,
    state = 'ACTIVE',
    parent,
    box,
    changed,
    after = '',
    limit,
  } = filter
  const words = wordsOf(text)
  const conditions = [
    sql`l.district = ${district} and l.register = ${register} and l.code > ${after}`,
    inState(state, filter.now),
    ...(street ? [sql`l.street = ${street}`] : []),
    ...(community ? [sql`l.community = ${community}`] : []),
    ...(changed ? [sql`l.touched_at between ${instant(changed.from)} and ${instant(changed.to)}`] : []),
    ...(parent ? [sql`l.parent = ${parent}`] : []),
    ...(words.length > 0
      ? [sql`l.id in (${box ? byWordsIn(box, words, filter) : byWords(words, filter)})`]
      : []),
    ...(box && words.length === 0
      ? [sql`l.id in (select library_in_box(${envelope(box)}, ${register}, ${after}, ${MOST_IN_BOX}::int))`]
      : []),
  ]
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from library_record l where ${sql.join(conditions, sql` and `)}
    order by l.code limit ${limit + 1}`.execute(tx)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}

export interface RegisterCount {
  readonly register: RegisterName
  readonly records: number
  readonly due: number
  readonly different: number
}

export async function countRegisters(
  tx: Tx,
  district: number,
  now: number,
): Promise<readonly RegisterCount[]> {
  const { rows } = await sql<RegisterCount>`
    select l.register, count(*)::int as records, count(*) filter (where ${isDue(now)})::int as due,
      count(*) filter (where l.open > 0)::int as different
    from library_record l where l.district = ${district} and l.cancelled_at is null group by l.register`.execute(
    tx,
  )
  return rows
}

export async function findRecord(tx: Tx, district: number, id: string): Promise<RecordRow | undefined> {
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from library_record l where l.district = ${district} and l.id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export async function countHouses(tx: Tx, district: number, building: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from library_record
    where district = ${district} and parent = ${building} and register = 'HOUSE' and cancelled_at is null`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

export async function findRecordsById(
  tx: Tx,
  district: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordRow>> {
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from library_record l
    where l.district = ${district} and l.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Records of these codes as they are now, for a load that compares. */
export async function findByCodes(
  tx: Tx,
  district: number,
  register: RegisterName,
  codes: readonly string[],
): Promise<ReadonlyMap<string, RecordRow>> {
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from library_record l
    where l.district = ${district} and l.register = ${register} and l.code = any(${[...codes]}::text[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.code, row]))
}

/** The highest code that begins so, cancelled ones too: codes are never used again. */
export async function findLastCode(
  tx: Tx,
  district: number,
  register: RegisterName,
  prefix: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`
    select l.code from library_record l
    where l.district = ${district} and l.register = ${register} and ${codeRange(prefix)}
    order by l.code desc limit 1`.execute(tx)
  return rows[0]?.code
}

/** Geometries of records as GeoJSON, by id. */
export async function findShapes(
  tx: Tx,
  district: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Geometry>> {
  const { rows } = await sql<{ id: string; shape: Geometry }>`
    select id, st_asgeojson(place, 6)::json as shape from library_record
    where district = ${district} and id = any(${[...ids]}::uuid[]) and place is not null`.execute(tx)
  return new Map(rows.map(({ id, shape }) => [id, shape]))
}
