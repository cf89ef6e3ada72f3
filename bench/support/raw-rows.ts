// The rows that the product wrote for one command, as one statement that writes them again with new ids and nothing in
// front of it: what the database alone can do with the same rows, tables and indexes.
import pg from 'pg'
import { quoted } from './pgbench.ts'

export interface RawRows {
  /** One statement for pgbench; the tables it fills lie in the same database. */
  readonly script: string
  readonly tables: readonly string[]
}

/** Tables that a report fills, with the column that names the case; what is not there is left out. */
const TABLES: Readonly<Record<string, string>> = {
  fact: 'stream',
  command: 'stream',
  deadline: 'stream',
  case_row: 'id',
  case_order: 'case_id',
  case_task: 'case_id',
  case_file: 'case_id',
}

interface Column {
  readonly name: string
  readonly type: string
}

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return rows
}

/** Expressions in place of what has to be new in each row; `n.s` counts up. */
const NEW_ID = `('019a' || lpad(to_hex(n.s), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(n.s), 12, '0'))`

/** A literal with the case's id, if it holds it, replaced by the new one. */
const expression = (text: string | null, caseId: string, type: string): string =>
  text === null ? `null::${type}` : `(${text.split(caseId).map(quoted).join(` || ${NEW_ID} || `)})::${type}`

function valueOf(column: Column, table: string, text: string | null, caseId: string): string {
  if (table === 'fact' && column.name === 'seq') return 'n.s * 8 + r.part'
  if (table === 'command' && column.name === 'id') return `${NEW_ID}::uuid`
  if (table === 'case_row' && column.name === 'number') return `'RAW-' || n.s`
  return expression(text, caseId, column.type)
}

/** Builds the statement from the rows of `caseId`, which the product has just written. */
export async function rawRows(
  database: string | pg.ClientConfig,
  caseId: string,
  pointSql: string,
): Promise<RawRows> {
  const client = new pg.Client(database)
  await client.connect()
  try {
    await client.query('create sequence if not exists bench_seq start 1000000')
    const parts: string[] = []
    const tables: string[] = []
    for (const [table, key] of Object.entries(TABLES)) {
      const columns = await columnsOf(client, table)
      const list = columns.map(({ name }) => `"${name}"::text`).join(', ')
      const { rows } = await client.query<(string | null)[]>({
        text: `select ${list} from ${table} where ${key} = $1`,
        values: [caseId],
        rowMode: 'array',
      })
      if (rows.length === 0) continue
      tables.push(table)
      const names = columns.map(({ name }) => `"${name}"`).join(', ')
      const selects = rows.map((row, part) => {
        const values = columns.map((column, index) => valueOf(column, table, row[index] ?? null, caseId))
        return `select ${values.join(', ')} from n, (select ${part} as part) r`
      })
      parts.push(`t_${table} as (insert into ${table} (${names}) ${selects.join(' union all ')})`)
    }
    const script = `with n as materialized (select nextval('bench_seq') as s),\n${parts.join(',\n')}\n${pointSql};`
    return { script: script.replaceAll('\n', ' '), tables }
  } finally {
    await client.end()
  }
}
