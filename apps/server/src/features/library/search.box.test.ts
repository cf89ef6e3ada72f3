import type { RecordSummary } from '@gezhi/core/library/library.api'
import { beforeAll, expect, it } from 'vitest'
import { COMMUNITY, libraryServer, load, officer, row } from './library.testing.ts'

/** More than the candidates of one word; a town has as many buildings of 花园. */
const ELSEWHERE = 1100
const server = libraryServer()

beforeAll(async () => {
  const estate = (serial: number, lon: number) =>
    row({
      code: `${COMMUNITY}${String(serial).padStart(5, '0')}`,
      name: `锦光花园${serial}号楼`,
      place: { type: 'Point', coordinates: [lon, 42.2] },
      fields: { use: 'RESIDENTIAL', floorsAbove: 6 },
    })
  const far = Array.from({ length: ELSEWHERE }, (_, index) => estate(100 + index, 118.8))
  await load(server.deps, 'BUILDING', [...far, estate(9000, 118.95)], { name: 'a whole town' })
})

const namesIn = async (url: string): Promise<readonly string[]> =>
  (await server.as(officer).inject(url)).json<{ records: RecordSummary[] }>().records.map(({ name }) => name)

it.each(['/api/library/search?', '/api/library/registers/BUILDING/records?'])(
  'what lies in a piece of the map is found there, however common its name is elsewhere: %s',
  async (url) => {
    expect(await namesIn(`${url}text=锦光&bbox=118.94,42.1,118.96,42.3`)).toEqual(['锦光花园9000号楼'])
    expect(await namesIn(`${url}text=锦光&bbox=118.97,42.1,118.98,42.3`)).toEqual([])
  },
)
