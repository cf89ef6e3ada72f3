import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counterKind } from '../testing/counter.testing.ts'
import { migratedImage } from '../testing/database.testing.ts'
import { openDatabase, openEmbeddedDatabase } from './database.ts'
import { FolderLocked } from './folder-lock.ts'
import { anyKind } from './stream-kind.ts'
import { verify } from './verify.ts'

const WRITER = fileURLToPath(new URL('../testing/crash.testing.ts', import.meta.url))
const KILLS = 2
let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gezhi-crash-'))
  const open = await openEmbeddedDatabase({ folder: join(home, 'database'), image: await migratedImage() })
  await open.close()
})
afterAll(() => rm(home, { recursive: true }))

/** Ids that the process acknowledged before it was killed, at a moment that nobody chose. */
async function acknowledgedUntilKilled(atLeast: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, home], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    if (acknowledged.length === atLeast) setTimeout(() => child.kill('SIGKILL'), Math.random() * 200)
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return acknowledged
}

test(`${KILLS} kills under load lose nothing that was acknowledged, and the log still fits`, async () => {
  const acknowledged: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    acknowledged.push(...(await acknowledgedUntilKilled(200)))
    const open = await openDatabase({ databaseUrl: null, home })
    const { rows } = await sql<{ id: string }>`select id from test_counter`.execute(open.db)
    const stored = new Set(rows.map(({ id }) => id))
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
    expect(await verify(open.db, [anyKind(counterKind)])).toMatchObject({ facts: stored.size, finding: null })
    await open.close()
  }
}, 180_000)

test('the folder of a running process cannot be opened a second time', async () => {
  const open = await openDatabase({ databaseUrl: null, home })
  await expect(openDatabase({ databaseUrl: null, home })).rejects.toThrow(FolderLocked)
  await open.close()
})
