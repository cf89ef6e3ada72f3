// Records by where they are: houses in a building, nearest to a point, inside an area. Read under the row policies.
import type { LonLat } from '@gezhi/core/kernel/geo'
import { MOST_COUNTED, MOST_LISTED } from '@gezhi/core/library/place.api'
import type { RegisterName } from '@gezhi/core/library/registers'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { RecordRow } from './record.store.ts'
import { RECORD_COLUMNS } from './find.store.ts'

/** As many households as the register lets a building have. */
const MOST_HOUSES = 5000
/** Nothing farther away helps anybody on foot. */
const FARTHEST_M = 5000

/** Every house of a building that is not cancelled, in the order of codes. */
export async function findHousesOf(
  tx: Tx,
  district: number,
  building: string,
): Promise<readonly RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from library_record l
    where l.district = ${district} and l.parent = ${building} and l.register = 'HOUSE' and l.cancelled_at is null
    order by l.code limit ${MOST_HOUSES}`.execute(tx)
  return rows
}

export type RowNear = RecordRow & { readonly distance_m: number; readonly sort: string | null }

/**
 * The nearest `each` of every sort (kind of a facility, class of a component) within five kilometres, nearest first.
 * The asked registers hold thousands, not millions: they are sorted by distance as a whole, and no sort is missed.
 */
export async function findNearest(
  tx: Tx,
  district: number,
  [lon, lat]: LonLat,
  { registers, each }: { readonly registers: readonly RegisterName[]; readonly each: number },
): Promise<readonly RowNear[]> {
  const { rows } = await sql<RowNear>`
    with here as (select st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326) as at),
    near as (
      select l.id, coalesce(l.fields ->> 'kind', l.fields ->> 'class') as sort,
        st_distancesphere(st_centroid(l.place), here.at) as distance_m,
        row_number() over (
          partition by l.register, coalesce(l.fields ->> 'kind', l.fields ->> 'class')
          order by st_distancesphere(st_centroid(l.place), here.at), l.code) as place_in_line
      from library_record l, here
      where l.district = ${district} and l.register = any(${[...registers]}::text[]) and l.cancelled_at is null
        and l.place is not null)
    select ${RECORD_COLUMNS}, near.sort, near.distance_m from near join library_record l
      on l.district = ${district} and l.id = near.id
    where near.place_in_line <= ${each} and near.distance_m <= ${FARTHEST_M}
    order by near.distance_m, l.code`.execute(tx)
  return rows
}

/** Sort of a place that is asked for as the station of support teams. */
export const STATION = 'STATION'

/** The nearest service halls of communities that have support teams: where the teams are met, never where they are. */
export async function findNearestStations(
  tx: Tx,
  district: number,
  [lon, lat]: LonLat,
  each: number,
): Promise<readonly RowNear[]> {
  const { rows } = await sql<RowNear>`
    with here as (select st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326) as at)
    select ${RECORD_COLUMNS}, ${STATION} as sort, st_distancesphere(st_centroid(l.place), here.at) as distance_m
    from library_record l, here
    where l.district = ${district} and l.register = 'FACILITY' and l.fields ->> 'kind' = 'SERVICE_HALL'
      and l.cancelled_at is null and l.place is not null
      and st_distancesphere(st_centroid(l.place), here.at) <= ${FARTHEST_M}
      and exists (select from library_record t where t.district = ${district} and t.register = 'SUPPORT_TEAM'
        and t.community = l.community and t.cancelled_at is null)
    order by distance_m, l.code limit ${each}`.execute(tx)
  return rows
}

/** The building whose middle is nearest to a point: the index walks outwards from it. */
export async function findNearestBuilding(
  tx: Tx,
  district: number,
  [lon, lat]: LonLat,
  each: number,
): Promise<readonly RowNear[]> {
  const here = sql`st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326)`
  const { rows } = await sql<RowNear>`
    select ${RECORD_COLUMNS}, l.fields ->> 'use' as sort,
      st_distancesphere(st_centroid(l.place), ${here}) as distance_m
    from library_record l
    where l.district = ${district} and l.register = 'BUILDING' and l.register <> 'HOUSE'
      and l.cancelled_at is null and l.place is not null
    order by l.place <-> ${here} limit ${each}`.execute(tx)
  return rows
}

export interface Inside {
  readonly counts: readonly { readonly register: RegisterName; readonly records: number }[]
  readonly rows: readonly RecordRow[]
  readonly more: boolean
}

/** What lies in a polygon by the middle of each thing. Houses are counted by their building. */
export async function findInside(tx: Tx, district: number, ring: readonly LonLat[]): Promise<Inside> {
  const closed = [...ring, ring[0] ?? [0, 0]]
  const shape = JSON.stringify({ type: 'Polygon', coordinates: [closed] })
  const area = sql`st_setsrid(st_geomfromgeojson(${shape}::text), 4326)`
  const chosen = sql`
    select l.id, l.register, l.code from library_record l
    where l.district = ${district} and l.cancelled_at is null
      and l.id in (select library_in_box(st_envelope(${area}), null::text, '', ${MOST_COUNTED + 1}::int))
      and st_intersects(st_makevalid(${area}), st_centroid(l.place))`
  const { rows: counts } = await sql<{ register: RegisterName; records: number }>`
    select register, count(*)::int as records from (${chosen}) as c group by register order by register`.execute(
    tx,
  )
  const { rows } = await sql<RecordRow>`
    select ${RECORD_COLUMNS} from (
      select c.id, count(*) over (partition by c.register) as size from (${chosen}) as c) as s
    join library_record l on l.district = ${district} and l.id = s.id
    order by s.size, l.register, l.code limit ${MOST_LISTED}`.execute(tx)
  const total = counts.reduce((sum, { records }) => sum + records, 0)
  return { counts, rows, more: total >= MOST_COUNTED }
}
