// Any mixture of changes, lost answers, kills and restarts: what the device holds becomes what the centre has.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Offline } from './call.ts'
import { keysFrom } from './device.vault.ts'
import { openDeviceDb } from './device.db.ts'
import { browserDatabase } from './indexed-db.testing.ts'
import { openReplica } from './replica.ts'
import { createLog, type Loss, type Row } from './replica.testing.ts'

browserDatabase()
const POST = 'P-1'
const { replica: key } = await keysFrom(new Uint8Array(32).fill(3))
let databases = 0

async function openDevice(log: ReturnType<typeof createLog>, database = `replica ${++databases}`) {
  const arrived = new Map<string, number>()
  const open = async () => {
    const db = await openDeviceDb(database)
    const replica = await openReplica({
      db,
      key,
      post: POST,
      fetch: log.fetch,
      now: () => 1_800_000_000_000,
      arrived: async (versions) => versions.forEach((version, id) => arrived.set(id, version)),
      changed: () => undefined,
    })
    return { db, replica, cases: replica.collection<Row>('cases') }
  }
  return { open, arrived }
}

type Step =
  | { readonly do: 'put' | 'remove'; readonly id: string }
  | { readonly do: 'restart'; readonly ids: readonly string[] }
  | { readonly do: 'sync'; readonly loss: Loss }
  | { readonly do: 'kill' }

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('put' as const, 'remove' as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), ids: fc.array(id) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sync' as const),
      loss: fc.constantFrom<Loss[]>(false, 'before', 'after'),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'kill' as const }) },
)

const sorted = (rows: Iterable<Row>) => [...rows].toSorted((a, b) => (a.id < b.id ? -1 : 1))

async function live(steps: readonly Step[]) {
  const log = createLog(POST)
  const device = await openDevice(log)
  let opened = await device.open()
  for (const one of steps) {
    switch (one.do) {
      case 'put':
        log.put(one.id)
        break
      case 'remove':
        log.remove(one.id)
        break
      case 'restart':
        log.restart(...one.ids)
        break
      case 'sync':
        log.lose(one.loss)
        await opened.replica.sync().catch((error: unknown) => expect(error).toBeInstanceOf(Offline))
        break
      case 'kill': {
        // Between two pages, or in the middle of writing one.
        opened.replica.sync().catch(() => undefined)
        await new Promise((resolve) => setTimeout(resolve, 1))
        opened.db.close()
        opened = await device.open()
      }
    }
  }
  log.lose(false)
  await opened.replica.sync()
  const shown = sorted(await opened.cases.ready())
  opened.db.close()
  const again = await device.open()
  const kept = sorted(await again.cases.ready())
  again.db.close()
  return { expected: sorted(log.rows.values()), shown, kept }
}

test('whatever happens on the way, the device ends with what the centre has, on the screen and on the disk', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { expected, shown, kept } = await live(steps)
      expect(shown).toEqual(expected)
      expect(kept).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})

test('what arrived is told by stream and version, so that what was sent counts as decided', async () => {
  const log = createLog(POST)
  log.put('a')
  log.put('a')
  const device = await openDevice(log)
  const { replica, db } = await device.open()
  expect(replica.completeAt()).toBeNull()
  expect(await replica.sync()).toBe('done')
  expect(device.arrived).toEqual(new Map([['a', 2]]))
  expect(replica.completeAt()).toBe(1_800_000_000_000)
  db.close()
})

test('a post that ended is forgotten, and so is what was kept for a time only', async () => {
  const log = createLog(POST)
  log.put('old', { keptUntil: 1_799_999_999_999 })
  log.put('new', { keptUntil: 1_900_000_000_000 })
  const device = await openDevice(log)
  const { replica, cases, db } = await device.open()
  await replica.sync()
  expect((await cases.ready()).map((row) => row.id)).toEqual(['new'])
  log.end()
  expect(await replica.sync()).toBe('ended')
  expect(cases.rows()).toEqual([])
  expect(await db.count('row')).toBe(0)
  db.close()
})

test('what lies on the disk cannot be read with another key, nor at another place', async () => {
  const log = createLog(POST)
  log.put('a')
  const device = await openDevice(log, 'replica sealed')
  const { replica, db } = await device.open()
  await replica.sync()
  const row = await db.get('row', [POST, 'cases', 'a'])
  expect(row && new TextDecoder().decode(row.sealed.data)).not.toContain('version')
  if (row) await db.put('row', { ...row, id: 'b' })
  db.close()
  const moved = await device.open()
  await expect(moved.cases.ready()).rejects.toThrow()
  moved.db.close()
})
