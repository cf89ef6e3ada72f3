import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MONDAY } from '../../testing/parts.testing.ts'
import { backupNames, MANIFEST, sealedFile, walFolder } from './archive.ts'
import { backupName, manifestText, type Manifest } from './manifest.ts'
import { prune } from './prune.ts'

const DAY_MS = 86_400_000
const HASH = 'a'.repeat(64)
const fileName = (digit: string) => `${digit.repeat(2)}/${digit.repeat(64)}`
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), `gezhi-prune-${randomUUID()}`))
})
afterEach(() => rm(folder, { recursive: true }))

async function backupOf(day: number, files: readonly string[], firstWal: string | null = null) {
  const part = (name: string) => ({ name, bytes: 1, sha256: HASH })
  const manifest: Manifest = {
    format: 1,
    name: backupName(MONDAY + day * DAY_MS),
    createdAt: MONDAY + day * DAY_MS,
    method: firstWal === null ? 'logical' : 'base',
    program: '0',
    engine: { version: '15', database: 'gezhi', user: 'gezhi' },
    contents: { heads: [], counts: {}, migrations: [] },
    personalKeys: [],
    database: part('database.age'),
    files: files.map((digit) => part(fileName(digit))),
    firstWal,
  }
  await mkdir(join(folder, manifest.name))
  await writeFile(join(folder, manifest.name, MANIFEST), manifestText(manifest))
  for (const { name } of manifest.files) {
    await mkdir(dirname(sealedFile(folder, name)), { recursive: true })
    await writeFile(sealedFile(folder, name), '')
  }
  return manifest.name
}

test('what is past its time goes, with the files that only it named', async () => {
  await backupOf(0, ['a', 'b'])
  const kept = await backupOf(8, ['b', 'c'])
  const pruned = await prune(folder, 7, MONDAY + 9 * DAY_MS)
  expect(pruned).toMatchObject({ backups: [backupName(MONDAY)], files: 1 })
  expect(await backupNames(folder)).toEqual([kept])
  expect((await readdir(join(folder, 'files', 'bb'))).length).toBe(1)
  expect((await readdir(join(folder, 'files', 'aa'))).length).toBe(0)
})

test('the newest backup stays, however old it is', async () => {
  const only = await backupOf(0, ['a'])
  expect((await prune(folder, 1, MONDAY + 400 * DAY_MS)).backups).toEqual([])
  expect(await backupNames(folder)).toEqual([only])
})

test('log before the first segment that a base backup needs goes; what follows it stays', async () => {
  await backupOf(0, [], '000000010000000000000005')
  await mkdir(walFolder(folder))
  const names = [
    '000000010000000000000004',
    '000000010000000000000005',
    '000000020000000000000006',
    '00000002.history',
  ]
  for (const name of names) await writeFile(join(walFolder(folder), `${name}.age`), '')
  expect((await prune(folder, 7, MONDAY)).segments).toBe(1)
  expect((await readdir(walFolder(folder))).sort()).toEqual(
    names
      .slice(1)
      .map((name) => `${name}.age`)
      .sort(),
  )
})
