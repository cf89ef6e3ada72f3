/** Reads a foreign file row by row, CSV or JSON lines; a row that cannot be read is told and skipped. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parse, type CsvError, type Info } from 'csv-parse'
import type { Mapping } from './mapping.ts'

export type Fields = Readonly<Record<string, string>>

/** `row` counts rows from 1 without the header, `line` is the line of the file on which the row ends. */
export type ReadRow = { readonly row: number; readonly line: number } & (
  | { readonly fields: Fields }
  | { readonly problem: string }
)

/** Longer than any sensible row: an open quote would otherwise swallow the whole file. */
const MOST_CHARACTERS = 1_000_000

/** The file is not the one that the mapping describes. */
export class MissingColumns extends Error {}

/** Columns that the mapping reads. */
export function columnsOf({ fields, category }: Mapping): string[] {
  const { text, ...single } = fields
  return [...new Set([...Object.values(single), ...text, ...Object.keys(category.columns ?? {})])]
}

function checkHeader(header: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((name) => !header.includes(name))
  if (missing.length === 0) return
  throw new MissingColumns(`the file has no column ${missing.join(', ')}; it has ${header.join(', ')}`)
}

async function* readCsv(
  path: string,
  { format }: Mapping,
  wanted: readonly string[],
): AsyncGenerator<ReadRow> {
  const skipped: { readonly line: number; readonly problem: string }[] = []
  const source = createReadStream(path)
  const parser = source.pipe(
    parse({
      bom: true,
      delimiter: format.delimiter ?? ',',
      info: true,
      max_record_size: MOST_CHARACTERS,
      skip_empty_lines: true,
      skip_records_with_error: true,
      columns(header: string[]) {
        checkHeader(header, wanted)
        return header
      },
      on_skip(error: CsvError | undefined) {
        const line = error && 'lines' in error ? Number(error['lines']) : 0
        skipped.push({ line, problem: error?.message ?? 'malformed' })
        return undefined
      },
    }),
  )
  source.on('error', (error) => parser.destroy(error))
  let row = 0
  /** The parser reads ahead of us: what it skipped is told where it stood. */
  function* toldBefore(line: number): Generator<ReadRow> {
    while (skipped[0] && skipped[0].line <= line) {
      const [one] = skipped.splice(0, 1)
      if (one) yield { row: ++row, ...one }
    }
  }
  for await (const record of parser) {
    // Gate: with `info` every record comes as this pair.
    const { record: fields, info } = record as { record: Fields; info: Info }
    yield* toldBefore(info.lines)
    yield { row: ++row, line: info.lines, fields }
  }
  yield* toldBefore(Infinity)
}

/** A JSON value as the text that a CSV cell would hold. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function* readLines(path: string): AsyncGenerator<ReadRow> {
  let [row, line] = [0, 0]
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line++
    if (text.trim() === '') continue
    row++
    yield { row, line, ...readLine(text) }
  }
}

function readLine(text: string): { readonly fields: Fields } | { readonly problem: string } {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { problem: 'not a JSON object' }
    return { fields: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cell(member)])) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'not JSON' }
  }
}

/** Rows of the file in its order. Throws `MissingColumns` when a CSV lacks a column that the mapping names. */
export function readRows(path: string, mapping: Mapping): AsyncGenerator<ReadRow> {
  return mapping.format.type === 'csv' ? readCsv(path, mapping, columnsOf(mapping)) : readLines(path)
}
