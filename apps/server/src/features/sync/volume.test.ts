// What a grid's data weigh on the line, and how long that takes on the slowest one that is promised. Computed from bytes.
import { gzipSync } from 'node:zlib'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import { DAY, HOUR } from '@gezhi/core/kernel/calendar'
import type { Delta } from '@gezhi/core/sync/sync.api'
import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack } from '../districts/index.ts'
import { libraryFeature } from '../library/index.ts'
import { COMMUNITY, load, member, row } from '../library/library.testing.ts'
import { syncFeature } from './index.ts'

/** Slow 3G as browsers imitate it. */
const BITS_PER_SECOND = 400_000
const ROUND_TRIP_SECONDS = 0.4
/** Before the first byte: TCP and TLS 1.3. */
const HANDSHAKES = 2
/** Rules, catalogue, organisations and grids of the whole district at most (`districts/held.test.ts`). */
const LISTS_BYTES = 60_000

/** A grid has 5,000 records; a fifth of them is measured: 20 buildings with 48 flats each, 20 shops. */
const [RECORDS, PART] = [5000, 1000]
const SHARE = 20
const BUILDINGS = Array.from({ length: SHARE }, (_, n) =>
  row({
    code: `${COMMUNITY}${String(n + 1).padStart(5, '0')}`,
    name: `阳光小区${n + 1}号楼`,
    address: `钢铁西街${n * 2 + 1}号阳光小区${n + 1}号楼`,
    initials: `ygxq${n + 1}hl`,
    place: { type: 'Point', coordinates: [118.9 + n / 12_345, 42.2 + n / 23_456] },
    fields: { use: 'RESIDENTIAL', floorsAbove: 6, units: 2, households: 48 },
    layout: { units: 2, floors: 6, perFloor: 4 },
  }),
)
const SHOPS = Array.from({ length: SHARE }, (_, n) =>
  row({
    code: `92150402MA0N${String(n * 7919).padStart(6, '0')}`,
    name: `红山区好味道餐馆${n + 1}店`,
    address: `钢铁西街${n * 2 + 2}号`,
    initials: `hsqhwdcg${n + 1}d`,
    fields: { type: 'SELF_EMPLOYED', industry: '6210', gasUse: n % 2 === 0 },
  }),
)

const server = testApp(
  async (deps) => {
    const district = await districtsFeature(deps)
    const library = libraryFeature({ ...deps, ...district, pack: null })
    const sync = syncFeature({
      ...deps,
      secret: 'a secret of this test that is long enough',
      homeDistrict: () => DISTRICT,
      personName: (_district, person) => person,
      personsNamed: () => [],
      dutiesOf: () => [],
      sessions: { hashOf: async () => Buffer.from('session'), end: async () => undefined },
      audit: async () => undefined,
      doors: library.doors ?? {},
      collections: library.collections ?? [],
      postsOf: async () => [member],
    })
    return [district.feature, library, sync]
  },
  {
    async seed(deps) {
      const { folder, remove } = await writePack(smallPack())
      await importPack(deps.db, folder, MONDAY)
      await remove()
      await load(deps, 'BUILDING', BUILDINGS)
      await load(deps, 'UNIT', SHOPS, { source: 'MARKET' })
    },
  },
)

interface Page {
  readonly cursor: string
  readonly more: boolean
  readonly collections: Readonly<Record<string, Delta>>
}

let cursor: string | undefined
/** Everything since the last time: requests, rows, most rows of one request, and bytes as they go over the line. */
async function fetched() {
  const all = { requests: 0, rows: 0, most: 0, bytes: 0 }
  for (let more = true; more;) {
    const query = new URLSearchParams({ post: member.post, ...(cursor === undefined ? {} : { cursor }) })
    const answer = await server.as(member).inject(`/api/sync?${query.toString()}`)
    expect(answer.statusCode, answer.body).toBe(200)
    const page = answer.json<Page>()
    all.requests++
    all.bytes += gzipSync(answer.rawPayload).length
    const rows = Object.values(page.collections).reduce((sum, { rows: own }) => sum + own.length, 0)
    all.rows += rows
    all.most = Math.max(all.most, rows)
    ;({ cursor, more } = page)
  }
  return all
}
const secondsFor = ({ requests, bytes }: { readonly requests: number; readonly bytes: number }): number =>
  (HANDSHAKES + requests) * ROUND_TRIP_SECONDS + (bytes * 8) / BITS_PER_SECOND

test('a new tablet holds a grid of 5,000 records within ten seconds of slow 3G', async () => {
  server.clock.set(MONDAY + HOUR)
  const { rows, most, bytes } = await fetched()
  expect(rows).toBe(PART)
  const whole = { requests: Math.ceil(RECORDS / most), bytes: (bytes * RECORDS) / PART + LISTS_BYTES }
  expect(secondsFor(whole)).toBeLessThanOrEqual(10)
})

test('on a day without anything new one short answer comes', async () => {
  const none = await fetched()
  expect(none).toMatchObject({ requests: 1, rows: 0 })
  expect(none.bytes).toBeLessThan(1000)
})

test('a day on which a tenth of the records changed is at most 50 KB', async () => {
  const asOf = MONDAY + DAY
  server.clock.set(asOf)
  const shops = SHOPS.map((shop) => ({ ...shop, fields: { ...shop.fields, industry: '6220' } }))
  await load(server.deps, 'UNIT', shops, { source: 'MARKET', asOf })
  const buildings = BUILDINGS.map((one) => ({ ...one, address: `${one.address}（东门）` }))
  await load(server.deps, 'BUILDING', buildings, { asOf })
  server.clock.set(asOf + HOUR)
  const day = await fetched()
  expect(day.rows).toBe(2 * SHARE)
  expect((day.bytes / day.rows) * (RECORDS / 10)).toBeLessThanOrEqual(50_000)
})
