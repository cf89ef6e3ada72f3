/** All generated files of the pack, by name. The same on every run of the same Node. */
import { buildings } from './buildings.ts'
import { calendarDays } from './calendar.ts'
import { catalogue } from './catalogue.ts'
import { csv, geojson } from './csv.ts'
import { communities, streets, type Division } from './divisions.ts'
import { closed, gridRows, unionOf, type GridRow } from './grids.ts'
import { roads, waters, type Road, type Water } from './lines.ts'
import { libraryFiles } from './library.ts'
import { organisations } from './organisations.ts'
import { people } from './people.ts'
import { toLonLat } from './plane.ts'
import { partyDirectory, teams } from './teams.ts'
import { layOut } from './territory.ts'

const NOTE = 'Synthetic. No real boundary: made by tools/district/generate.ts around the true town centre.'

const gridFeature = ({ code, ring }: GridRow) => ({
  properties: { code },
  geometry: { type: 'Polygon', coordinates: [closed(ring)] },
})

function divisionFeature(division: Division, grids: readonly GridRow[]) {
  const own = grids.filter(({ code, kind }) => kind === 'BASIC' && code.startsWith(division.code))
  const rings = unionOf(own.map(({ ring }) => ring))
  return {
    properties: { code: division.code, level: division.level },
    geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [closed(ring)]) },
  }
}

const waterFeature = ({ name, kind, ring }: Water) => ({
  properties: { name, kind },
  geometry: { type: 'Polygon', coordinates: [closed(ring)] },
})

const roadFeature = ({ name, kind, line }: Road) => ({
  properties: { name, kind },
  geometry: { type: 'LineString', coordinates: line.map(toLonLat) },
})

const gridCells = ({ code, kind, name, community, households, population }: GridRow) => ({
  code,
  kind,
  name,
  community: community.code,
  households,
  population,
})

/** Water, roads and buildings: what stands where. */
function ground(grids: readonly GridRow[], territory: ReturnType<typeof layOut>) {
  const water = waters(
    territory,
    grids.flatMap(({ place }) => place ?? []),
  )
  const road = roads(territory)
  return { water, road, built: buildings(grids, road, water) }
}

function places(
  divisions: readonly Division[],
  grids: readonly GridRow[],
  { water, road, built }: ReturnType<typeof ground>,
) {
  const degrees = (radians: number) => Math.round((radians * 180) / Math.PI)
  return {
    'divisions.geojson': geojson(
      NOTE,
      divisions.map((division) => divisionFeature(division, grids)),
    ),
    'grids.csv': csv(grids.map(gridCells)),
    'grids.geojson': geojson(NOTE, grids.map(gridFeature)),
    'water.geojson': geojson(NOTE, water.map(waterFeature)),
    'roads.geojson': geojson(NOTE, road.map(roadFeature)),
    'buildings.csv': csv(
      built.map(({ at, width, depth, angle, floors }) => {
        const [lon, lat] = toLonLat(at)
        return { lon, lat, width_m: width, depth_m: depth, angle_deg: degrees(angle), floors }
      }),
    ),
  }
}

/** Text of every generated file. `district.yaml`, `limits.yaml`, lists of services, systems and classes are written by hand. */
export function packFiles(): Readonly<Record<string, string>> {
  const list = communities()
  const divisions = [...streets(), ...list]
  const territory = layOut(list)
  const grids = gridRows(territory)
  const stands = ground(grids, territory)
  const serving = teams(grids)
  const orgs = organisations(divisions)
  const { staff, posts } = people(orgs, grids)
  const names = new Map(grids.map(({ code, name }) => [code, name]))
  return {
    ...places(divisions, grids, stands),
    ...libraryFiles({ grids, roads: stands.road, buildings: stands.built, teams: serving }),
    'organisations.csv': csv(orgs.map((row) => ({ ...row, active: true }))),
    'staff.csv': csv(staff.map((row) => ({ ...row }))),
    'posts.csv': csv(posts.map((row) => ({ ...row }))),
    'teams.csv': csv(serving.map((row) => ({ ...row }))),
    'party.csv': csv(partyDirectory(posts, (grid) => names.get(grid) ?? '').map((row) => ({ ...row }))),
    'catalogue.csv': csv(catalogue()),
    'calendar.csv': csv(calendarDays().map((row) => ({ ...row }))),
  }
}
