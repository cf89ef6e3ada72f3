import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '@gezhi/core/kernel/calendar'
import { emptyDatabase } from '../../testing/database.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/kernel.testing.ts'
import { testFiles } from './files.testing.ts'

const server = testFiles()
const photo = (background: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .jpeg()
    .toBuffer()
const nothing = () => Promise.resolve(new Set<string>())
const shown = async (hash: string) => (await server.get(`/api/files/${hash}`, 'dispatcher')).status

describe('a file that nothing refers to', () => {
  beforeEach(async () => {
    await emptyDatabase(server.database.db)
    server.clock.set(MONDAY)
  })

  test('goes after seven days; what is referred to stays', async () => {
    const [left, used] = [await server.keep(await photo('red')), await server.keep(await photo('blue'))]
    server.clock.set(MONDAY + 7 * DAY)
    expect(await server.feature.clearOrphans(DISTRICT, nothing)).toBe(0)
    server.clock.set(MONDAY + 7 * DAY + 1)
    const referenced = (_tx: unknown, _district: number, hashes: readonly string[]) =>
      Promise.resolve(new Set(hashes.filter((hash) => hash === used)))
    expect(await server.feature.clearOrphans(DISTRICT, referenced)).toBe(1)
    expect([await shown(left), await shown(used)]).toEqual([404, 200])
    expect(await server.feature.clearOrphans(DISTRICT, referenced)).toBe(0)
  })

  test('stays when somebody sends it again', async () => {
    const content = await photo('green')
    const hash = await server.keep(content)
    server.clock.set(MONDAY + 8 * DAY)
    await server.keep(content)
    expect(await server.feature.clearOrphans(DISTRICT, nothing)).toBe(0)
    expect(await shown(hash)).toBe(200)
  })

  test('takes the memory of its upload along after a day', async () => {
    await server.keep(await photo('black'))
    server.clock.set(MONDAY + 2 * DAY)
    await server.feature.clearOrphans(DISTRICT, nothing)
    expect((await sql`select 1 from upload`.execute(server.database.db)).rows).toEqual([])
  })
})
