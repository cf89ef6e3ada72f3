import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { forbiddenNames, registerGaps, registerGhosts } from '@gezhi/core/residents/privacy-register'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.testing.ts'

const database = testDatabase()
const ROOT = join(import.meta.dirname, '../../../../..')

async function columns(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select case table_schema when 'public' then '' else table_schema || '.' end || table_name || '.' || column_name as name
    from information_schema.columns where table_schema in ('public', 'auth', 'personal', 'identity', 'needs', 'privacy', 'gates')
      and table_name not in ('spatial_ref_sys', 'geometry_columns', 'geography_columns') and table_name not like 'test\\_%'
    order by 1`.execute(database.db)
  return rows.map(({ name }) => name)
}

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
}

describe('the register of personal data', () => {
  test('R-P-01 R-P-42 has an entry with its class for every personal column, and none for what is not there', async () => {
    const there = await columns()
    expect(registerGaps(there)).toEqual([])
    expect(registerGhosts(there)).toEqual([])
    // What would stop a build.
    expect(
      registerGaps(['identity.resident.nickname', 'library_record.owner_phone', 'visit.reporter']),
    ).toHaveLength(3)
  })
})

describe('nothing of the product', () => {
  test('R-P-26 R-P-28 keeps faces, fingerprints, labels or whereabouts of residents: no column, key or endpoint has such a name', async () => {
    const api: unknown = JSON.parse(readFileSync(join(ROOT, 'docs/generated/openapi.json'), 'utf8'))
    const facts = globSync('packages/core/src/**/*.ts', { cwd: ROOT, exclude: (name) => /test/.test(name) })
      .flatMap((path) => readFileSync(join(ROOT, path), 'utf8').match(/readonly (\w+)\??:/g) ?? [])
      .map((text) => text.replaceAll(/readonly |[?:]/g, ''))
    const names = [...(await columns()), ...keysOf(api), ...facts]
    expect(names.length).toBeGreaterThan(2000)
    expect([...new Set(forbiddenNames(names))]).toEqual([])
    const caught = [
      'face_feature',
      'faceVector',
      'iris_code',
      'gait',
      'voiceprint',
      'religion',
      'politicalStatus',
      'watchlist',
      'residentTrajectory',
      'bloodType',
      '/api/persons/blacklist',
    ]
    expect(forbiddenNames(caught)).toEqual(caught)
  })

  test('R-P-41 leaves the house: no screen loads anything from another address', () => {
    const sources = globSync('{apps,packages}/*/src/**/*.{ts,tsx,html,css}', {
      cwd: ROOT,
      exclude: (name) => /\.test|testing|node_modules/.test(name),
    })
    const foreign = sources.flatMap((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      return /^apps\/(console|field|portal)|^packages\/ui/.test(path) &&
        /(src|href|url\()=?["'(]?https?:\/\//.test(text)
        ? [path]
        : []
    })
    expect(sources.length).toBeGreaterThan(300)
    expect(foreign).toEqual([])
  })
})
