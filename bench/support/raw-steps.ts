// What the product wrote for one command to a case that was there before, as one statement that does the same to another
// copy of that case: rows new in journal and queue, rows changed if they still are of the version that was read.
import type pg from 'pg'
import { quoted } from './pgbench.ts'

type Cell = string | null

interface Table {
  readonly name: string
  /** Column that names the case. */
  readonly owner: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly key: boolean }[]
  readonly rows: readonly (readonly Cell[])[]
}

/** The rows of one case at one moment. */
export interface Snapshot {
  readonly caseId: string
  readonly tables: readonly Table[]
}

/** Journal first; the others are what the journal's reader is spared. */
const JOURNAL: Readonly<Record<string, string>> = { fact: 'stream', command: 'stream' }
const STATE: Readonly<Record<string, string>> = {
  deadline: 'stream',
  case_row: 'id',
  case_order: 'case_id',
  case_task: 'case_id',
  case_file: 'case_id',
}

async function readTable(client: pg.Client, name: string, owner: string, caseId: string): Promise<Table> {
  const { rows: columns } = await client.query<Table['columns'][number]>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnum = any(i.indkey) as key
     from pg_attribute a join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by a.attnum`,
    [name],
  )
  const list = columns.map((column) => `"${column.name}"::text`).join(', ')
  const { rows } = await client.query<Cell[]>({
    text: `select ${list} from ${name} where ${owner} = $1`,
    values: [caseId],
    rowMode: 'array',
  })
  return { name, owner, columns, rows }
}

/** Reads every row that a command may change. */
export async function snapshot(client: pg.Client, caseId: string): Promise<Snapshot> {
  const tables: Table[] = []
  for (const [name, owner] of Object.entries({ ...JOURNAL, ...STATE }))
    tables.push(await readTable(client, name, owner, caseId))
  return { caseId, tables }
}

/** Id of copy `n.s`; below 2^48 of them. */
const COPY_ID = `('019b' || lpad(to_hex(n.s % 65536), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(n.s), 12, '0'))`

/** Id of one of the commands that belong to the step: what follows from a command by itself is often there already. */
const COMMAND_ID = `('019c' || lpad(to_hex(r.part), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(n.s), 12, '0'))`

const literal = (text: Cell, caseId: string, type: string): string =>
  text === null ? `null::${type}` : `(${text.split(caseId).map(quoted).join(` || ${COPY_ID} || `)})::${type}`

function valueOf({ name }: Table, column: Table['columns'][number], text: Cell, caseId: string): string {
  if (name === 'fact' && column.name === 'seq') return 'n.s * 16 + r.part'
  if (name === 'command' && column.name === 'id') return `${COMMAND_ID}::uuid`
  if (name === 'case_row' && column.name === 'number') return `'RAW-' || n.s`
  return literal(text, caseId, column.type)
}

const keyOf = ({ columns }: Table, row: readonly Cell[]): string =>
  JSON.stringify(row.filter((_, index) => columns[index]?.key))

function insertRows(table: Table, rows: readonly (readonly Cell[])[], caseId: string, from: string): string {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ')
  const selects = rows.map((row, part) => {
    const values = table.columns.map((column, index) => valueOf(table, column, row[index] ?? null, caseId))
    return `select ${values.join(', ')} from ${from}, (select ${part} as part) r`
  })
  return `insert into ${table.name} (${names}) ${selects.join(' union all ')}`
}

/** `district = 150402 and stream = <copy> …` for the row that is `row` in the original. */
const where = ({ columns }: Table, row: readonly Cell[], caseId: string): string =>
  columns
    .flatMap(({ name, type, key }, index) =>
      key || name === 'version' ? [`t."${name}" = ${literal(row[index] ?? null, caseId, type)}`] : [],
    )
    .join(' and ')

function changes(before: Table, after: Table, caseId: string): string[] {
  const had = new Map(before.rows.map((row) => [keyOf(before, row), row]))
  const has = new Set(after.rows.map((row) => keyOf(after, row)))
  const added = after.rows.filter((row) => !had.has(keyOf(after, row)))
  const gone = before.rows.filter((row) => !has.has(keyOf(before, row)))
  const changed = after.rows.flatMap((row) => {
    const was = had.get(keyOf(after, row))
    const different = after.columns.flatMap(({ name, type }, index) =>
      was === undefined || was[index] === row[index] || name === 'number'
        ? []
        : [`"${name}" = ${literal(row[index] ?? null, caseId, type)}`],
    )
    if (was === undefined || different.length === 0) return []
    return [`update ${after.name} t set ${different.join(', ')} from n where ${where(after, was, caseId)}`]
  })
  return [
    ...(added.length > 0 ? [insertRows(after, added, caseId, 'n')] : []),
    ...changed,
    ...gone.map((row) => `delete from ${before.name} t using n where ${where(before, row, caseId)}`),
  ]
}

/** The statement for pgbench: takes the next copy from `sequence` and does to it what was done between the two moments. */
export function stepStatement(before: Snapshot, after: Snapshot, sequence: string): string {
  const parts = before.tables.flatMap((table, index) => {
    const then = after.tables[index]
    return then ? changes(table, then, before.caseId) : []
  })
  const named = parts.map((part, index) => `p${index} as (${part})`)
  return `with n as materialized (select nextval('${sequence}') as s), ${named.join(', ')} select s from n;`
}

/** Makes `count` copies of the case as it was at that moment, named by the numbers from `first` on. */
export async function copyCase(
  client: pg.Client,
  was: Snapshot,
  first: number,
  count: number,
): Promise<void> {
  const numbers = `generate_series(${first}, ${first + count - 1}) n(s)`
  for (const table of was.tables) {
    if (table.name in JOURNAL || table.rows.length === 0) continue
    await client.query(insertRows(table, table.rows, was.caseId, numbers))
  }
}
