// Reads the geometries of a Shapefile (.shp, ESRI white paper of 1998) one after the other; heights and measures are left out.
import type { Readable } from 'node:stream'
import { BrokenFile, bytesOf } from './bytes.ts'

type Position = [x: number, y: number]
type Ring = Position[]

/** As it stands in the file, unchecked: `geometryFault` says what is wrong with it. */
export interface Shape {
  readonly type: string
  readonly coordinates: unknown
}

/** Every hole is looked for in every outer ring; a sound outline has a few of either. */
const MOST_PARTS = 5_000

const positionsAt = (data: Buffer, at: number, count: number): Ring =>
  Array.from({ length: count }, (_, index) => [
    data.readDoubleLE(at + index * 16),
    data.readDoubleLE(at + index * 16 + 8),
  ])

/** Lines or rings: a box, how many parts and points, where each part begins, the points. */
function partsOf(data: Buffer): Ring[] {
  const [parts, points] = [data.readInt32LE(36), data.readInt32LE(40)]
  const start = 44 + parts * 4
  if (parts < 0 || parts > MOST_PARTS || points < 0 || start + points * 16 > data.length)
    throw new BrokenFile('parts of a shape')
  const begins = Array.from({ length: parts }, (_, index) => data.readInt32LE(44 + index * 4))
  return begins.map((begin, index) => {
    const end = begins[index + 1] ?? points
    if (begin < 0 || end < begin || end > points) throw new BrokenFile('parts of a shape')
    return positionsAt(data, start + begin * 16, end - begin)
  })
}

/** Twice the area; outer rings of a Shapefile go clockwise and have a negative one. */
const areaOf = (ring: Ring): number =>
  ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)

const holds = (ring: Ring, [x, y]: Position): boolean =>
  ring.reduce((inside, [ax, ay], index) => {
    const [bx, by] = ring.at(index - 1) ?? [ax, ay]
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside
  }, false)

/** Outer rings, each with the holes that lie in it. Files whose rings all turn the wrong way have outer rings only. */
function polygonsOf(rings: Ring[]): Ring[][] {
  const outer = rings.filter((ring) => areaOf(ring) < 0).map((ring) => [ring])
  if (outer.length === 0) return rings.map((ring) => [ring])
  for (const hole of rings.filter((ring) => areaOf(ring) >= 0)) {
    const [corner] = hole
    const around = corner && outer.find(([ring]) => ring && holds(ring, corner))
    if (around) around.push(hole)
    else outer.push([hole])
  }
  return outer
}

const oneOrMany = (single: string, many: unknown[]): Shape =>
  many.length === 1 ? { type: single, coordinates: many[0] } : { type: `Multi${single}`, coordinates: many }

function shapeOf(data: Buffer): Shape | null {
  // 1, 3, 5, 8 are plain, plus 10 with heights, plus 20 with measures.
  switch (data.readInt32LE(0) % 10) {
    case 0:
      return null
    case 1:
      return { type: 'Point', coordinates: [data.readDoubleLE(4), data.readDoubleLE(12)] }
    case 3:
      return oneOrMany('LineString', partsOf(data))
    case 5:
      return oneOrMany('Polygon', polygonsOf(partsOf(data)))
    case 8: {
      const points = data.readInt32LE(36)
      if (points < 0 || 40 + points * 16 > data.length) throw new BrokenFile('points of a shape')
      return oneOrMany('Point', positionsAt(data, 40, points))
    }
    default:
      return { type: 'unknown', coordinates: null }
  }
}

const HEADER = 100
const MAGIC = 9994

/** Each record's geometry; null for one without. Throws `BrokenFile`. */
export async function* readShapes(stream: Readable): AsyncGenerator<Shape | null> {
  const bytes = bytesOf(stream)
  const head = await bytes.take(HEADER)
  if (!head || head.readInt32BE(0) !== MAGIC) throw new BrokenFile('not a .shp')
  for (;;) {
    const record = await bytes.take(8)
    if (!record) return
    const data = await bytes.take(record.readInt32BE(4) * 2)
    if (!data || data.length < 4) throw new BrokenFile('a record without a shape')
    try {
      yield shapeOf(data)
    } catch (cause) {
      if (cause instanceof RangeError) throw new BrokenFile('a shape ends early', { cause })
      throw cause
    }
  }
}
