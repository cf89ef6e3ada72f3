/** Codes, names and sizes of all 601 grids; outlines of communities and streets. */
import type { Division } from './divisions.ts'
import { placesIn, type Place } from './exclusive.ts'
import { undirected } from './mesh.ts'
import { toLonLat, type Point } from './plane.ts'
import { chanceOf } from './random.ts'
import type { BasicGrid, Territory } from './territory.ts'

export interface GridRow {
  readonly code: string
  readonly kind: 'BASIC' | 'EXCLUSIVE'
  readonly name: string
  readonly community: Division
  readonly households: number
  readonly population: number
  readonly ring: readonly Point[]
  readonly centre: Point
  readonly place?: Place
  readonly basic?: BasicGrid
}

/** Rows from north to south, each from west to east (domain specification §4.1). */
function inReadingOrder<T extends { readonly centre: Point }>(list: readonly T[]): T[] {
  const byNorth = [...list].sort((a, b) => b.centre[1] - a.centre[1])
  const width = Math.ceil(Math.sqrt(list.length))
  return Array.from({ length: Math.ceil(list.length / width) }, (_, row) =>
    byNorth.slice(row * width, (row + 1) * width).sort((a, b) => a.centre[0] - b.centre[0]),
  ).flat()
}

const three = (number: number) => String(number).padStart(3, '0')
const NUMERALS = ['一', '二', '三', '四', '五', '六']

function basicRows(grids: readonly BasicGrid[]): GridRow[] {
  const chance = chanceOf('households')
  return inReadingOrder(grids).map((basic, index) => {
    const { community, ring, centre } = basic
    const households = chance.whole(305, 495)
    return {
      code: `${community.code}1${three(index + 1)}`,
      kind: 'BASIC',
      name: `${community.shortName}第${NUMERALS[index] ?? index + 1}网格`,
      community,
      households,
      population: Math.round(households * chance.between(2.2, 2.75)),
      ring,
      centre,
      basic,
    }
  })
}

/** Nobody lives in an exclusive grid; its people are counted where they live. */
function exclusiveRows(places: readonly Place[]): GridRow[] {
  return inReadingOrder(places).map((place, index) => ({
    code: `${place.community.code}2${three(index + 1)}`,
    kind: 'EXCLUSIVE',
    name: `${place.name}专属网格`,
    community: place.community,
    households: 0,
    population: 0,
    ring: place.ring,
    centre: place.centre,
    place,
  }))
}

const byCommunity = <T extends { readonly community: Division }>(list: readonly T[]) => [
  ...Map.groupBy(list, ({ community }) => community.code).values(),
]

/** All grids in the order of their codes. */
export function gridRows({ grids }: Territory): GridRow[] {
  const rows = [
    ...byCommunity(grids).flatMap((own) => basicRows(own)),
    ...byCommunity(placesIn(grids)).flatMap((own) => exclusiveRows(own)),
  ]
  return rows.sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Ring of longitudes and latitudes as files carry it: counter-clockwise, first point repeated at the end. */
export const closed = (ring: readonly Point[]): Point[] => [...ring, ...ring.slice(0, 1)].map(toLonLat)

/** The common outline of several grids: their edges without those that two of them share. */
export function unionOf(rings: readonly (readonly Point[])[]): Point[][] {
  const numbers = new Map<string, number>()
  const points: Point[] = []
  const numberOf = (point: Point) => {
    const key = toLonLat(point).join()
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, points.push(point) - 1)
    return points.length - 1
  }
  const edges = new Map<string, readonly [number, number]>()
  for (const ring of rings.map((one) => one.map(numberOf)))
    ring.forEach((from, index) => {
      const to = ring[(index + 1) % ring.length] ?? from
      const key = undirected(from, to)
      if (!edges.delete(key)) edges.set(key, [from, to])
    })
  return chain(new Map(edges.values())).map((ring) =>
    ring.flatMap((number) => {
      const point = points[number]
      return point ? [point] : []
    }),
  )
}

function chain(next: Map<number, number>): number[][] {
  const rings: number[][] = []
  for (let [start] = next.keys(); start !== undefined; [start] = next.keys()) {
    const ring: number[] = []
    for (let at: number | undefined = start; at !== undefined && next.has(at);) {
      ring.push(at)
      const to: number | undefined = next.get(at)
      next.delete(at)
      at = to
    }
    rings.push(ring)
  }
  return rings
}
