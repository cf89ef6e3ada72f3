// What lies in a tile. Read under the row policies of whoever looks; houses have no place and are never in a tile.
import type { MapLayer } from '@gezhi/core/library/layers'
import type { Geometry } from '@gezhi/core/library/load'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Box } from '../../kernel/tile-box.ts'
import type { RecordRow } from './record.store.ts'

/** More are never read for one tile: a tile of zoom 14 of the densest cities holds 6,000 buildings. */
const MOST = 20_000
/** A cell of a far tile is an eighth of its width: sixty-four pixels on a screen, room for a sign and its number. */
const CELLS = 8

type Piece = RawBuilder<unknown>

const envelope = ([west, south, east, north]: Box): Piece =>
  sql`st_makeenvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`

/** An index finds what is near first; whoever reads sees of that what the policies admit. */
const near = (district: number, register: string, box: Box): Piece =>
  sql`l.district = ${district} and l.register = ${register} and l.cancelled_at is null
    and l.id in (select library_in_box(${envelope(box)}, ${register}::text, '', ${MOST}::int))`

const sortIn = ({ field, has }: NonNullable<MapLayer['only']>): Piece =>
  sql`coalesce(l.fields ->> ${field}::text, '') like any(${has.map((part) => `%${part}%`)}::text[])`

function ofLayer({ only, but = [] }: MapLayer): Piece {
  const parts = [...(only ? [sortIn(only)] : []), ...but.map((sort) => sql`not ${sortIn(sort)}`)]
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
}

/** A building as it is drawn; what was decided since its sources spoke lies beside what they say. */
export type BuildingRow = Pick<RecordRow, 'fields' | 'sources' | 'source' | 'as_of' | 'state_doc'> & {
  readonly id: string
  readonly name: string
  readonly shape: Geometry
}

/** Buildings with an outline that touches a box, in the order of their codes. */
export async function findShapesIn(tx: Tx, district: number, box: Box): Promise<readonly BuildingRow[]> {
  const { rows } = await sql<BuildingRow>`
    select l.id, l.name, l.fields, l.sources, l.source, l.as_of, l.state_doc, st_asgeojson(l.place, 6)::json as shape
    from library_record l where ${near(district, 'BUILDING', box)} and st_dimension(l.place) = 2
    order by l.code`.execute(tx)
  return rows
}

/** Those with an outline, also where they are gone by now: how far the register has come. */
export async function countBuildings(tx: Tx, district: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from library_record
    where district = ${district} and register = 'BUILDING' and st_dimension(place) = 2`.execute(tx)
  return rows[0]?.count ?? 0
}

/** One thing, or a cell of many: then `id` and `name` are those of one of them. */
export interface PointRow {
  readonly id: string
  readonly name: string
  readonly sort: string | null
  readonly n: number
  readonly lon: number
  readonly lat: number
}

/** Middles of the things of a layer in a box, each by itself. */
export async function findPointsIn(
  tx: Tx,
  district: number,
  layer: MapLayer,
  box: Box,
): Promise<readonly PointRow[]> {
  const { rows } = await sql<PointRow>`
    select l.id, l.name, coalesce(l.fields ->> 'kind', l.fields ->> 'class', l.fields ->> 'type') as sort, 1 as n,
      st_x(st_centroid(l.place)) as lon, st_y(st_centroid(l.place)) as lat
    from library_record l where ${near(district, layer.register, box)} and ${ofLayer(layer)}
    order by l.code`.execute(tx)
  return rows
}

/** Things of a layer in a box by cells: where they lie on the whole, and how many. */
export async function findCellsIn(
  tx: Tx,
  district: number,
  layer: MapLayer,
  box: Box,
): Promise<readonly PointRow[]> {
  const cell = (box[2] - box[0]) / CELLS
  const [lon, lat] = [sql`st_x(st_centroid(l.place))`, sql`st_y(st_centroid(l.place))`]
  const { rows } = await sql<PointRow>`
    select min(id::text) as id, min(name) as name, min(sort) as sort, count(*)::int as n,
      avg(lon)::float8 as lon, avg(lat)::float8 as lat
    from (
      select l.id, l.name, coalesce(l.fields ->> 'kind', l.fields ->> 'class', l.fields ->> 'type') as sort,
        ${lon} as lon, ${lat} as lat
      from library_record l
      where l.district = ${district} and l.register = ${layer.register} and l.cancelled_at is null
        and l.place && ${envelope(box)} and ${ofLayer(layer)}) as p
    group by floor(lon / ${cell}::float8), floor(lat / ${cell}::float8)`.execute(tx)
  return rows
}

/**
 * Stations of the support teams in a box: the service hall of their community, where they are met. Never where their
 * people are.
 */
export async function findStationsIn(tx: Tx, district: number, box: Box): Promise<readonly PointRow[]> {
  const { rows } = await sql<PointRow>`
    select hall.id, hall.name, null::text as sort, teams.n, st_x(st_centroid(hall.place)) as lon,
      st_y(st_centroid(hall.place)) as lat
    from (
      select community, count(*)::int as n from library_record
      where district = ${district} and register = 'SUPPORT_TEAM' and cancelled_at is null and community is not null
      group by community) as teams
    join lateral (
      select l.id, l.name, l.place from library_record l
      where l.district = ${district} and l.register = 'FACILITY' and l.community = teams.community
        and l.fields ->> 'kind' = 'SERVICE_HALL' and l.cancelled_at is null and l.place is not null
      order by l.code limit 1) as hall on true
    where hall.place && ${envelope(box)} order by hall.name`.execute(tx)
  return rows
}
