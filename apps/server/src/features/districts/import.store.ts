// Writes a checked pack: all or nothing, and only what differs from what the last pack wrote.
import { createHash } from 'node:crypto'
import type { Pack } from '@gezhi/core/districts/register'
import { sql } from 'kysely'
import { writeAs, type Db, type Tx } from '../../kernel/database.ts'
import { PackRefused } from './pack-refused.ts'
import { findRedrawn, staleAfterRedraw } from './redrawn.store.ts'
import { RELATIONS, type Relation } from './relations.ts'

export interface Counts {
  readonly added: number
  readonly changed: number
  readonly retired: number
}

export interface Imported {
  readonly district: number
  readonly name: string
  /** Number of this import; that of the last one when nothing differed. */
  readonly version: number
  /** Counts of the tables in which something differed. */
  readonly counts: Readonly<Record<string, Counts>>
}

interface Row {
  readonly key: string
  readonly hash: string
  readonly values: Readonly<Record<string, unknown>>
}

interface Diff {
  readonly relation: Relation
  readonly added: readonly Row[]
  readonly changed: readonly Row[]
  readonly retired: readonly string[]
}

const hashOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)

const rowsOf = (relation: Relation, pack: Pack): Row[] => {
  const columns = Object.keys(relation.columns)
  return relation.rows(pack).map((given) => {
    // In the order of the columns, so that the same row has the same hash whoever wrote it.
    const values = Object.fromEntries(columns.map((column) => [column, given[column] ?? null]))
    return { key: String(given[relation.key]), hash: hashOf(values), values }
  })
}

/** What the table holds of the last pack, by key; hash null: made by hand. Redrawn grids are left alone by packs. */
async function findHashes(tx: Tx, { table, key }: Relation, district: number) {
  const redrawn = sql.raw(table === 'grid' ? 'redraw is not null' : 'false')
  const { rows } = await sql<{ key: string; hash: string | null; retired: boolean; redrawn: boolean }>`
    select ${sql.ref(key)}::text as key, pack_hash as hash, retired_at is not null as retired, ${redrawn} as redrawn
    from ${sql.table(table)} where district = ${district}`.execute(tx)
  return new Map(rows.map((row) => [row.key, row]))
}

async function diffOf(tx: Tx, relation: Relation, pack: Pack): Promise<Diff> {
  const known = await findHashes(tx, relation, pack.settings.code)
  const rows = rowsOf(relation, pack).filter(({ key }) => !known.get(key)?.redrawn)
  const keys = new Set(rows.map(({ key }) => key))
  const isNew = ({ key }: Row) => known.get(key)?.retired ?? true
  return {
    relation,
    added: rows.filter(isNew),
    changed: rows.filter((row) => !isNew(row) && known.get(row.key)?.hash !== row.hash),
    retired: [...known.values()]
      .filter(({ key, hash, retired, redrawn }) => hash !== null && !retired && !redrawn && !keys.has(key))
      .map(({ key }) => key),
  }
}

const write = ({ columns }: Relation, column: string) =>
  columns[column] === 'geometry'
    ? sql`st_setsrid(st_geomfromgeojson(r.${sql.ref(column)}), 4326)`
    : sql`r.${sql.ref(column)}`

async function upsert(tx: Tx, relation: Relation, district: number, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const columns = [...Object.keys(relation.columns), 'pack_hash']
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const types = sql.join(
    columns.map((column) => {
      const type = relation.columns[column] ?? 'text'
      return sql`${sql.ref(column)} ${sql.raw(type === 'geometry' ? 'jsonb' : type)}`
    }),
  )
  const updates = sql.join(columns.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))
  const records = JSON.stringify(rows.map(({ values, hash }) => ({ ...values, pack_hash: hash })))
  await sql`
    insert into ${sql.table(relation.table)} (district, ${names})
    select ${district}::int, ${sql.join(columns.map((column) => write(relation, column)))}
    from jsonb_to_recordset(${records}::jsonb) as r(${types})
    on conflict (district, ${sql.ref(relation.key)}) do update set ${updates}, retired_at = null`.execute(tx)
}

interface Moment {
  readonly at: Date
  /** The district's local day, YYYY-MM-DD. */
  readonly day: string
}

async function retire(tx: Tx, { relation, retired }: Diff, district: number, when: Moment): Promise<void> {
  if (retired.length === 0) return
  const more = relation.retire?.split('$day').map((part) => sql.raw(part))
  await sql`
    update ${sql.table(relation.table)}
    set retired_at = ${when.at}${more ? sql`, ${sql.join(more, sql`${when.day}`)}` : sql``}
    where district = ${district} and ${sql.ref(relation.key)}::text = any(${[...retired]})`.execute(tx)
}

/** Keeps what each changed row was. Of a first import there is nothing to keep. */
async function keepChanges(tx: Tx, diff: Diff, district: number, version: number): Promise<void> {
  const { relation } = diff
  const changes = [
    ...diff.added.map(({ key }) => ({ key, change: 'ADDED' })),
    ...diff.changed.map(({ key }) => ({ key, change: 'CHANGED' })),
    ...diff.retired.map((key) => ({ key, change: 'RETIRED' })),
  ]
  if (changes.length === 0) return
  await sql`
    insert into pack_change (district, version, relation, key, change, before)
    select ${district}::int, ${version}::int, ${relation.table}, c.key, c.change, to_jsonb(t)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c(key text, change text)
    left join ${sql.table(relation.table)} t
      on t.district = ${district} and t.${sql.ref(relation.key)}::text = c.key`.execute(tx)
}

/** Relations whose past and future can be read: see `register_version`. */
const THROUGH_TIME: readonly string[] = ['organisation', 'division', 'grid', 'post']

/** Ends what held until now and begins what holds from now on; the rows have been written. */
async function keepVersions(tx: Tx, diff: Diff, district: number, { version, at }: Numbered): Promise<void> {
  const { relation, added, changed, retired } = diff
  const keys = [...added, ...changed].map(({ key }) => key).concat(retired)
  if (!THROUGH_TIME.includes(relation.table) || keys.length === 0) return
  await sql`select keep_register_version(${district}::int, ${relation.table}::text, ${keys}::text[],
    ${at}::timestamptz, 'PACK', ${String(version)}::text)`.execute(tx)
}

interface Numbered {
  readonly version: number
  readonly at: Date
}

interface Known {
  readonly version: number
  readonly hash: string | null
}

/** The district's row, locked: two imports of one district follow each other. */
async function lockDistrict(tx: Tx, district: number): Promise<Known | undefined> {
  const { rows } = await sql<Known>`
    select version, pack_hash as hash from district where district = ${district} for update`.execute(tx)
  return rows[0]
}

async function saveDistrict(tx: Tx, pack: Pack, version: number, at: Date): Promise<void> {
  const { settings } = pack
  await sql`
    insert into district (district, name, settings, version, imported_at, pack_hash)
    values (${settings.code}, ${settings.name}, ${JSON.stringify(settings)}::jsonb, ${version}, ${at},
      ${hashOf(settings)})
    on conflict (district) do update set name = excluded.name, settings = excluded.settings,
      version = excluded.version, imported_at = excluded.imported_at, pack_hash = excluded.pack_hash`.execute(
    tx,
  )
}

const countsOf = (diffs: readonly Diff[]): Record<string, Counts> =>
  Object.fromEntries(
    diffs
      .map(({ relation, added, changed, retired }): [string, Counts] => [
        relation.table,
        { added: added.length, changed: changed.length, retired: retired.length },
      ])
      .filter(([, { added, changed, retired }]) => added + changed + retired > 0),
  )

/** Writes the pack in one transaction. Rows that people made by hand, and what they changed since, stay. */
export function savePack(db: Db, pack: Pack, now: number): Promise<Imported> {
  const { code: district, name, offset } = pack.settings
  const at = new Date(now)
  const when = { at, day: new Date(now + offset).toISOString().slice(0, 10) }
  return writeAs(db, district, async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx)
    const known = await lockDistrict(tx, district)
    const diffs: Diff[] = []
    for (const relation of RELATIONS) diffs.push(await diffOf(tx, relation, pack))
    const stale = staleAfterRedraw(diffs, await findRedrawn(tx, district))
    if (stale.length > 0) throw new PackRefused(name, stale)
    const counts = countsOf(diffs)
    if (known && known.hash !== hashOf(pack.settings))
      counts['district'] = { added: 0, changed: 1, retired: 0 }
    if (known && Object.keys(counts).length === 0) return { district, name, version: known.version, counts }
    const version = (known?.version ?? 0) + 1
    await saveDistrict(tx, pack, version, at)
    for (const diff of diffs) {
      if (known) await keepChanges(tx, diff, district, version)
      await upsert(tx, diff.relation, district, [...diff.added, ...diff.changed])
      await retire(tx, diff, district, when)
      await keepVersions(tx, diff, district, { version, at })
    }
    await sql`insert into pack_import (district, version, imported_at, counts)
      values (${district}, ${version}, ${at}, ${JSON.stringify(counts)}::jsonb)`.execute(tx)
    return { district, name, version, counts }
  })
}
