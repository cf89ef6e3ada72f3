import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { afterAll, expect, test } from 'vitest'
import { watchHome } from './home.metrics.ts'
import { lastBackup, noteBackup } from './last-backup.ts'

const home = await mkdtemp(join(tmpdir(), 'gezhi-home-'))
afterAll(() => rm(home, { recursive: true }))
const registry = new Registry()
watchHome(registry, home)
const ageOf = async () => Number(/^gezhi_backup_age_seconds (\S+)$/m.exec(await registry.metrics())?.[1])

test('the age of a backup is not there before one was made, and then counts from its beginning', async () => {
  expect(await ageOf()).toBeNaN()
  await noteBackup(home, '20261123T010203Z', Date.now() - 3_600_000)
  expect(await ageOf()).toBeGreaterThanOrEqual(3600)
  expect(await ageOf()).toBeLessThan(3660)
})

test('a note that was cut short is no backup', async () => {
  await writeFile(join(home, 'last-backup.json'), '{"name":"2026')
  expect(await lastBackup(home)).toBeNull()
  expect(await ageOf()).toBeNaN()
})

test('the room left is that of the disk on which files are kept', async () => {
  const free = Number(/^gezhi_home_free_bytes (\S+)$/m.exec(await registry.metrics())?.[1])
  expect(free).toBeGreaterThan(1_000_000)
})
