// Outlines of a plan checked in SQL: basic grids tile their community, exclusive grids lie in it (domain specification §4.1).
import type { Inventory } from '@gezhi/core/grids/redraw.effect'
import { polygonOf, wholeRings, type PlannedGrid, type WholePoint } from '@gezhi/core/grids/redraw.plan'
import { finding, type RedrawFinding, type RedrawFindingCode } from '@gezhi/core/grids/redraw.refusals'
import type { Ring } from '@gezhi/core/kernel/geo'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/**
 * Square metres below which a gap or an overlap is the rounding of a cut to 1e-7 degrees, not a mistake: half a
 * centimetre along a boundary of a kilometre.
 */
const TOLERANCE_M2 = 5

interface Fault {
  readonly code: string
  readonly ids: readonly string[]
  readonly community: string
  readonly lon: number | null
  readonly lat: number | null
  readonly areaM2: number | null
}

interface Layout {
  readonly communities: readonly string[]
  readonly grids: readonly PlannedGrid[]
}

const recordsOf = ({ grids }: Layout): string =>
  JSON.stringify(
    grids.map(({ id, kind, community, rings }) => ({ id, kind, community, shape: polygonOf({ rings }) })),
  )

/** Grids of the plan as `plan(id, kind, community, shape)`. A ring that is not closed is broken, no fault of SQL. */
const planned = (layout: Layout): RawBuilder<unknown> => sql`
  plan as materialized (
    select r.id, r.kind, r.community, st_setsrid(st_geomfromgeojson(r.shape::text), 4326) as shape
    from jsonb_to_recordset(${recordsOf(layout)}::jsonb) as r(id text, kind text, community text, shape jsonb))`

const isClosed = (ring: readonly WholePoint[]): boolean => {
  const [first, last] = [ring[0], ring.at(-1)]
  return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1]
}

const findFaults = (layout: Layout, district: number): RawBuilder<Fault> => sql<Fault>`
  with ${planned(layout)},
  sound as materialized (select * from plan where st_isvalid(shape)),
  outlines as materialized (
    select code, outline from division
    where district = ${district} and level = 'COMMUNITY' and retired_at is null
      and code = any(${[...layout.communities]}::text[])),
  faults as (
    select 'broken' as code, array[id] as ids, community, null::geometry as part from plan where not st_isvalid(shape)
    union all
    select 'no-outline', '{}', c, null from unnest(${[...layout.communities]}::text[]) c
      where c not in (select code from outlines)
    union all
    select 'overlap', array[a.id, b.id], a.community, st_intersection(a.shape, b.shape)
      from sound a join sound b on a.id < b.id and a.kind = b.kind and st_intersects(a.shape, b.shape)
    union all
    select 'outside', array[s.id], s.community, st_difference(s.shape, o.outline)
      from sound s join outlines o on o.code = s.community
    union all
    select 'gap', '{}', o.code, st_difference(o.outline, coalesce(
        (select st_union(s.shape) from sound s where s.community = o.code and s.kind = 'BASIC'),
        st_geomfromtext('POLYGON EMPTY', 4326)))
      from outlines o
      where not exists (select from plan p where p.community = o.code and not st_isvalid(p.shape)))
  select code, ids, community, st_x(st_pointonsurface(part)) as lon, st_y(st_pointonsurface(part)) as lat,
    st_area(part::geography) as "areaM2"
  from faults where part is null or st_area(part::geography) > ${TOLERANCE_M2}
  order by code, community, ids`

/** Gaps, overlaps and what leaves its community, with the place and size of each. */
export async function checkTiling(
  tx: Tx,
  district: number,
  layout: Layout,
): Promise<readonly RedrawFinding[]> {
  const open = layout.grids.filter(({ rings }) => !rings.every(isClosed))
  if (open.length > 0) return open.map(({ id, community }) => finding('broken', { grids: [id], community }))
  const { rows } = await findFaults(layout, district).execute(tx)
  return rows.map(({ code, ids, community, lon, lat, areaM2 }) =>
    // Gate: the codes are written in the statement above.
    finding(code as RedrawFindingCode, {
      grids: ids,
      community,
      place: lon === null || lat === null ? null : [lon, lat],
      areaM2: areaM2 === null ? null : Math.round(areaM2),
    }),
  )
}

/** How much of each grid in force comes to lie in which grid of a plan whose outlines are sound. */
export async function findShares(tx: Tx, district: number, layout: Layout): Promise<Inventory['shares']> {
  const { rows } = await sql<Inventory['shares'][number]>`
    with ${planned(layout)}
    select g.code, p.id, st_area(st_intersection(g.polygon, p.shape)::geography) as "areaM2"
    from grid g join plan p on st_intersects(g.polygon, p.shape)
    where g.district = ${district} and g.retired_at is null
      and g.community = any(${[...layout.communities]}::text[])`.execute(tx)
  return rows
}

/** Outline of a community: polygons of rings in whole units. Empty when it has none. */
export async function findOutline(tx: Tx, district: number, community: string): Promise<WholePoint[][][]> {
  const { rows } = await sql<{ outline: readonly (readonly Ring[])[] }>`
    select st_asgeojson(outline)::jsonb -> 'coordinates' as outline from division
    where district = ${district} and code = ${community} and retired_at is null`.execute(tx)
  return (rows[0]?.outline ?? []).map((rings) => wholeRings(rings))
}
