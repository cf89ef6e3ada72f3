// Buildings of communities with their homes, for those who redraw their grids.
import type { LonLat } from '@gezhi/core/kernel/geo'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/** Every building by its middle. A building of safety grade C or D, or with a blocked fire lane, is a hazard. */
export async function findBuildingsIn(tx: Tx, district: number, communities: readonly string[]) {
  const { rows } = await sql<{ code: string; lon: number; lat: number; homes: number; hazard: boolean }>`
    with homes as (
      select parent, count(*)::int as count from library_record
      where district = ${district} and register = 'HOUSE' and cancelled_at is null
        and community = any(${[...communities]}::text[])
      group by parent)
    select l.code, st_x(st_centroid(l.place)) as lon, st_y(st_centroid(l.place)) as lat, coalesce(h.count, 0) as homes,
      coalesce(l.fields ->> 'safetyGrade' in ('C', 'D') or l.fields ->> 'fireLane' = 'false', false) as hazard
    from library_record l left join homes h on h.parent = l.code
    where l.district = ${district} and l.register = 'BUILDING' and l.cancelled_at is null and l.place is not null
      and l.community = any(${[...communities]}::text[])`.execute(tx)
  return {
    buildings: rows.map(({ lon, lat, ...building }) => ({ ...building, place: [lon, lat] as LonLat })),
  }
}
