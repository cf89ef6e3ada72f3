import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { silent, testConfig } from '../../testing/kernel.testing.ts'
import { testApp } from '../../testing/app.testing.ts'
import { baseMapFeature } from './index.ts'
import { addressOf } from './source.ts'

const PICTURE = Buffer.from('89504e470d0a1a0a', 'hex')
const asked: string[] = []
let source: Server
let url = ''
beforeAll(async () => {
  source = createServer((request, response) => {
    asked.push(request.url ?? '')
    const [, z] = (request.url ?? '').split('/')
    if (z === '3') return response.writeHead(404).end()
    if (z === '4') return response.writeHead(200, { 'content-type': 'text/html' }).end('<p>quota used up</p>')
    if (z === '5') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    return response.writeHead(200, { 'content-type': 'image/png' }).end(PICTURE)
  })
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve))
  // Gate: it listens on a port.
  url = `http://127.0.0.1:${(source.address() as AddressInfo).port}/{z}/{x}/{y}?tk=secret`
})
afterAll(() => source.close())

const server = testApp(async () => [
  baseMapFeature({
    config: {
      ...testConfig,
      get baseMap() {
        return { url, name: '天地图影像', attribution: '国家地理信息公共服务平台', maxZoom: 18 }
      },
    },
    log: silent,
  }),
])
const someone = {
  district: 150402,
  post: 'P-1',
  person: 's-1',
  role: 'DISTRICT_OPERATOR',
  org: '150402',
} as const
const tile = (path: string) => server.as(someone).inject(`/api/base-map/${path}`)

test('screens learn whose map it is, and never the address with its key', async () => {
  const answer = await server.as(someone).inject('/api/base-map')
  expect(answer.json()).toEqual({
    baseMap: { name: '天地图影像', attribution: '国家地理信息公共服务平台', maxZoom: 18 },
  })
})

test('a tile is handed on, kept by the browser for a week, and asked for once', async () => {
  const [first, again] = [await tile('12/3401/1529'), await tile('12/3401/1529')]
  for (const answer of [first, again]) {
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png'])
    expect(answer.headers['cache-control']).toContain('max-age=604800')
    expect(answer.rawPayload).toEqual(PICTURE)
  }
  expect(asked.filter((path) => path.startsWith('/12/'))).toEqual(['/12/3401/1529?tk=secret'])
})

test.each([
  ['the source does not have', '3/1/1', 204],
  ['lies beyond the world', '2/9/1', 204],
  ['comes as a page with an excuse', '4/1/1', 502],
  ['leads somewhere else', '5/1/1', 502],
])('a tile that %s is no fault of ours', async (_, path, status) => {
  const answer = await tile(path)
  expect(answer.statusCode).toBe(status)
  if (status === 502) expect(answer.json()).toMatchObject({ code: 'base-map/unreachable' })
})

test('nobody spends the key without a session', async () => {
  expect((await server.inject('/api/base-map/12/1/1')).statusCode).toBe(404)
})

test('addresses of XYZ and WMTS are filled in', () => {
  const wmts = 'https://t{s}.example/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk=k'
  expect(addressOf({ url: wmts }, 12, 9, 2)).toBe(
    'https://t3.example/wmts?TILEMATRIX=12&TILEROW=2&TILECOL=9&tk=k',
  )
})

test('a map in a shifted datum is refused: its streets would lie up to 600 m beside our grids', () => {
  const BASE_MAP_URL = 'https://a.example/{z}/{x}/{y}.png'
  expect(readConfig({ BASE_MAP_URL }).baseMap).toMatchObject({ url: BASE_MAP_URL, maxZoom: 18 })
  for (const BASE_MAP_DATUM of ['GCJ-02', 'BD-09'])
    expect(() => readConfig({ BASE_MAP_URL, BASE_MAP_DATUM })).toThrow('BASE_MAP_DATUM')
  expect(() => readConfig({ BASE_MAP_URL: 'https://a.example/tiles' })).toThrow('{z}')
  expect(readConfig({}).baseMap).toBeNull()
})
