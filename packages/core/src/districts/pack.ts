// A district pack as records becomes a checked pack, or the list of everything that is wrong with it.
import { readLimits } from './limits.ts'
import { checkCatalogue, readCatalogue } from './pack.catalogue.ts'
import { valuesOf, type RawTable } from './pack.cells.ts'
import { rootOf, type RawDocument } from './pack.document.ts'
import { packError, type PackError, type Report } from './pack.errors.ts'
import type { RawGeo } from './pack.geo.ts'
import {
  checkChecks,
  readBuildings,
  readChecks,
  readClasses,
  readServices,
  readSystems,
} from './pack.lists.ts'
import { readOrganisations } from './pack.organisations.ts'
import { checkPosts, checkTeams, placePosts, readPosts, readStaff, readTeams } from './pack.people.ts'
import { readBase, readDivisions, readGrids } from './pack.places.ts'
import { readCalendar, readSettings } from './pack.settings.ts'
import type { Pack } from './register.ts'
import { checkTiling } from './tiling.ts'

/** File of each part. */
export const PACK_TABLES = {
  organisations: 'organisations.csv',
  grids: 'grids.csv',
  buildings: 'buildings.csv',
  staff: 'staff.csv',
  posts: 'posts.csv',
  teams: 'teams.csv',
  catalogue: 'catalogue.csv',
  calendar: 'calendar.csv',
  services: 'services.csv',
  systems: 'systems.csv',
  classes: 'classes.csv',
  checklists: 'checklists.csv',
} as const
export const PACK_DOCUMENTS = { district: 'district.yaml', limits: 'limits.yaml' } as const
export const PACK_GEO = {
  divisions: 'divisions.geojson',
  polygons: 'grids.geojson',
  water: 'water.geojson',
  roads: 'roads.geojson',
} as const

/** The files of a pack, split into records. */
export type RawPack = Readonly<Record<keyof typeof PACK_TABLES, RawTable>> &
  Readonly<Record<keyof typeof PACK_DOCUMENTS, RawDocument>> &
  Readonly<Record<keyof typeof PACK_GEO, RawGeo>>

export type PackResult =
  | { readonly ok: true; readonly pack: Pack }
  | { readonly ok: false; readonly errors: readonly PackError[] }

function readParts(raw: RawPack, report: Report) {
  const organisations = readOrganisations(raw.organisations, report)
  return {
    settings: readSettings(rootOf(raw.district, report)),
    limits: readLimits(rootOf(raw.limits, report)),
    organisations,
    divisions: readDivisions(raw.divisions, organisations, report),
    grids: readGrids(raw.grids, raw.polygons, organisations, report),
    staff: readStaff(raw.staff, report),
    posts: readPosts(raw.posts, report),
    teams: readTeams(raw.teams, report),
    catalogue: readCatalogue(raw.catalogue, report),
    calendar: readCalendar(raw.calendar, report),
    services: readServices(raw.services, report),
    systems: readSystems(raw.systems, report),
    classes: readClasses(raw.classes, report),
    checks: readChecks(raw.checklists, report),
    buildings: readBuildings(raw.buildings, report),
    water: readBase(raw.water, report),
    roads: readBase(raw.roads, report),
  }
}

type Parts = ReturnType<typeof readParts>

function checkAcross(raw: RawPack, parts: Parts, report: Report): void {
  const { settings, organisations } = parts
  for (const { row, value } of organisations.rows)
    if (settings && !value.code.startsWith(String(settings.code)))
      report({ file: organisations.file, row, column: 'code' }, 'pack/wrong-parent', {
        value: value.code,
        parent: settings.code,
      })
  checkPosts(parts.posts, parts, report)
  checkTeams(parts.teams, parts, report)
  checkCatalogue(parts.catalogue, organisations, report)
  checkChecks(parts.checks, parts.catalogue, report)
  checkTiling(parts.grids, parts.divisions, raw.polygons.file, report)
}

const byPlace = (a: PackError, b: PackError) => a.file.localeCompare(b.file) || (a.row ?? 0) - (b.row ?? 0)

/**
 * Reads and checks a whole pack (domain specification §3.2, §4.1): cells, codes, references between files, people
 * of grids, topology. Collects every error; a pack with one error is no pack.
 */
export function readPack(raw: RawPack): PackResult {
  const errors: PackError[] = []
  const report: Report = (place, code, values) => void errors.push(packError(place, code, values))
  const parts = readParts(raw, report)
  checkAcross(raw, parts, report)
  const { settings, limits } = parts
  if (errors.length > 0 || !settings || !limits) return { ok: false, errors: errors.sort(byPlace) }
  const organisations = valuesOf(parts.organisations)
  return {
    ok: true,
    pack: {
      settings,
      limits,
      organisations,
      posts: placePosts(valuesOf(parts.posts), organisations),
      divisions: valuesOf(parts.divisions),
      grids: valuesOf(parts.grids),
      staff: valuesOf(parts.staff),
      teams: valuesOf(parts.teams),
      catalogue: valuesOf(parts.catalogue),
      calendar: valuesOf(parts.calendar),
      services: valuesOf(parts.services),
      systems: valuesOf(parts.systems),
      classes: valuesOf(parts.classes),
      checks: valuesOf(parts.checks),
      buildings: valuesOf(parts.buildings),
      water: parts.water,
      roads: parts.roads,
    },
  }
}
