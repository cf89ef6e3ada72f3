// What devices of those who walk may hold: points of the own community, and the own patrols of a month.
import type { PointKind } from '@gezhi/core/patrol/point'
import type { PatrolState } from '@gezhi/core/patrol/patrol'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

export interface PointRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: PointKind
  readonly lon: number
  readonly lat: number
}

/** A record that is a point or was one: `kind` null, no place or cancelled say that it is none now. */
type TouchedRow = Omit<PointRow, 'kind' | 'lon' | 'lat'> & {
  readonly kind: PointKind | null
  readonly lon: number | null
  readonly lat: number | null
  readonly cancelled: boolean
  readonly touched_at: number
}

const COLUMNS = sql`l.id, l.code, l.name, patrol_kind(l.register, l.code, l.fields) as kind,
  st_x(st_centroid(l.place)) as lon, st_y(st_centroid(l.place)) as lat`

export async function findTouchedPoints(
  tx: Tx,
  district: number,
  {
    community,
    after,
    limit,
  }: {
    readonly community: string
    readonly after: { readonly at: number; readonly id: string }
    readonly limit: number
  },
) {
  const { rows } = await sql<TouchedRow>`
    select ${COLUMNS}, l.cancelled_at is not null as cancelled, l.touched_at from library_record l
    where l.district = ${district} and l.id in (
      select patrol_points_touched(${community}, ${new Date(after.at)}, ${after.id}::uuid, ${limit + 1}::int))
    order by l.touched_at, l.id`.execute(tx)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}

/** All points that the reader may see; of one street or community when it is named. */
export async function findPoints(
  tx: Tx,
  district: number,
  { street, community }: { readonly street?: string | undefined; readonly community?: string | undefined },
): Promise<readonly PointRow[]> {
  const { rows } = await sql<PointRow>`
    select ${COLUMNS} from library_record l
    where l.district = ${district} and l.register in ('FACILITY', 'SCHOOL', 'FACTORY', 'UNIT', 'COMPONENT')
      and l.cancelled_at is null and l.place is not null and patrol_kind(l.register, l.code, l.fields) is not null
      ${street ? sql`and l.street = ${street}` : sql``}
      ${community ? sql`and l.community = ${community}` : sql``}
    order by l.code`.execute(tx)
  return rows
}

/** Ids of a person's patrols since `from`, in the order of ids. */
export async function findOwnIds(
  tx: Tx,
  district: number,
  {
    person,
    from,
    after,
    limit,
  }: {
    readonly person: string
    readonly from: number
    readonly after: string | null
    readonly limit: number
  },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from patrol
    where district = ${district} and person = ${person} and started_at >= ${new Date(from)}
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

export interface OwnRow {
  readonly id: string
  readonly version: number
  readonly metres: number
  readonly walked: number
  readonly state_doc: PatrolState
}

export async function findOwn(
  tx: Tx,
  district: number,
  { person, from, ids }: { readonly person: string; readonly from: number; readonly ids: readonly string[] },
): Promise<readonly OwnRow[]> {
  const { rows } = await sql<OwnRow>`
    select id, version, metres, walked, state_doc from patrol
    where district = ${district} and person = ${person} and started_at >= ${new Date(from)}
      and id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}
