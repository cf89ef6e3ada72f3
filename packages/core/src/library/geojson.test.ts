import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { geometryFault, readFeatures, standFor, turned } from './geojson.ts'

const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
]
const feature = (geometry: unknown) => ({ type: 'Feature', properties: {}, geometry })

describe('GeoJSON', () => {
  it('is taken when it is sound', () => {
    expect(geometryFault({ type: 'Point', coordinates: [118.9, 42.2] })).toBeNull()
    expect(geometryFault({ type: 'Polygon', coordinates: [ring] })).toBeNull()
    expect(geometryFault({ type: 'MultiPolygon', coordinates: [[ring]] })).toBeNull()
  })

  it.each([
    ['coordinates', { type: 'Point', coordinates: ['118', 42] }],
    ['coordinates', { type: 'Point', coordinates: [] }],
    ['out-of-range', { type: 'Point', coordinates: [42.2, 118.9] }],
    ['ring-open', { type: 'Polygon', coordinates: [[...ring.slice(0, 4), [0, 0.5]]] }],
    [
      'ring-short',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    ],
    [
      'self-crossing',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1],
            [0, 0],
          ],
        ],
      },
    ],
    ['geometry-type', { type: 'Circle', coordinates: [0, 0] }],
    ['geometry-type', null],
  ] as const)('is refused with the reason: %s', (fault, geometry) => {
    expect(geometryFault(geometry)).toBe(fault)
  })

  it('says of each feature what is wrong with it', () => {
    const value = {
      type: 'FeatureCollection',
      features: [feature(null), { type: 'Fature' }, feature(7), { ...feature(null), properties: [1] }],
    }
    expect(readFeatures(value)?.map(({ fault }) => fault)).toEqual([
      null,
      'not-a-feature',
      'geometry-type',
      'no-properties',
    ])
    expect([readFeatures([]), readFeatures(feature(null)), readFeatures(null)]).toEqual([null, null, null])
  })

  it('turns every corner, and stands for itself by one point', () => {
    const moved = turned({ type: 'Polygon', coordinates: [ring] }, ([x, y]) => [x + 1, y])
    expect(standFor(moved)).toEqual([1.5, 0.5])
  })
})

const SAMPLES = fileURLToPath(new URL('../../../../../shared/data/hostile/bad-geojson/bad/', import.meta.url))
describe.skipIf(!existsSync(SAMPLES))('hostile samples (skipped where the folder is not)', () => {
  it('never pass as a collection of sound features and never throw', () => {
    const passed: string[] = []
    for (const name of existsSync(SAMPLES) ? readdirSync(SAMPLES) : []) {
      if (!name.endsWith('.geojson')) continue
      try {
        const features = readFeatures(JSON.parse(readFileSync(SAMPLES + name, 'utf8')))
        if (features?.every(({ fault }) => fault === null)) passed.push(name)
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError)
      }
    }
    expect(passed).toEqual([])
  })
})
