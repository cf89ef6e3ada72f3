import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderLocked, lockFolder } from './folder-lock.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhi-lock-'))
  file = join(folder, 'database.lock')
})
afterEach(() => rm(folder, { recursive: true }))

test('a folder that a living process has open cannot be opened again, until that one lets go', async () => {
  const lock = await lockFolder(file)
  await expect(lockFolder(file)).rejects.toThrow(FolderLocked)
  await lock.release()
  await (await lockFolder(file)).release()
})

test('the lock of a process that died is taken over', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  await writeFile(file, JSON.stringify({ pid: child.pid, started: '1', at: 0 }))
  await lockFolder(file)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid })
})

test('a process that only has the same number as the dead one does not keep the folder locked', async () => {
  await writeFile(file, JSON.stringify({ pid: process.pid, started: 'another start', at: 0 }))
  await (await lockFolder(file)).release()
})

test('a lock file that was cut off by a crash does not keep the folder locked', async () => {
  await writeFile(file, '{"pid":')
  await (await lockFolder(file)).release()
})

test('of many that find the same dead lock, one gets the folder', async () => {
  await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 1, started: '1', at: 0 }))
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(file)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})
