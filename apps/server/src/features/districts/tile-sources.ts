// What tiles are cut from: the register and the background as GeoJSON features with numeric ids for MapLibre.
import type { Building } from '@gezhi/core/districts/register'
import type { LonLat, Ring } from '@gezhi/core/kernel/geo'
import type { Feature, Geometry } from 'geojson'
import { labelPoint } from './label-point.ts'
import type { BaseLayers, BaseTexts, StoredDistrict } from './district.store.ts'

const METRES_PER_FLOOR = 3
const METRES_PER_DEGREE = 111_195.08
const RAD = Math.PI / 180

type Properties = Readonly<Record<string, string | number>>

const feature = (id: number, properties: Properties, geometry: unknown): Feature => ({
  type: 'Feature',
  id,
  properties,
  // Gate: core checked the coordinates by type; GeoJSON's own types are not readonly.
  geometry: geometry as Geometry,
})

/** Outlines of streets and communities, and one point for each of their names. */
export function divisionSources({ divisions, organisations }: StoredDistrict) {
  const names = new Map(organisations.map(({ code, shortName }) => [code, shortName]))
  const layers = { streets: [], communities: [], street_labels: [], community_labels: [] } as Record<
    'streets' | 'communities' | 'street_labels' | 'community_labels',
    Feature[]
  >
  for (const { code, level, outline } of divisions) {
    // Codes of digits are whole numbers below 2^53 and stay what they are.
    const id = Number(code)
    const properties = { code, name: names.get(code) ?? code }
    const label = { type: 'Point', coordinates: labelPoint(outline) }
    const area = { type: 'MultiPolygon', coordinates: outline }
    layers[level === 'STREET' ? 'streets' : 'communities'].push(feature(id, properties, area))
    layers[level === 'STREET' ? 'street_labels' : 'community_labels'].push(feature(id, properties, label))
  }
  return layers
}

export const gridSources = ({ grids }: StoredDistrict) => ({
  grids: grids.map(({ code, kind, name, community, street, polygon }) =>
    feature(Number(code), { code, kind, name, community, street }, polygon),
  ),
})

/** The four corners of a building, counter-clockwise. */
function footprint({ lon, lat, widthM, depthM, angleDeg }: Building): Ring {
  const [sin, cos] = [Math.sin(angleDeg * RAD), Math.cos(angleDeg * RAD)]
  const eastDegree = METRES_PER_DEGREE * Math.cos(lat * RAD)
  const corner = (x: number, y: number): LonLat => [
    lon + (x * cos - y * sin) / eastDegree,
    lat + (x * sin + y * cos) / METRES_PER_DEGREE,
  ]
  const [w, d] = [widthM / 2, depthM / 2]
  const first = corner(-w, -d)
  return [first, corner(w, -d), corner(w, d), corner(-w, d), first]
}

/** Gate: the import checked what it wrote into the layers. */
export const parseBase = ({ water, roads, buildings }: BaseTexts): BaseLayers => ({
  water: JSON.parse(water) as BaseLayers['water'],
  roads: JSON.parse(roads) as BaseLayers['roads'],
  buildings: JSON.parse(buildings) as BaseLayers['buildings'],
})

export const baseSources = ({ water, roads, buildings }: BaseLayers) => ({
  water: water.map(({ name, kind, geometry }, index) => feature(index + 1, { name, kind }, geometry)),
  roads: roads.map(({ name, kind, geometry }, index) => feature(index + 1, { name, kind }, geometry)),
  buildings: buildings.map((building, index) =>
    feature(
      index + 1,
      { height: building.floors * METRES_PER_FLOOR },
      { type: 'Polygon', coordinates: [footprint(building)] },
    ),
  ),
})
