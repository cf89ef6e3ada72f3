import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counterKind, createCounterTable } from '../testing/counter.testing.ts'
import { cutDisk, readRecords, seeded, type Recorded } from '../testing/cut-disk.testing.ts'
import { migratedImage } from '../testing/database.testing.ts'
import { openDatabase, openEmbeddedDatabase } from './database.ts'
import { anyKind } from './stream-kind.ts'
import { verify } from './verify.ts'

const WRITER = fileURLToPath(new URL('../testing/crash.testing.ts', import.meta.url))
const RECORDER = fileURLToPath(new URL('../testing/disk-recorder.testing.ts', import.meta.url))
const [CUTS, ACKNOWLEDGED] = [Number(process.env['POWER_CUTS'] ?? 2), 400]
let home: string
let recorded: Recorded

/** Writes under a recorder until enough is acknowledged, checkpoints in between. */
async function record(folder: string, file: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', RECORDER, WRITER, join(home, 'live')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DISK_FOLDER: folder, DISK_RECORD: file },
  })
  const ended = once(child, 'exit')
  let said = 0
  createInterface({ input: child.stdout }).on('line', () => {
    if (++said === ACKNOWLEDGED) child.kill('SIGKILL')
  })
  await ended
  expect(said).toBeGreaterThanOrEqual(ACKNOWLEDGED)
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gezhi-power-'))
  const folder = join(home, 'live', 'database')
  await mkdir(join(home, 'live'))
  const open = await openEmbeddedDatabase({ folder, image: await migratedImage() })
  await createCounterTable(open.db)
  await open.close()
  await cp(folder, join(home, 'before'), { recursive: true })
  await record(folder, join(home, 'record'))
  recorded = readRecords(join(home, 'record'))
}, 120_000)
afterAll(() => rm(home, { recursive: true, force: true }))

/** Ids that were acknowledged before the power went. */
const acknowledgedBefore = (count: number): string[] =>
  recorded.records
    .slice(0, count)
    .flatMap((record) => (record.op === 'said' ? record.text.split('\n').filter((id) => id !== '') : []))

async function survives(seed: number): Promise<void> {
  const chance = seeded(seed)
  const first = recorded.records.findIndex(({ op }) => op === 'said')
  const count = first + 1 + Math.floor(chance() * (recorded.records.length - first))
  const after = join(home, `cut-${seed}`)
  const [before, folder] = [join(home, 'before'), join(home, 'live', 'database')]
  cutDisk(recorded, { before, after: join(after, 'database'), folder, count, chance })
  const open = await openDatabase({ databaseUrl: null, home: after })
  const { rows } = await sql<{ id: string }>`select id from test_counter`.execute(open.db)
  const stored = new Set(rows.map(({ id }) => id))
  const acknowledged = acknowledgedBefore(count)
  expect(acknowledged.length).toBeGreaterThan(0)
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
  expect(await verify(open.db, [anyKind(counterKind)])).toMatchObject({ facts: stored.size, finding: null })
  await open.close()
  await rm(after, { recursive: true, force: true })
}

test.each(Array.from({ length: CUTS }, (_, cut) => 20_311_105 + cut))(
  'the power goes while reports are written (seed %i): nothing acknowledged is missing, the log still fits',
  survives,
  120_000,
)
