import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { watchDeliveries } from '../apps/server/src/features/notices/delivery.metrics.ts'
import type { Database } from '../apps/server/src/kernel/tables.ts'
import { watchHome } from '../apps/server/src/kernel/home.metrics.ts'
import { createMetrics } from '../apps/server/src/kernel/metrics.ts'
import { watchPools } from '../apps/server/src/kernel/pool.metrics.ts'
import { ROOT } from './steps.ts'

const { registry } = createMetrics({ ofProcess: true })
/** Nobody listens there: what is measured must be told also while the database is away. */
const pool = new pg.Pool({ max: 1, host: '127.0.0.1', port: 1 })
const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
watchPools(registry, { read: pool })
watchHome(registry, ROOT)
watchDeliveries({ db, now: () => 0 }, registry)

/** Names as Prometheus stores them: a histogram has three. */
async function stored(): Promise<ReadonlySet<string>> {
  const names = (await registry.getMetricsAsJSON()).flatMap(({ name, type }) =>
    String(type) === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
  )
  return new Set(names)
}

const used = (expression: string): string[] => expression.match(/\b(gezhi|process|nodejs)_[a-z0-9_]+/g) ?? []

async function expressions(path: string): Promise<string[]> {
  const text = await readFile(join(ROOT, path), 'utf8')
  const found: string[] = []
  // Whatever the file's form: every member `expr` is a query.
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, part] of Object.entries(value)) {
      if (name === 'expr') found.push(String(part))
      else walk(part)
    }
  }
  walk(parse(text))
  return found
}

test.each(['deploy/grafana/gezhi.json', 'deploy/prometheus/rules.yml'])(
  '%s asks only for what the program measures',
  async (path) => {
    const known = await stored()
    const queries = await expressions(path)
    expect(queries.length).toBeGreaterThan(5)
    for (const query of queries) expect(used(query), query).not.toEqual([])
    expect(queries.flatMap(used).filter((name) => !known.has(name))).toEqual([])
  },
)

test('the handbook names every metric of ours and every setting', async () => {
  const handbook = await readFile(join(ROOT, 'docs/operations.md'), 'utf8')
  const config = await readFile(join(ROOT, 'apps/server/src/config.ts'), 'utf8')
  const metrics = (await registry.getMetricsAsJSON())
    .map(({ name }) => name)
    .filter((name) => name.startsWith('gezhi_'))
  const settings = [...config.matchAll(/\(env, '([A-Z_]+)'/g)].map(([, name = '']) => name)
  expect(settings.length).toBeGreaterThan(10)
  expect([...metrics, ...settings].filter((name) => !handbook.includes(`\`${name}\``))).toEqual([])
})
