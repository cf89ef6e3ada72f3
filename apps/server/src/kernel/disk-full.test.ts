import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { counterKind, createCounterTable } from '../testing/counter.testing.ts'
import { migratedImage } from '../testing/database.testing.ts'
import { openDatabase, openEmbeddedDatabase } from './database.ts'
import { anyKind } from './stream-kind.ts'
import { verify } from './verify.ts'

const WRITER = fileURLToPath(new URL('../testing/stubborn.testing.ts', import.meta.url))
const FULL = fileURLToPath(new URL('../testing/disk-full.testing.ts', import.meta.url))
let home: string
let child: ChildProcess | null = null

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gezhi-full-'))
  const open = await openEmbeddedDatabase({ folder: join(home, 'database'), image: await migratedImage() })
  await createCounterTable(open.db)
  await open.close()
}, 60_000)
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(home, { recursive: true, force: true })
})

/** Lines until `count` of them begin with `word`. */
async function until(lines: Interface, said: string[], word: string, count: number): Promise<void> {
  for (let seen = 0; seen < count;) {
    const [line] = (await once(lines, 'line')) as [string]
    said.push(line)
    if (line.startsWith(word)) seen++
  }
}

test('a full disk refuses what comes and loses nothing; with room again the same process goes on', async () => {
  const full = join(home, 'full')
  const writer = spawn(process.execPath, ['--import', FULL, WRITER, home], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DISK_FOLDER: join(home, 'database'), DISK_FULL: full },
  })
  child = writer
  const ended = once(writer, 'exit')
  const lines = createInterface({ input: writer.stdout })
  const said: string[] = []
  await until(lines, said, 'stored', 30)
  await writeFile(full, '')
  await until(lines, said, 'busy', 5)
  expect(new Set(said.filter((line) => line.startsWith('busy')))).toEqual(new Set(['busy server/busy']))
  await rm(full)
  await until(lines, said, 'stored', 30)
  writer.kill('SIGKILL')
  await ended

  const open = await openDatabase({ databaseUrl: null, home })
  const { rows } = await sql<{ id: string }>`select id from test_counter`.execute(open.db)
  const stored = new Set(rows.map(({ id }) => id))
  const acknowledged = said.flatMap((line) => (line.startsWith('stored ') ? [line.slice(7)] : []))
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
  expect(await verify(open.db, [anyKind(counterKind)])).toMatchObject({ facts: stored.size, finding: null })
  await open.close()
}, 180_000)
