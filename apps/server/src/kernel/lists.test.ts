import { randomUUID } from 'node:crypto'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { counterKind, createCounterTable } from '../testing/counter.testing.ts'
import { clerk, depsOn, DISTRICT, testClock } from '../testing/parts.testing.ts'
import { POSTGRES_PROGRAMS, startPostgres, startReplica, type Postgres } from '../testing/postgres.testing.ts'
import { openDatabase, type Db, type OpenDatabase } from './database.ts'
import type { Deps } from './deps.ts'
import type { Feature } from './feature.ts'
import { migrate } from './migrations.store.ts'
import { run } from './run.ts'
import { createServer } from './server.ts'

const needs = POSTGRES_PROGRAMS === null ? ' (skipped: needs the programs of PostgreSQL)' : ''

describe.skipIf(POSTGRES_PROGRAMS === null)(`lists with a replica${needs}`, () => {
  let primary: Postgres
  let replica: Postgres
  let database: OpenDatabase
  let deps: Deps

  beforeAll(async () => {
    primary = await startPostgres()
    const first = await openDatabase({ databaseUrl: primary.url, home: '' })
    await migrate(first.db)
    await createCounterTable(first.db)
    await sql`grant select on test_counter to gezhi_read`.execute(first.db)
    await first.close()
    replica = await startReplica(primary)
    database = await openDatabase({ databaseUrl: primary.url, databaseReadUrl: replica.url, home: '' })
    deps = await depsOn(database, testClock())
    await untilReplicaAnswers()
  })
  afterAll(async () => {
    await database.close()
    await Promise.all([primary.stop(), replica.stop()])
  })

  const create = async () => {
    const stream = randomUUID()
    const outcome = await run(deps, counterKind, {
      district: DISTRICT,
      stream,
      commandId: randomUUID(),
      actor: clerk,
      command: { type: 'create' },
    })
    expect(outcome.ok).toBe(true)
    return stream
  }
  interface Seen {
    readonly fromReplica: boolean
    readonly ids: readonly string[]
  }
  const look = (at: Deps = deps): Promise<Seen> =>
    at.lists.readAs(wholeDistrict(DISTRICT), async (tx) => {
      const { rows } = await sql<{ id: string; fromReplica: boolean }>`
        select id, pg_is_in_recovery() as "fromReplica" from test_counter`.execute(tx)
      return { fromReplica: rows[0]?.fromReplica ?? false, ids: rows.map(({ id }) => id) }
    })
  const lookAfter = async (position: number) => deps.lists.during(position, () => look())
  const replicaDb = (): Db => {
    if (!database.replica) throw new Error('opened with a replica')
    return database.replica
  }
  const pause = () => sql`select pg_wal_replay_pause()`.execute(replicaDb())
  const resume = () => sql`select pg_wal_replay_resume()`.execute(replicaDb())
  async function untilReplicaAnswers() {
    await create()
    const answers = async () => expect((await lookAfter(await deps.lists.mark())).fromReplica).toBe(true)
    await vi.waitFor(answers, { timeout: 20_000, interval: 50 })
  }

  test('who has just written reads it again, mostly from the replica', async () => {
    let fromReplica = 0
    for (let round = 0; round < 30; round++) {
      const stream = await create()
      const seen = await lookAfter(await deps.lists.mark())
      expect(seen.ids).toContain(stream)
      if (seen.fromReplica) fromReplica++
    }
    expect(fromReplica).toBeGreaterThan(15)
  })

  test('while replay stands still the author reads from the primary, and others may read what the replica has', async () => {
    const before = await create()
    await lookAfter(await deps.lists.mark())
    await pause()
    const stream = await create()
    const author = await lookAfter(await deps.lists.mark())
    expect(author).toMatchObject({ fromReplica: false })
    expect(author.ids).toContain(stream)
    const other = await look()
    expect(other.fromReplica).toBe(true)
    expect(other.ids).toContain(before)
    expect(other.ids).not.toContain(stream)
    await resume()
    await untilReplicaAnswers()
  })

  test('what a live stream has told is in every list after it', async () => {
    await pause()
    const stream = await create()
    await deps.lists.follow()
    const seen = await look()
    expect([seen.fromReplica, seen.ids.includes(stream)]).toEqual([false, true])
    await resume()
    await untilReplicaAnswers()
  })

  test('a replica that is further behind than allowed is not asked', async () => {
    const impatient = await depsOn(database, testClock(), { readStaleMs: 0 })
    await impatient.lists.mark()
    expect(await look(impatient)).toMatchObject({ fromReplica: false })
  })

  test('the answer to a change carries where it stands; the cookie of it is enough to read it again', async () => {
    const feature: Feature = {
      name: 'counters',
      async routes(app) {
        app.post('/api/counters', async () => ({ id: await create() }))
        app.get('/api/counters', () => look())
      },
    }
    const server = await createServer(deps, [feature])
    await pause()
    const answer = await server.inject({ method: 'POST', url: '/api/counters', payload: {} })
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    expect(cookie).toMatch(/^gezhi-seen=\d+$/)
    const { id } = answer.json<{ id: string }>()
    const read = async (headers: Record<string, string>) =>
      (await server.inject({ url: '/api/counters', headers })).json<Seen>().ids.includes(id)
    expect(await read({ cookie: `a=b; ${cookie}` })).toBe(true)
    expect(await read({ 'gezhi-seen': String(answer.headers['gezhi-seen']) })).toBe(true)
    expect(await read({ 'gezhi-seen': 'x' })).toBe(false)
    await resume()
    await untilReplicaAnswers()
    await server.close()
  })

  test('a replica that dies costs nobody an answer: lists come from the primary, and the metric says so', async () => {
    const stream = await create()
    await lookAfter(await deps.lists.mark())
    await replica.stop()
    for (let round = 0; round < 5; round++)
      expect(await look()).toMatchObject({
        fromReplica: false,
        ids: expect.arrayContaining([stream]) as unknown,
      })
    const metrics = await deps.metrics.registry.metrics()
    expect(metrics).toMatch(/^gezhi_replica_up 0$/m)
    expect(metrics).toMatch(/^gezhi_list_reads_total\{from="primary"\} [1-9]/m)
  })
})
