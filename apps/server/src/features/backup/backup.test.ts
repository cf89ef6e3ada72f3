import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counterKind, createCounterTable } from '../../testing/counter.testing.ts'
import { migratedImage } from '../../testing/database.testing.ts'
import { clerk, depsOn, DISTRICT, testClock } from '../../testing/parts.testing.ts'
import { openDatabase, openEmbeddedDatabase } from '../../kernel/database.ts'
import { FolderLocked } from '../../kernel/folder-lock.ts'
import { run } from '../../kernel/run.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { verify } from '../../kernel/verify.ts'
import { DATABASE, MANIFEST, SEAL, sealedFile } from './archive.ts'
import { BackupRefused } from './backup-refused.ts'
import { testArchive, testKeys } from './backup.testing.ts'
import type { Backup } from './backup.ts'
import { copyFiles } from './file-copies.ts'
import { drillRecord, keepRecord } from './drill.ts'
import type { Place } from './restore.ts'

let archive: Awaited<ReturnType<typeof testArchive>>
let photo: string
let first: Backup

/** Two facts in the embedded database, one uploaded file, one backup of them. */
beforeAll(async () => {
  archive = await testArchive()
  await mkdir(archive.home)
  const open = await openEmbeddedDatabase({
    folder: join(archive.home, 'database'),
    image: await migratedImage(),
  })
  await createCounterTable(open.db)
  const deps = await depsOn(open, testClock())
  const stream = randomUUID()
  const send = (command: { type: 'create' } | { type: 'add'; by: number }) =>
    run(deps, counterKind, { district: DISTRICT, stream, commandId: randomUUID(), actor: clerk, command })
  await send({ type: 'create' })
  await send({ type: 'add', by: 7 })
  await open.close()
  photo = await archive.putFile('a photo')
  first = await archive.backUp()
})
afterAll(() => archive.remove())

const place = (part: string) => join(archive.to, first.manifest.name, part)
const fresh = () => join(archive.folder, randomUUID())

/** Changes a file of the archive for one test. */
async function altered(path: string, change: (bytes: Buffer) => Buffer, work: () => Promise<void>) {
  const before = await readFile(path)
  await writeFile(path, change(before))
  try {
    await work()
  } finally {
    await writeFile(path, before)
  }
}

async function verifyCounters({ home }: Place) {
  const open = await openDatabase({ databaseUrl: null, home })
  try {
    const { facts, streams, finding } = await verify(open.db, [anyKind(counterKind)])
    expect(finding).toBeNull()
    return { facts, streams }
  } finally {
    await open.close()
  }
}

test('what was backed up comes back on an empty machine: rows, chain heads, files', async () => {
  const home = fresh()
  const restored = await archive.restore(home, { verify: verifyCounters, expected: first.hash })
  expect(restored).toMatchObject({ facts: 2, streams: 1 })
  expect(restored.manifest.contents.heads).toEqual([expect.objectContaining({ district: DISTRICT, seq: 2 })])
  expect(await readFile(join(home, 'files', photo), 'utf8')).toBe('a photo')
  expect((await readdir(home)).sort()).toEqual(['database', 'files'])
  await expect(archive.restore(home)).rejects.toThrow('is not empty')
})

test('the archive names its contents, and keeps them to itself', async () => {
  const manifest = await readFile(place(MANIFEST), 'utf8')
  expect(JSON.parse(manifest)).toMatchObject({
    method: 'embedded',
    contents: { counts: { 'public.fact': 2 } },
  })
  expect((await readFile(sealedFile(archive.to, photo))).includes('a photo')).toBe(false)
  expect((await stat(place(DATABASE))).mode & 0o077).toBe(0)
  expect(existsSync(join(archive.to, 'keys'))).toBe(false)
})

test('a wrong key is refused before anything is written', async () => {
  const { identities } = await testKeys(archive.folder, 'other')
  const home = fresh()
  await expect(archive.restore(home, { identities })).rejects.toThrow(BackupRefused)
  expect(existsSync(home)).toBe(false)
})

test.each([
  [
    'a database that was cut off',
    DATABASE,
    (bytes: Buffer) => bytes.subarray(0, -1000),
    'cut off or altered',
  ],
  ['a database with one other bit', DATABASE, flipped, 'is altered'],
  ['a seal with one other bit', SEAL, flipped, SEAL],
  ['a manifest that was cut off', MANIFEST, (bytes: Buffer) => bytes.subarray(0, 100), 'it is no JSON'],
  ['a manifest that counts other rows', MANIFEST, otherCount, 'its seal says otherwise'],
])('%s is refused before anything is written', async (_what, name, change, text) => {
  const home = fresh()
  await altered(place(name), change, () => expect(archive.restore(home)).rejects.toThrow(text))
  expect(existsSync(home)).toBe(false)
})

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const at = copy.length - 20
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
function otherCount(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString().replace('"public.fact": 2', '"public.fact": 3'))
}

test('a file that was altered is refused, and so is a manifest that is not the one whose hash was kept', async () => {
  await altered(sealedFile(archive.to, photo), flipped, () =>
    expect(archive.restore(fresh())).rejects.toThrow('is altered'),
  )
  await expect(archive.restore(fresh(), { expected: 'f'.repeat(64) })).rejects.toThrow(
    'the one that was kept',
  )
})

test('when what came does not fit, nothing of it stays', async () => {
  const home = fresh()
  const broken = new BackupRefused('District 1: the fact is not what was written')
  await expect(archive.restore(home, { verify: () => Promise.reject(broken) })).rejects.toThrow(broken)
  expect(await readdir(home)).toEqual([])
})

test('a database that is in use is not backed up from under its process', async () => {
  const open = await openDatabase({ databaseUrl: null, home: archive.home })
  await expect(archive.backUp()).rejects.toThrow(FolderLocked)
  await open.close()
  expect((await readdir(archive.to)).some((name) => name.endsWith('.unfinished'))).toBe(false)
})

test('files that are in the archive are not copied again', async () => {
  const { mtimeMs } = await stat(sealedFile(archive.to, photo))
  await archive.putFile('another photo')
  const into = { folder: archive.to, recipients: [archive.keys.recipient], known: new Map() }
  const { files, copied } = await copyFiles(join(archive.home, 'files'), into)
  expect([copied, files.length]).toEqual([1, 2])
  expect((await stat(sealedFile(archive.to, photo))).mtimeMs).toBe(mtimeMs)
})

test('nobody backs up to nobody', async () => {
  await expect(archive.backUp({ recipients: [] })).rejects.toThrow('name a recipient')
  await expect(archive.backUp({ recipients: ['age1nobody'] })).rejects.toThrow('is no recipient')
})

test('a drill leaves a dated record that says what was compared', async () => {
  const { manifest } = first
  const [facts, streams] = [2, 1]
  const times = { startedAt: manifest.createdAt + 7_200_000, endedAt: manifest.createdAt + 7_205_000 }
  const record = drillRecord({ manifest, verdict: { facts, streams }, finding: '', ...times })
  expect(record).toMatchObject({ passed: true, facts: 2, files: 1, backupAgeHours: 2, seconds: 5 })
  const page = await readFile(await keepRecord(archive.to, record), 'utf8')
  expect(page).toContain('# Restore drill 2031-05-05')
  expect(page).toContain('GB/T 22239-2019 8.1.4.9 a')
  const failed = drillRecord({ manifest, verdict: null, finding: 'a row is missing', ...times })
  expect(await readFile(await keepRecord(archive.to, failed), 'utf8')).toContain('FAILED')
})
