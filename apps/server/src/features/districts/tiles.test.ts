import { gunzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { layersOf } from '../../testing/mvt.testing.ts'
import { createTileCache } from '../../kernel/tile-cache.ts'
import { createCutter } from '../../kernel/tile-cutter.ts'
import { baseSources } from './tile-sources.ts'
import { openTileThread } from './tile-thread.ts'

const [LON, LAT] = [118.93, 42.26]
const n = 2 ** 14
const X = Math.floor(((LON + 180) / 360) * n)
const Y = Math.floor(((1 - Math.asinh(Math.tan((LAT * Math.PI) / 180)) / Math.PI) / 2) * n)

/** Houses within 600 m, each turned and sized by its number. */
const houses = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    lon: LON + ((index * 7919) % 10_007) / 800_000,
    lat: LAT + ((index * 104_729) % 10_009) / 1_000_000,
    widthM: 6 + (index % 31),
    depthM: 5 + (index % 17),
    angleDeg: index % 90,
    floors: 1 + (index % 30),
  }))

test('a tile with too many buildings keeps the largest and stays below 150 kB', async () => {
  const cut = createCutter(baseSources({ water: [], roads: [], buildings: houses(30_000) }))
  const tile = await cut(14, X, Y)
  expect(tile?.length).toBeLessThanOrEqual(150_000)
  const { buildings = [] } = layersOf(gunzipSync(tile ?? Buffer.alloc(0)))
  expect(buildings.length).toBeGreaterThan(1000)
  expect(buildings.length).toBeLessThan(30_000)
  expect(await cut(13, X >> 1, Y >> 1)).toBeNull()
})

test('a thread cuts the same tile as the program itself', async () => {
  const buildings = houses(500)
  const thread = openTileThread(
    { water: '[]', roads: '[]', buildings: JSON.stringify(buildings) },
    () => undefined,
  )
  const cut = createCutter(baseSources({ water: [], roads: [], buildings }))
  for (const [z, x, y] of [
    [14, X, Y],
    [14, 0, 0],
  ] as const)
    expect(await thread.cut(z, x, y)).toEqual(await cut(z, x, y))
  thread.close()
  await expect(thread.cut(14, X, Y)).rejects.toThrow('ended')
})

test('a thread that retires still answers who has asked', async () => {
  const buildings = houses(500)
  const texts = { water: '[]', roads: '[]', buildings: JSON.stringify(buildings) }
  const thread = openTileThread(texts, () => undefined)
  const before = thread.cut(14, X, Y)
  thread.retire()
  const after = thread.cut(15, 2 * X, 2 * Y)
  expect(await before).not.toBeNull()
  expect(await after).toEqual(
    await createCutter(baseSources({ water: [], roads: [], buildings }))(15, 2 * X, 2 * Y),
  )
  thread.close()
})

test('the cache keeps what was asked for last within its bytes, and cuts a tile once for many who ask', async () => {
  const told = vi.fn()
  const cache = createTileCache(3000, told)
  const cut = vi.fn(async () => Buffer.alloc(800))
  await Promise.all(['a', 'a', 'a'].map((key) => cache.get(key, cut)))
  expect(cut).toHaveBeenCalledTimes(1)
  expect(told.mock.calls).toEqual([['cut'], ['kept'], ['kept']])
  await cache.get('b', cut)
  await cache.get('a', cut)
  await cache.get('c', cut)
  await cache.get('d', cut)
  expect(cache.bytes()).toBeLessThanOrEqual(3000)
  expect(cut).toHaveBeenCalledTimes(4)
  await cache.get('a', cut)
  await cache.get('c', cut)
  expect(cut).toHaveBeenCalledTimes(4)
  await cache.get('b', cut)
  expect(cut).toHaveBeenCalledTimes(5)
})

test('a tile that could not be cut is cut again', async () => {
  const cache = createTileCache(3000)
  await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await cache.get('a', async () => null)).toBeNull()
})
