// Writes what loads bring: set-based, a statement for the records of a fact and one for the houses of its buildings.
import { gramsOf } from '@gezhi/core/library/grams'
import { formatAddress, parseAddress } from '@gezhi/core/library/address'
import type { LoadFact, LoadHead, LoadRow, LoadState } from '@gezhi/core/library/load'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Change, Loaded } from '../../kernel/stream-kind.ts'
import type { Statement } from '../../kernel/together.ts'
import './tables.ts'

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

export async function loadLoads(tx: Tx, district: number, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; version: number; state_doc: LoadState }>`
    select id, version, state_doc from library_load
    where district = ${district} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return new Map(
    rows.map(({ id, version, state_doc }): [string, Loaded<LoadState>] => [
      id,
      { state: state_doc, version },
    ]),
  )
}

type LoadChange = Change<LoadFact, LoadState>

/** Statements in the order of the changes: a record that two loads bring has the values of the second. */
export function projectLoads(district: number, changes: readonly LoadChange[]): readonly Statement[] {
  const last = [...new Map(changes.map((change) => [change.stream, change])).values()]
  return [upsertLoads(district, last), ...changes.flatMap((change) => taken(district, change))]
}

const upsertLoads = (district: number, changes: readonly LoadChange[]): Statement => {
  const rows = changes.flatMap(({ stream, version, state }) =>
    state.head && state.begun
      ? [
          {
            id: stream,
            register: state.head.register,
            source: state.head.source,
            as_of: iso(state.head.asOf),
            name: state.head.name,
            begun_at: iso(state.begun.at),
            begun_by: state.begun.by.person,
            ended_at: iso(state.endedAt),
            rows: state.rows,
            version,
            state_doc: state,
          },
        ]
      : [],
  )
  return sql`
    insert into library_load (district, id, register, source, as_of, name, begun_at, begun_by, ended_at, rows, version,
      state_doc)
    select ${district}::int, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, register text,
      source text, as_of timestamptz, name text, begun_at timestamptz, begun_by text, ended_at timestamptz, rows int,
      version int, state_doc jsonb)
    on conflict (district, id) do update set ended_at = excluded.ended_at, rows = excluded.rows,
      version = excluded.version, state_doc = excluded.state_doc`
}

function taken(district: number, { stream, facts, state }: LoadChange): readonly Statement[] {
  const { head } = state
  if (!head) return []
  return facts.flatMap((fact) => {
    if (fact.type !== 'load.taken') return []
    const given = { district, load: stream, head, at: fact.at }
    const built = fact.rows.filter(({ layout }) => layout)
    return [upsertRecords(given, fact.rows), ...(built.length > 0 ? [insertHouses(given, built)] : [])]
  })
}

interface Given {
  readonly district: number
  readonly load: string
  readonly head: LoadHead
  readonly at: number
}

/** Houses are found through their building: words of a million of them would be an index of half a gigabyte. */
const wordsOf = (head: LoadHead, { name, address, initials, fields }: LoadRow): readonly string[] => {
  if (head.register === 'HOUSE') return []
  const aliases = typeof fields['aliases'] === 'string' ? fields['aliases'] : ''
  return gramsOf(name, address, formatAddress(parseAddress(name)), aliases, initials)
}

/** The id of a record in SQL, as `recordId` makes it. `register` and `code` are SQL expressions. */
const idInSql = (district: number, register: Statement, code: Statement): Statement => {
  const hash = sql`md5(${district}::text || ':' || ${register} || ':' || ${code})`
  return sql`overlay(overlay(${hash} placing '8' from 13) placing '8' from 17)::uuid`
}

function upsertRecords({ district, load, head, at }: Given, rows: readonly LoadRow[]): Statement {
  const given = rows.map((row) => ({
    code: row.code,
    name: row.name,
    address: row.address,
    street: row.street,
    community: row.community,
    parent: row.parent,
    place: row.place,
    fields: row.fields,
    initials: row.initials,
    grams: wordsOf(head, row),
  }))
  const asOf = new Date(head.asOf)
  return sql`
    insert into library_record (district, id, register, code, name, address, street, community, parent, place, fields,
      source, as_of, changed_at, touched_at, initials, grams, load)
    select ${district}::int, ${idInSql(district, sql`${head.register}::text`, sql`r.code`)}, ${head.register}::text,
      r.code, r.name, r.address, r.street, r.community, r.parent,
      case when r.place is null then null else st_setsrid(st_geomfromgeojson(r.place::text), 4326) end, r.fields,
      ${head.source}::text, ${asOf}::timestamptz, ${new Date(at)}::timestamptz, ${new Date(at)}::timestamptz, r.initials,
      array(select jsonb_array_elements_text(r.grams)), ${load}::uuid
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(code text, name text, address text, street text,
      community text, parent text, place jsonb, fields jsonb, initials text, grams jsonb)
    ${head.adds ? sql`on conflict (district, register, code) do nothing` : replacing(head)}`
}

/** A source's newer word takes the place of what is there, field by field. */
const replacing = (head: LoadHead): Statement => sql`
    on conflict (district, register, code) do update set
      name = excluded.name, address = excluded.address, street = excluded.street, community = excluded.community,
      parent = excluded.parent, place = coalesce(excluded.place, library_record.place),
      fields = library_record.fields || excluded.fields,
      sources = library_record.sources || coalesce((
        select jsonb_object_agg(key, jsonb_build_array(${head.source}::text, ${head.asOf}::bigint))
        from jsonb_object_keys(excluded.fields) as key), '{}'),
      changed_at = excluded.changed_at, touched_at = excluded.touched_at, initials = excluded.initials, grams = excluded.grams, load = excluded.load`

/** Doors are numbered by floor and from 01 on each floor of a staircase, as in 501. */
function insertHouses({ district, load, head, at }: Given, rows: readonly LoadRow[]): Statement {
  const given = rows.map(({ code, name, address, street, community, layout }) => ({
    code,
    name,
    address,
    street,
    community,
    ...layout,
  }))
  const asOf = new Date(head.asOf)
  return sql`
    insert into library_record (district, id, register, code, name, address, street, community, parent, fields, source,
      as_of, changed_at, touched_at, load)
    select ${district}::int, ${idInSql(district, sql`'HOUSE'`, sql`h.code`)}, 'HOUSE', h.code, h.name, h.address,
      h.street, h.community, h.parent, h.fields, ${head.source}::text, ${asOf}::timestamptz,
      ${new Date(at)}::timestamptz, ${new Date(at)}::timestamptz, ${load}::uuid
    from (
      select r.code || lpad(u::text, 2, '0') || lpad(f::text, 2, '0') || lpad(n.room, 4, '0') as code,
        r.name || u || '单元' || n.room || '室' as name, r.address, r.street, r.community, r.code as parent,
        jsonb_build_object('unit', u::text, 'floor', f, 'room', n.room) as fields
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(code text, name text, address text, street text,
          community text, units int, floors int, "perFloor" int)
        cross join generate_series(1, r.units) as u
        cross join generate_series(1, r.floors) as f
        cross join lateral (
          select f::text || lpad(d::text, 2, '0') as room from generate_series(1, r."perFloor") as d) as n
    ) as h
    on conflict (district, register, code) do nothing`
}
