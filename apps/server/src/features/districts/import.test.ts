import { readFile } from 'node:fs/promises'
import { smallPack, withCell } from '@gezhi/core/districts/pack.testing'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAs, writeAs } from '../../kernel/database.ts'
import { emptyDatabase, testDatabase } from '../../testing/database.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from './districts.testing.ts'
import { importCommand, importPack } from './import.command.ts'
import { PackRefused } from './pack-refused.ts'

const database = testDatabase()
/** A day of the only year that the calendar of the small pack knows. */
const THIS_YEAR = Date.parse('2026-09-14T10:00:00+08:00')
const folders: { remove: () => Promise<void> }[] = []

async function packWith(raw = smallPack()) {
  const written = await writePack(raw)
  folders.push(written)
  return written
}

const importing = async (raw = smallPack()) => importPack(database.db, (await packWith(raw)).folder, MONDAY)

async function one<T>(query: ReturnType<typeof sql<T>>): Promise<T | undefined> {
  return (await query.execute(database.db)).rows[0]
}

beforeEach(() => emptyDatabase(database.db))
afterEach(async () => {
  for (const written of folders.splice(0)) await written.remove()
})

describe('importing a district pack', () => {
  it('writes every table at the first time', async () => {
    const { counts, version } = await importing()
    expect(version).toBe(1)
    expect(counts).toMatchObject({
      organisation: { added: 8, changed: 0, retired: 0 },
      grid: { added: 8 },
      division: { added: 5 },
      post: { added: 17 },
      catalogue_item: { added: 2 },
      urgency_limits: { added: 3 },
      base_layer: { added: 3 },
    })
  })

  it('puts a post where its organisation works', async () => {
    await importing()
    const post = await one(
      sql`select person, org, street, community, grids from post where code = 'P-LEAD-A'`,
    )
    expect(post).toEqual({
      person: 'S01',
      org: '150402001001',
      street: '150402001',
      community: '150402001001',
      grids: ['1504020010011001', '1504020010011002', '1504020010011003'],
    })
  })

  it('finds nothing to do when the same pack comes again', async () => {
    await importing()
    expect(await importing()).toMatchObject({ version: 1, counts: {} })
    expect(await one(sql`select count(*)::int as imports from pack_import`)).toEqual({ imports: 1 })
  })

  it('writes one row for one changed row, and keeps what the row was', async () => {
    await importing()
    const { counts, version } = await importing(withCell(smallPack(), 'grids', 3, 'population', '1200'))
    expect({ counts, version }).toEqual({
      counts: { grid: { added: 0, changed: 1, retired: 0 } },
      version: 2,
    })
    const change = await one(
      sql`select version, relation, key, change, before->>'population' as population,
        before->'polygon'->>'type' as shape from pack_change`,
    )
    expect(change).toEqual({
      version: 2,
      relation: 'grid',
      key: '1504020010011002',
      change: 'CHANGED',
      population: '1000',
      shape: 'Polygon',
    })
  })

  it('retires a row that left the pack, and takes it back when it returns', async () => {
    await importing()
    const raw = smallPack()
    const posts = { ...raw.posts, rows: raw.posts.rows.slice(0, -1) }
    expect((await importing({ ...raw, posts })).counts).toEqual({
      post: { added: 0, changed: 0, retired: 1 },
    })
    const state = () =>
      one(sql`select valid_to, retired_at is not null as retired from post where code = 'P-Q-O'`)
    expect(await state()).toEqual({ valid_to: '2025-12-31', retired: true })
    expect((await importing()).counts).toEqual({ post: { added: 1, changed: 0, retired: 0 } })
    expect(await state()).toEqual({ valid_to: '2025-12-31', retired: false })
  })

  it('ends a post without an end on the day before the import that misses it', async () => {
    const raw = smallPack()
    await importing(raw)
    const gone = raw.posts.rows.filter(({ cells }) => cells['code'] !== 'P-D1-H')
    await importing({ ...raw, posts: { ...raw.posts, rows: gone } })
    expect(await one(sql`select valid_to from post where code = 'P-D1-H'`)).toEqual({
      valid_to: '2031-05-04',
    })
  })

  it('leaves alone what people made by hand and what they changed since', async () => {
    await importing()
    await sql`insert into post (district, code, person, role, org, valid_from)
      values (${DISTRICT}, 'P-HAND', 'S22', 'ADMIN', '150402', '2030-01-01')`.execute(database.db)
    await sql`update post set valid_to = '2031-01-01' where code = 'P-D1-H'`.execute(database.db)
    expect((await importing(withCell(smallPack(), 'staff', 2, 'name', '王一'))).counts).toEqual({
      staff: { added: 0, changed: 1, retired: 0 },
    })
    expect(await one(sql`select retired_at from post where code = 'P-HAND'`)).toEqual({ retired_at: null })
    expect(await one(sql`select valid_to from post where code = 'P-D1-H'`)).toEqual({
      valid_to: '2031-01-01',
    })
  })

  it('imports nothing of a pack with one error', async () => {
    const { folder } = await packWith(withCell(smallPack(), 'posts', 4, 'staff', 'S99'))
    await expect(importPack(database.db, folder, MONDAY)).rejects.toThrow(PackRefused)
    expect(await one(sql`select count(*)::int as rows from organisation`)).toEqual({ rows: 0 })
  })

  it('keeps the district that was there when the database refuses the new one', async () => {
    await importing()
    // The check of the database is the second wall behind the checks of the pack.
    await sql`alter table staff add constraint short check (length(name) < 10)`.execute(database.db)
    const long = withCell(smallPack(), 'staff', 2, 'name', '一个非常长的名字一个非常长的名字')
    await expect(importing(withCell(long, 'organisations', 3, 'name', '新名'))).rejects.toThrow()
    await sql`alter table staff drop constraint short`.execute(database.db)
    expect(await one(sql`select version from district`)).toEqual({ version: 1 })
    expect(await one(sql`select name from organisation where code = '150402001'`)).toEqual({
      name: '西屯街道办事处',
    })
  })
})

describe('gezhi import', () => {
  const run = async (folder: string, now = THIS_YEAR) => {
    const lines = { out: [] as string[], error: [] as string[] }
    const code = await importCommand({ db: database.db, now: () => now }, folder, {
      out: (text) => void lines.out.push(text),
      error: (text) => void lines.error.push(text),
    })
    return { code, out: lines.out.join('\n'), error: lines.error.join('\n') }
  }

  it('refuses a calendar that does not know this year, with the file and the column', async () => {
    const { folder } = await packWith()
    const { code, error } = await run(folder, THIS_YEAR + 200 * 86_400_000)
    expect(code).toBe(1)
    expect(error).toContain('calendar.csv')
    expect(error).toContain('缺少 2027 年的放假安排')
    expect(await one(sql`select version from district`)).toBeUndefined()
  })

  it('says what it wrote', async () => {
    const { code, out } = await run((await packWith()).folder)
    expect(code).toBe(0)
    expect(out).toContain('150402 红山区: version 1')
    expect(out).toMatch(/grid\s+\+8 ~0 -0/)
  })

  it('names file, row and column of every error and ends with 1', async () => {
    const wrong = withCell(smallPack(), 'catalogue', 3, 'urgency', 'SOON')
    const { code, error } = await run(
      (await packWith(withCell(wrong, 'grids', 2, 'households', '四百'))).folder,
    )
    expect(code).toBe(1)
    expect(error).toContain('catalogue.csv:3:urgency  pack/not-allowed')
    expect(error).toContain('grids.csv:2:households  pack/not-a-number')
  })

  it('names the line of a table that is no table', async () => {
    const { folder, save } = await packWith()
    const staff = await readFile(`${folder}/staff.csv`, 'utf8')
    await save('staff.csv', staff.replace('S03,张S03', 'S03,"张S03,x'))
    await save('grids.geojson', '{"type":"FeatureCollection",\n"features":[}')
    await save('limits.yaml', 'URGENT:\n  intake: { clock: [\n')
    const { code, error } = await run(folder)
    expect(code).toBe(1)
    expect(error).toMatch(/^staff\.csv:\d+ {2}pack\/malformed$/m)
    expect(error).toMatch(/^grids\.geojson:2 {2}pack\/malformed$/m)
    expect(error).toMatch(/^limits\.yaml:\d+ {2}pack\/malformed$/m)
  })

  it('names the line of a wrong limit', async () => {
    const { folder, save } = await packWith()
    const limits = await readFile(`${folder}/limits.yaml`, 'utf8')
    const at = limits.split('\n').findIndex((line) => line.includes('amount'))
    await save('limits.yaml', limits.replace(/amount: .*/, 'amount: bald'))
    expect((await run(folder)).error).toContain(
      `limits.yaml:${at + 1}:GENERAL.intake.amount  pack/bad-amount`,
    )
  })

  it('names the files that are missing', async () => {
    const { error } = await run('/nonexistent')
    expect(error).toContain('posts.csv  pack/file-missing')
    expect(error).toContain('grids.geojson  pack/file-missing')
  })
})

describe('row policies of the register', () => {
  it('show a district to those who are bound to it, and nothing to others', async () => {
    await importing()
    const seen = (district: number) =>
      readAs(database.db, wholeDistrict(district), async (tx) => {
        const { rows } = await sql<{ all: number }>`
          select (select count(*) from grid) + (select count(*) from post) + (select count(*) from staff)
            + (select count(*) from catalogue_item) as all`.execute(tx)
        return rows[0]?.all
      })
    expect(await seen(110101)).toBe(0)
    expect(await seen(DISTRICT)).toBe(8 + 17 + 17 + 2)
  })

  it('let nobody delete what cases may name', async () => {
    await importing()
    await expect(writeAs(database.db, DISTRICT, (tx) => sql`delete from grid`.execute(tx))).rejects.toThrow(
      /permission denied/,
    )
  })
})
