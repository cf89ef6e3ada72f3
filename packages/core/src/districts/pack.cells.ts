// Cells of the pack's tables: each reader turns the text of one cell into a value, or says what is wrong with it.
import type { PackErrorCode, Report, Values } from './pack.errors.ts'

export class CellFault {
  readonly code: PackErrorCode
  readonly values: Values

  constructor(code: PackErrorCode, values: Values = {}) {
    this.code = code
    this.values = values
  }
}

export type Cell<T> = (text: string) => T | CellFault

/** A table of the pack as it was split into cells; rows count as in an editor, the head is row 1. */
export interface RawTable {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly row: number; readonly cells: Readonly<Record<string, string>> }[]
}

export interface Row<T> {
  readonly row: number
  readonly value: T
}

/** A table that was read. `codes` also knows the rows that have faults, so that one fault does not become many. */
export interface Table<T> {
  readonly file: string
  readonly rows: readonly Row<T>[]
  readonly codes: ReadonlySet<string>
}

type Columns = Readonly<Record<string, Cell<unknown>>>
export type RowOf<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends Cell<infer T> ? Exclude<T, CellFault> : never
}

export const text: Cell<string> = (cell) => (cell === '' ? new CellFault('pack/required') : cell)
export const textOrEmpty: Cell<string> = (cell) => cell

export const optional =
  <T>(read: Cell<T>): Cell<T | undefined> =>
  (cell) =>
    cell === '' ? undefined : read(cell)

export const code =
  (rule: string, pattern: RegExp): Cell<string> =>
  (cell) =>
    cell === ''
      ? new CellFault('pack/required')
      : pattern.test(cell)
        ? cell
        : new CellFault('pack/bad-code', { value: cell, rule })

export const number =
  (least: number, most: number): Cell<number> =>
  (cell) => {
    if (cell === '') return new CellFault('pack/required')
    const value = Number(cell)
    if (!Number.isFinite(value)) return new CellFault('pack/not-a-number', { value: cell })
    return value >= least && value <= most
      ? value
      : new CellFault('pack/out-of-range', { value, range: `${least}…${most}` })
  }

export const whole =
  (least: number, most: number): Cell<number> =>
  (cell) => {
    const value = number(least, most)(cell)
    return value instanceof CellFault || Number.isInteger(value)
      ? value
      : new CellFault('pack/not-a-number', { value: cell })
  }

export const among =
  <const V extends string>(allowed: readonly V[]): Cell<V> =>
  (cell) =>
    cell === ''
      ? new CellFault('pack/required')
      : (allowed.find((one) => one === cell) ??
        new CellFault('pack/not-allowed', { value: cell, allowed: allowed.join(' ') }))

const FLAGS: Readonly<Record<string, boolean>> = { Y: true, N: false, true: true, false: false }

/** Y or N, true or false. */
export const flag: Cell<boolean> = (cell) =>
  cell === ''
    ? new CellFault('pack/required')
    : (FLAGS[cell] ?? new CellFault('pack/not-allowed', { value: cell, allowed: 'Y N true false' }))

/** A day of the calendar that exists, as YYYY-MM-DD. */
export const date: Cell<string> = (cell) => {
  if (cell === '') return new CellFault('pack/required')
  const at = /^\d{4}-\d{2}-\d{2}$/.test(cell) ? Date.parse(`${cell}T00:00:00Z`) : Number.NaN
  const exists = !Number.isNaN(at) && new Date(at).toISOString().startsWith(cell)
  return exists ? cell : new CellFault('pack/bad-date', { value: cell })
}

/** Values between semicolons; an empty cell is an empty list. */
export const list =
  <T>(read: Cell<T>): Cell<readonly T[]> =>
  (cell) => {
    const values: T[] = []
    for (const part of cell.split(';').map((one) => one.trim())) {
      if (part === '') continue
      const value = read(part)
      if (value instanceof CellFault) return value
      values.push(value)
    }
    return values
  }

function checkHead(table: RawTable, columns: Columns, report: Report): boolean {
  const missing = Object.keys(columns).filter((name) => !table.columns.includes(name))
  const unknown = table.columns.filter((name) => !(name in columns))
  for (const column of missing) report({ file: table.file, row: 1, column }, 'pack/column-missing')
  for (const column of unknown) report({ file: table.file, row: 1, column }, 'pack/column-unknown')
  return missing.length === 0
}

/** Reads every cell of a table; rows with faults are reported and left out. */
export function readTable<const C extends Columns>(
  table: RawTable,
  columns: C,
  report: Report,
): Table<RowOf<C>> {
  const { file } = table
  const codes = new Set(table.rows.map(({ cells }) => (cells['code'] ?? '').trim()))
  if (!checkHead(table, columns, report)) return { file, rows: [], codes }
  const readers = Object.entries(columns)
  const rows = table.rows.flatMap(({ row, cells }) => {
    const value: Record<string, unknown> = {}
    let sound = true
    for (const [column, read] of readers) {
      const found = read((cells[column] ?? '').trim())
      if (found instanceof CellFault) {
        report({ file, row, column }, found.code, found.values)
        sound = false
      } else value[column] = found
    }
    // Gate: every column of `columns` was read by its own reader.
    return sound ? [{ row, value: value as RowOf<C> }] : []
  })
  return { file, rows, codes }
}

/** Reports rows whose key has been there before. */
export function checkUnique<T>(
  table: Table<T>,
  column: string,
  keyOf: (value: T) => string,
  report: Report,
): void {
  const first = new Map<string, number>()
  for (const { row, value } of table.rows) {
    const key = keyOf(value)
    const before = first.get(key)
    if (before === undefined) first.set(key, row)
    else report({ file: table.file, row, column }, 'pack/duplicate', { value: key, first: before })
  }
}

export const mapRows = <A, B>({ file, rows, codes }: Table<A>, map: (value: A) => B): Table<B> => ({
  file,
  codes,
  rows: rows.map(({ row, value }) => ({ row, value: map(value) })),
})

export const valuesOf = <T>({ rows }: Table<T>): readonly T[] => rows.map(({ value }) => value)
