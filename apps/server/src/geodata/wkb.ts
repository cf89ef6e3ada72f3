// Well-known binary (OGC 06-103r4), the form of geometries in a GeoPackage: read as it stands, written in little-endian.
import type { Geometry } from '@gezhi/core/library/load'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { BrokenFile } from './bytes.ts'
import type { Shape } from './shapes.ts'

const TYPES = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'] as const
const HAS_HEIGHT = 0x8000_0000
const HAS_MEASURE = 0x4000_0000
const PLAIN = 0x0fff_ffff

class Reader {
  readonly #data: Buffer
  #at = 0
  #little = true

  constructor(data: Buffer) {
    this.#data = data
  }

  #whole(): number {
    const value = this.#little ? this.#data.readUInt32LE(this.#at) : this.#data.readUInt32BE(this.#at)
    this.#at += 4
    return value
  }

  #number(): number {
    const value = this.#little ? this.#data.readDoubleLE(this.#at) : this.#data.readDoubleBE(this.#at)
    this.#at += 8
    return value
  }

  /** As many as are said, each of at least `least` bytes: a count that the bytes cannot hold is a lie. */
  #many<T>(least: number, read: () => T): T[] {
    const count = this.#whole()
    if (count * least > this.#data.length - this.#at) throw new BrokenFile('a geometry ends early')
    return Array.from({ length: count }, read)
  }

  #position(numbers: number): [number, number] {
    const at: [number, number] = [this.#number(), this.#number()]
    this.#at += (numbers - 2) * 8
    return at
  }

  shape(): Shape {
    this.#little = this.#data.readUInt8(this.#at++) === 1
    const code = this.#whole()
    const plain = code & PLAIN
    // Both ways of saying that there are heights and measures: thousands (ISO) and high bits (older programs).
    const more = Math.floor(plain / 1000)
    const height = more === 1 || more === 3 || (code & HAS_HEIGHT) !== 0
    const measure = more === 2 || more === 3 || (code & HAS_MEASURE) !== 0
    const numbers = 2 + (height ? 1 : 0) + (measure ? 1 : 0)
    const type = TYPES[plain % 1000] ?? ''
    const line = () => this.#many(numbers * 8, () => this.#position(numbers))
    switch (type) {
      case 'Point':
        return { type, coordinates: this.#position(numbers) }
      case 'LineString':
        return { type, coordinates: line() }
      case 'Polygon':
        return { type, coordinates: this.#many(4, line) }
      case 'MultiPoint':
      case 'MultiLineString':
      case 'MultiPolygon': {
        const parts = this.#many(5, () => this.shape().coordinates)
        // One of many is one: programs write every outline as a collection of outlines.
        return parts.length === 1
          ? { type: type.slice(5), coordinates: parts[0] }
          : { type, coordinates: parts }
      }
      case '':
        return { type: 'unknown', coordinates: null }
    }
  }
}

/** Throws `BrokenFile`. Types other than the simple ones come as `unknown`. */
export function readWkb(data: Buffer): Shape {
  try {
    return new Reader(data).shape()
  } catch (cause) {
    if (cause instanceof RangeError) throw new BrokenFile('a geometry ends early', { cause })
    throw cause
  }
}

function pieces(type: Geometry['type'], coordinates: unknown): Buffer[] {
  const head = (name: (typeof TYPES)[number]) => {
    const data = Buffer.alloc(5, 1)
    data.writeUInt32LE(TYPES.indexOf(name), 1)
    return data
  }
  const count = (list: readonly unknown[]) => {
    const data = Buffer.alloc(4)
    data.writeUInt32LE(list.length)
    return data
  }
  const position = ([lon, lat]: LonLat) => {
    const data = Buffer.alloc(16)
    data.writeDoubleLE(lon)
    data.writeDoubleLE(lat, 8)
    return data
  }
  const line = (corners: readonly LonLat[]) => [count(corners), ...corners.map(position)]
  const polygon = (rings: readonly (readonly LonLat[])[]) => [
    head('Polygon'),
    count(rings),
    ...rings.flatMap(line),
  ]
  // Gates: the coordinates of a geometry of the registers are those of its type.
  switch (type) {
    case 'LineString':
      return [head(type), ...line(coordinates as LonLat[])]
    case 'Polygon':
      return polygon(coordinates as LonLat[][])
    case 'MultiPolygon': {
      const parts = coordinates as LonLat[][][]
      return [head(type), count(parts), ...parts.flatMap(polygon)]
    }
    case 'Point':
      return [head(type), position(coordinates as LonLat)]
  }
}

export const writeWkb = ({ type, coordinates }: Geometry): Buffer => Buffer.concat(pieces(type, coordinates))
