import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { geometryFault } from '@gezhi/core/library/geojson'
import { distanceM, type LonLat } from '@gezhi/core/kernel/geo'
import { describe, expect, it } from 'vitest'
import { createInitials, toLibraryDatum } from './surroundings.ts'

describe('the datum of a file', () => {
  it('is turned into that of the library by the vectors of domain specification §6.3', () => {
    const place: LonLat = [118.961, 42.257]
    expect(distanceM(toLibraryDatum('GCJ02')([118.967277, 42.259008]), place)).toBeLessThan(0.5)
    expect(distanceM(toLibraryDatum('BD09')([118.973893, 42.264733]), place)).toBeLessThan(1)
    expect(toLibraryDatum('WGS84')(place)).toEqual(place)
  })

  const FOLDER = fileURLToPath(new URL('../../../../../../shared/data/boundaries/', import.meta.url))
  it.skipIf(!existsSync(FOLDER))(
    'of a real outline is met to a metre (skipped where the folder is not)',
    () => {
      const cornersOf = (name: string): LonLat[] => {
        const { features } = JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as {
          features: { geometry: { type: string; coordinates: unknown[] } }[]
        }
        for (const { geometry } of features) expect(geometryFault(geometry)).not.toBe('coordinates')
        const numbers = features.flatMap(({ geometry }) => geometry.coordinates.flat(5) as number[])
        return numbers.flatMap((lon, index) =>
          index % 2 === 0 ? [[lon, numbers[index + 1] ?? NaN] as const] : [],
        )
      }
      const [amap, twin] = [
        cornersOf('150402_amap_hires_gcj02.geojson'),
        cornersOf('150402_amap_hires_wgs84.geojson'),
      ]
      expect(amap.length).toBe(twin.length)
      const turn = toLibraryDatum('GCJ02')
      const errors = amap.map((corner, index) => distanceM(turn(corner), twin[index] ?? corner))
      expect(amap.length).toBeGreaterThan(100)
      expect(Math.max(...errors)).toBeLessThan(1)
    },
  )
})

it('initials are those of the pinyin, digits and Latin letters stay', () => {
  const initials = createInitials()
  expect([initials('阳光小区3号楼B座'), initials('Wanda 广场')]).toEqual(['ygxq3hlbz', 'wandagc'])
})
