// The price of keeping one's word: the embedded database writing counters through the whole kernel (decision, facts, hash
// chain, answers), with every commit on the disk before its answer, against the same without fsync, as PGlite has it.
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openEmbeddedDatabase, type OpenDatabase } from '../apps/server/src/kernel/database.ts'
import { run } from '../apps/server/src/kernel/run.ts'
import { checkpoint } from '../apps/server/src/kernel/upkeep.store.ts'
import { counterKind, createCounterTable } from '../apps/server/src/testing/counter.testing.ts'
import { migratedImage } from '../apps/server/src/testing/database.testing.ts'
import { clerk, depsOn, DISTRICT, testClock } from '../apps/server/src/testing/parts.testing.ts'
import type { Bench } from './main.ts'
import type { Round } from './support/report.ts'
import { inRounds, type Measured } from './support/rounds.ts'

/** Writers at the same time: alone every command pays for its own fsync, together they share one. */
const WRITERS: readonly number[] = [1, 32]

async function open(folder: string, durable: boolean): Promise<OpenDatabase> {
  const database = await openEmbeddedDatabase({ folder, durable, image: await migratedImage() })
  await createCounterTable(database.db)
  return database
}

/** Commands acknowledged in a second; throws when one of them is not stored. */
async function write(database: OpenDatabase, writers: number, seconds: number): Promise<Measured> {
  await checkpoint(database.db)
  const deps = await depsOn(database, testClock())
  const acknowledged = new Set<string>()
  const until = performance.now() + seconds * 1000
  const writer = async () => {
    while (performance.now() < until) {
      const stream = randomUUID()
      const issued = { district: DISTRICT, stream, commandId: randomUUID(), actor: clerk }
      const outcome = await run(deps, counterKind, { ...issued, command: { type: 'create' } })
      if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`)
      acknowledged.add(stream)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: writers }, writer))
  const rate = (acknowledged.size * 1000) / (performance.now() - began)
  await deps.commits.drain()
  const { rows } = await sql<{ id: string }>`select id from test_counter`.execute(database.db)
  for (const { id } of rows) acknowledged.delete(id)
  if (acknowledged.size > 0) throw new Error(`${acknowledged.size} were acknowledged and are not stored`)
  return { rate }
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [2, 1] : [6, 3]
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-bench-journal-'))
  try {
    await mkdir(join(folder, 'with'))
    await mkdir(join(folder, 'without'))
    const without = await open(join(folder, 'without', 'database'), false)
    const durable = await open(join(folder, 'with', 'database'), true)
    const results: Round[] = []
    for (const writers of WRITERS) {
      say(`${writers} writers`)
      for (const database of [without, durable]) await write(database, writers, 2)
      const base = () => write(without, writers, seconds)
      const candidate = () => write(durable, writers, seconds)
      for (const round of await inRounds({ rounds, base, candidate, say }))
        results.push({ ...round, more: { writers, ...round.more } })
    }
    await without.close()
    await durable.close()
    return {
      bench: 'journal',
      of: 'commands/s on the embedded database with every commit on the disk / without fsync, 1 and 32 writers',
      goal: 0.7,
      rounds: results,
      setting: { writers: WRITERS.join(', ') },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
