import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.testing.ts'
import { distribution, PLACEMENT, SHARD_COUNT, type Placement } from './shards.ts'
import { findTables } from './shards.store.ts'

const database = testDatabase()

const placed = (placement: Placement) =>
  Object.keys(PLACEMENT).filter((table) => PLACEMENT[table] === placement)
const NAME = (oid: string) =>
  sql.raw<string>(`(
  select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = ${oid})`)

/** Rows of a question to the catalogue about tables of a placement. */
async function ask<R>(query: ReturnType<typeof sql<R>>): Promise<readonly R[]> {
  return (await query.execute(database.db)).rows
}

describe('the statements for a cluster', () => {
  test('put reference tables first and every other table beside the facts', () => {
    expect(distribution(['command', 'fact', 'auth.user', 'personal.contact', 'source'], new Set())).toEqual([
      `select create_reference_table('"source"')`,
      `select create_distributed_table('"fact"', 'district', colocate_with => 'none', shard_count => ${SHARD_COUNT})`,
      `select create_distributed_table('"command"', 'district', colocate_with => 'fact')`,
      `select create_distributed_table('"personal"."contact"', 'district', colocate_with => 'fact')`,
    ])
  })

  test('leave alone what is distributed, so that a later migration adds only its own tables', () => {
    expect(distribution(['fact', 'command', 'notice'], new Set(['fact', 'command']))).toEqual([
      `select create_distributed_table('"notice"', 'district', colocate_with => 'fact')`,
    ])
  })

  test('are refused for a table that nobody has thought about', () => {
    expect(() => distribution(['fact', 'weather'], new Set())).toThrow('No placement for weather')
  })
})

describe('the catalogue', () => {
  test('has exactly the tables that have a placement', async () => {
    const tables = (await findTables(database.db)).filter((name) => !name.startsWith('test_'))
    expect(tables).toEqual(Object.keys(PLACEMENT).toSorted())
  })

  test('has the district first in every primary key and every unique index of a distributed table', async () => {
    const rows = await ask(sql<{ table: string; index: string; first: string; primary: boolean }>`
      select ${NAME('i.indrelid')} as table, i.indexrelid::regclass::text as index, a.attname as first,
        i.indisprimary as primary
      from pg_index i left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indisunique`)
    const distributed = new Set(placed('distributed'))
    const wrong = rows.filter(({ table, first }) => distributed.has(table) && first !== 'district')
    expect(wrong).toEqual([])
    const keyed = new Set(rows.filter(({ primary }) => primary).map(({ table }) => table))
    expect([...distributed].filter((table) => !keyed.has(table))).toEqual([])
  })

  test('has the district as a whole number that is never null', async () => {
    const rows = await ask(sql<{ table: string; type: string; sure: boolean }>`
      select ${NAME('a.attrelid')} as table, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as sure
      from pg_attribute a where a.attname = 'district' and not a.attisdropped`)
    const found = new Map(rows.map(({ table, ...column }) => [table, column]))
    for (const table of placed('distributed'))
      expect([table, found.get(table)]).toEqual([table, { type: 'integer', sure: true }])
  })

  test('has foreign keys only inside a district, to reference tables, or on the coordinator', async () => {
    const rows = await ask(sql<{ from: string; to: string; columns: string[]; targets: string[] }>`
      select ${NAME('k.conrelid')} as from, ${NAME('k.confrelid')} as to,
        array(select a.attname::text from unnest(k.conkey) with ordinality u(n, o)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by o) as columns,
        array(select a.attname::text from unnest(k.confkey) with ordinality u(n, o)
          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by o) as targets
      from pg_constraint k where k.contype = 'f' and k.conparentid = 0`)
    const ours = rows.filter(({ from }) => from in PLACEMENT)
    const crossing = ours.filter(({ from, to, columns, targets }) => {
      if (PLACEMENT[from] !== 'distributed') return PLACEMENT[from] !== PLACEMENT[to]
      if (PLACEMENT[to] === 'reference') return false
      return PLACEMENT[to] !== 'distributed' || columns[0] !== 'district' || targets[0] !== 'district'
    })
    expect(crossing).toEqual([])
    expect(ours.length).toBeGreaterThan(0)
  })

  test('has no trigger and no sequence of its own on a table that is spread over nodes', async () => {
    const triggers = await ask(sql<{ table: string; trigger: string }>`
      select ${NAME('t.tgrelid')} as table, t.tgname::text as trigger from pg_trigger t where not t.tgisinternal`)
    const counters = await ask(sql<{ table: string; column: string }>`
      select ${NAME('a.attrelid')} as table, a.attname::text as column
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%'`)
    const spread = ({ table }: { table: string }) =>
      ['distributed', 'reference'].includes(PLACEMENT[table] ?? '')
    expect([...triggers.filter(spread), ...counters.filter(spread)]).toEqual([])
  })
})
