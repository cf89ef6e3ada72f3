// Loads a district's register from its tables.
import type {
  CatalogueItem,
  Grid,
  Limits,
  Organisation,
  PeerGroup,
  UrgencyLimits,
} from '@gezhi/core/districts/district'
import type {
  BaseFeature,
  Building,
  CalendarDay,
  CheckItem,
  DistrictRegister,
  DistrictSettings,
  Division,
  Post,
  Staff,
} from '@gezhi/core/districts/register'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { sql } from 'kysely'
import { readAs, type Db, type Tx } from '../../kernel/database.ts'

/** Everything that is held in memory of a district. Retired posts, staff and organisations are among the others. */
export interface StoredDistrict extends DistrictRegister {
  readonly divisions: readonly Division[]
  /** Retired ones are marked. */
  readonly checks: readonly CheckItem[]
  /** Still named by old cases, in force no more. */
  readonly retired: { readonly grids: readonly Grid[]; readonly catalogue: readonly CatalogueItem[] }
}

/** A mark that changes whenever an import, a redraw or a change of posts changed what is held in memory, by district. */
export async function findMarks(db: Db): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ district: number; mark: string }>`
    select d.district, d.version || '-' || d.layout || '-' || count(p.code) || '-' ||
      to_hex(coalesce(sum(hashtext(p.code || coalesce(p.valid_to::text, ''))), 0)::bigint) as mark
    from district d left join post p on p.district = d.district
    group by d.district, d.version, d.layout order by d.district`.execute(db)
  return new Map(rows.map(({ district, mark }) => [district, mark]))
}

async function getSettings(tx: Tx, district: number): Promise<DistrictSettings> {
  const { rows } = await sql<{ settings: DistrictSettings }>`
    select settings from district where district = ${district}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error(`District ${district} has not been imported`)
  return row.settings
}

interface Retired {
  readonly retired: boolean
}

const split = <T extends object>(rows: readonly (T & Retired)[]) => {
  const [current, gone]: [T[], T[]] = [[], []]
  for (const { retired, ...row } of rows) (retired ? gone : current).push(row as unknown as T)
  return { current, gone }
}

async function findGrids(tx: Tx, district: number) {
  const { rows } = await sql<Grid & Retired>`
    select code, kind, name, community, street, households, population,
      st_asgeojson(polygon)::jsonb as polygon, retired_at is not null as retired
    from grid where district = ${district} order by code`.execute(tx)
  return split<Grid>(rows)
}

async function findItems(tx: Tx, district: number) {
  const { rows } = await sql<{ item: CatalogueItem } & Retired>`
    select item, retired_at is not null as retired
    from catalogue_item where district = ${district} order by code`.execute(tx)
  const { current, gone } = split<{ item: CatalogueItem }>(rows)
  return { current: current.map(({ item }) => item), gone: gone.map(({ item }) => item) }
}

async function findOrganisations(tx: Tx, district: number): Promise<Organisation[]> {
  const { rows } = await sql<
    Organisation & { readonly parent: string | null; readonly peerGroup: PeerGroup | null }
  >`
    select code, kind, name, short_name as "shortName", parent, peer_group as "peerGroup", active
    from organisation where district = ${district} order by code`.execute(tx)
  return rows.map((row) => ({
    ...row,
    parent: row.parent ?? undefined,
    peerGroup: row.peerGroup ?? undefined,
  }))
}

async function findPosts(tx: Tx, district: number): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select code, role, org, person as staff, grids, valid_from as "from", valid_to as "to", delegations,
      street, community
    from post where district = ${district} order by code`.execute(tx)
  return rows
}

/** What limits that an older program imported say nothing of. */
const SINCE_FIRST = { whistleLadder: [], taskforceAfter: null }

async function findLimits(tx: Tx, district: number): Promise<Limits> {
  const { rows } = await sql<{ urgency: string; limits: UrgencyLimits }>`
    select urgency, limits from urgency_limits where district = ${district}`.execute(tx)
  // Gate: the check constraint and the import leave exactly the three classes.
  return Object.fromEntries(
    rows.map(({ urgency, limits }) => [urgency, { ...SINCE_FIRST, ...limits }]),
  ) as unknown as Limits
}

async function findCalendar(tx: Tx, district: number): Promise<CalendarDay[]> {
  const { rows } = await sql<CalendarDay>`
    select day as date, kind, name from calendar_day
    where district = ${district} and retired_at is null order by day`.execute(tx)
  return rows
}

async function findStaff(tx: Tx, district: number): Promise<Staff[]> {
  const { rows } = await sql<Staff>`
    select code, name from staff where district = ${district} order by code`.execute(tx)
  return rows
}

async function findDivisions(tx: Tx, district: number): Promise<Division[]> {
  const { rows } = await sql<Division>`
    select code, level, st_asgeojson(outline)::jsonb -> 'coordinates' as outline
    from division where district = ${district} and retired_at is null order by code`.execute(tx)
  return rows
}

async function findChecks(tx: Tx, district: number): Promise<CheckItem[]> {
  const { rows } = await sql<CheckItem>`
    select code, field, jsonb_build_object('zh', field_zh, 'en', field_en) as "fieldName", zh, en,
      jsonb_build_object('zh', hazard_zh, 'en', hazard_en) as hazard, photo, item,
      retired_at is not null as retired
    from check_item where district = ${district} order by field, code`.execute(tx)
  return rows
}

/** Everything in one snapshot of the database. */
export function getDistrict(db: Db, district: number): Promise<StoredDistrict> {
  return readAs(db, wholeDistrict(district), async (tx) => {
    const [grids, items] = [await findGrids(tx, district), await findItems(tx, district)]
    return {
      settings: await getSettings(tx, district),
      organisations: await findOrganisations(tx, district),
      grids: grids.current,
      catalogue: items.current,
      retired: { grids: grids.gone, catalogue: items.gone },
      posts: await findPosts(tx, district),
      staff: await findStaff(tx, district),
      limits: await findLimits(tx, district),
      calendar: await findCalendar(tx, district),
      divisions: await findDivisions(tx, district),
      checks: await findChecks(tx, district),
    }
  })
}

export interface BaseLayers {
  readonly water: readonly BaseFeature[]
  readonly roads: readonly BaseFeature[]
  readonly buildings: readonly Building[]
}

/** The layers as JSON texts: the thread that cuts tiles parses them, nobody else waits for it. */
export type BaseTexts = Readonly<Record<keyof BaseLayers, string>>

/** Background of the map: large, so it is read when the first tile is asked for. */
export function findBaseTexts(db: Db, district: number): Promise<BaseTexts> {
  return readAs(db, wholeDistrict(district), async (tx) => {
    const { rows } = await sql<{ name: string; features: string }>`
      select name, features::text as features from base_layer
      where district = ${district} and retired_at is null`.execute(tx)
    const layer = (wanted: keyof BaseLayers) => rows.find(({ name }) => name === wanted)?.features ?? '[]'
    return { water: layer('water'), roads: layer('roads'), buildings: layer('buildings') }
  })
}

/** How many buildings the background draws. */
export function countDrawn(db: Db, district: number): Promise<number> {
  return readAs(db, wholeDistrict(district), async (tx) => {
    const { rows } = await sql<{ count: number }>`
      select jsonb_array_length(features) as count from base_layer
      where district = ${district} and name = 'buildings' and retired_at is null`.execute(tx)
    return rows[0]?.count ?? 0
  })
}

/** The roads alone: what a patrol may walk. */
export function findRoads(db: Db, district: number): Promise<readonly BaseFeature[]> {
  return readAs(db, wholeDistrict(district), async (tx) => {
    const { rows } = await sql<{ features: readonly BaseFeature[] }>`
      select features from base_layer
      where district = ${district} and name = 'roads' and retired_at is null`.execute(tx)
    return rows[0]?.features ?? []
  })
}
