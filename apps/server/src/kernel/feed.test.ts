import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { clerk, depsOn, DISTRICT, silent, testKernel } from '../testing/kernel.testing.ts'
import { createFeed, type Feed } from './feed.ts'
import { createMetrics } from './metrics.ts'
import type { StoredFact } from './stream-kind.ts'

const kernel = testKernel()
const { send } = kernel
const started: Feed[] = []
afterEach(async () => {
  for (const feed of started.splice(0)) await feed.stop()
})

const newFeed = () => {
  const feed = createFeed({ db: kernel.deps.db, log: silent, metrics: createMetrics({ ofProcess: false }) })
  started.push(feed)
  return feed
}
const create = (district = DISTRICT) =>
  send(randomUUID(), { type: 'create' }, randomUUID(), { ...clerk, district })
const creations = (count: number) => Promise.all(Array.from({ length: count }, () => create()))
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('a live reader gets everything from now on, in order and without gaps, from two writing processes', async () => {
  await creations(3)
  const seen: StoredFact[] = []
  const feed = newFeed()
  feed.on('test', (facts) => void seen.push(...facts), { durable: false })
  await feed.start({ durable: false })
  const other = await depsOn(kernel.database.open, kernel.clock)
  await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      send(randomUUID(), { type: 'create' }, randomUUID(), clerk, index % 2 ? other : kernel.deps),
    ),
  )
  await vi.waitFor(() => expect(seen).toHaveLength(200), { timeout: 5000 })
  expect(seen.map(({ seq }) => seq)).toEqual(upTo(203).slice(3))
  expect(seen[0]).toMatchObject({ district: DISTRICT, kind: 'counter', type: 'counter.created', version: 1 })
})

test('a reader that wakes is quicker than the tick', async () => {
  const feed = newFeed()
  const arrived = Promise.withResolvers<number>()
  feed.on('test', () => arrived.resolve(performance.now()), { durable: false })
  await feed.start({ durable: false })
  await create()
  const committed = performance.now()
  feed.wake()
  expect((await arrived.promise) - committed).toBeLessThan(200)
})

test('a live reader that fails does not keep facts from the others', async () => {
  const seen: number[] = []
  const feed = newFeed()
  feed.on('broken', () => Promise.reject(new Error('broken reader')), { durable: false })
  feed.on('whole', (facts) => void seen.push(...facts.map(({ seq }) => seq)), { durable: false })
  await feed.start({ durable: false })
  await creations(2)
  await vi.waitFor(() => expect(seen).toEqual([1, 2]), { timeout: 5000 })
})

test('a browser that comes back gets what it missed, from memory or from the log', async () => {
  const feed = newFeed()
  await creations(5)
  expect((await feed.after(DISTRICT, 2)).map(({ seq }) => seq)).toEqual([3, 4, 5])
  await feed.start({ durable: false })
  await creations(5)
  await vi.waitFor(() => expect(feed.position(DISTRICT)).toBe(10), { timeout: 5000 })
  expect((await feed.after(DISTRICT, 2)).map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
  expect((await feed.after(DISTRICT, 7, 2)).map(({ seq }) => seq)).toEqual([8, 9])
  expect(await feed.after(DISTRICT, 10)).toEqual([])
})

describe('a durable reader', () => {
  const reader = (name: string) => {
    const seen: number[] = []
    const feed = newFeed()
    feed.on(name, (facts) => void seen.push(...facts.map(({ seq }) => seq)), { durable: true })
    return { feed, seen }
  }

  test('begins at the first fact and goes on after a restart where it stopped', async () => {
    await creations(3)
    const first = reader('notices')
    await first.feed.start({ durable: true })
    await vi.waitFor(() => expect(first.seen).toEqual([1, 2, 3]), { timeout: 5000 })
    await first.feed.stop()
    await creations(3)
    const second = reader('notices')
    await second.feed.start({ durable: true })
    await vi.waitFor(() => expect(second.seen).toEqual([4, 5, 6]), { timeout: 5000 })
  })

  test('sees facts again until it succeeds, and holds no other reader back', async () => {
    let failures = 2
    const [seen, others]: [number[], number[]] = [[], []]
    const feed = newFeed()
    feed.on(
      'slow starter',
      (facts) => {
        if (failures-- > 0) throw new Error('not yet')
        seen.push(...facts.map(({ seq }) => seq))
      },
      { durable: true },
    )
    feed.on('other', (facts) => void others.push(...facts.map(({ seq }) => seq)), { durable: true })
    await feed.start({ durable: true })
    await creations(2)
    await vi.waitFor(() => expect(others).toEqual([1, 2]), { timeout: 5000 })
    await vi.waitFor(() => expect(seen).toEqual([1, 2]), { timeout: 5000 })
  })

  test('runs in one process at a time, and another takes over when that one stops', async () => {
    const [first, second] = [reader('notices'), reader('notices')]
    await first.feed.start({ durable: true })
    await creations(2)
    await vi.waitFor(() => expect(first.seen).toEqual([1, 2]), { timeout: 5000 })
    await second.feed.start({ durable: true })
    await creations(2)
    await vi.waitFor(() => expect(first.seen).toEqual([1, 2, 3, 4]), { timeout: 5000 })
    expect(second.seen).toEqual([])
    await first.feed.stop()
    await creations(1)
    await vi.waitFor(() => expect(second.seen).toEqual([5]), { timeout: 5000 })
  })

  test('keeps a position in every district', async () => {
    const { feed, seen } = reader('notices')
    await Promise.all([create(1), create(2), create(2)])
    await feed.start({ durable: true })
    await vi.waitFor(() => expect(seen.sort((a, b) => a - b)).toEqual([1, 1, 2]), { timeout: 5000 })
    await vi.waitFor(
      async () => {
        const { rows } = await sql`select district, seq from feed_cursor order by district`.execute(
          kernel.deps.db,
        )
        expect(rows).toEqual([
          { district: 1, seq: 1 },
          { district: 2, seq: 2 },
        ])
      },
      { timeout: 5000 },
    )
  })
})
