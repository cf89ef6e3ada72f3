// A folder becomes records: CSV with the row of each record, YAML with the line of each member, GeoJSON as it is.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  PACK_DOCUMENTS,
  PACK_GEO,
  PACK_TABLES,
  readPack,
  type PackResult,
  type RawPack,
} from '@gezhi/core/districts/pack'
import type { RawTable } from '@gezhi/core/districts/pack.cells'
import type { RawDocument } from '@gezhi/core/districts/pack.document'
import { packError, type PackError, type PackErrorCode } from '@gezhi/core/districts/pack.errors'
import type { RawGeo } from '@gezhi/core/districts/pack.geo'
import { CsvError, parse, type Info } from 'csv-parse/sync'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'

/** A file that cannot be read as what it is; its records are then unknown. */
class Unreadable extends Error {
  readonly error: PackError

  constructor(file: string, row: number | null, code: PackErrorCode, reason = '') {
    super(code)
    this.error = packError({ file, row, column: null }, code, { reason })
  }
}

interface Line {
  readonly record: Record<string, string>
  readonly info: Info
}

function parseTable(file: string, content: string): RawTable {
  let columns: string[] = []
  try {
    const lines = parse(content, {
      bom: true,
      columns: (head: string[]) => (columns = head.map((name) => name.trim())),
      info: true,
      skip_empty_lines: true,
      // Gate: with `info` each record comes with the place where it ended.
    }) as unknown as Line[]
    const rows = lines.map(({ record, info }) => ({ row: info.lines, cells: record }))
    return { file, columns, rows }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line: unknown = Reflect.get(error, 'lines')
    throw new Unreadable(file, typeof line === 'number' ? line : null, 'pack/malformed', error.message)
  }
}

/** Notes the line of every member under its path. */
function noteLines(node: unknown, path: string, counter: LineCounter, lines: Record<string, number>): void {
  if (isMap(node))
    for (const { key, value } of node.items) {
      const own = path ? `${path}.${String(key)}` : String(key)
      const start = isScalar(key) ? (key as Node).range?.[0] : undefined
      if (start !== undefined) lines[own] = counter.linePos(start).line
      noteLines(value, own, counter, lines)
    }
  if (isSeq(node)) node.items.forEach((item, index) => noteLines(item, `${path}.${index}`, counter, lines))
}

function parseYaml(file: string, content: string): RawDocument {
  const counter = new LineCounter()
  const document = parseDocument(content, { lineCounter: counter })
  const [error] = document.errors
  if (error) {
    const [reason] = error.message.split(/:?\n/)
    throw new Unreadable(file, error.linePos?.[0].line ?? null, 'pack/malformed', reason)
  }
  const lines: Record<string, number> = {}
  noteLines(document.contents, '', counter, lines)
  return { file, value: document.toJS() as unknown, lines }
}

/** JSON says what is wrong but not always where; as JSON is YAML, the other parser knows the line. */
function parseGeo(file: string, content: string): RawGeo {
  try {
    return { file, value: JSON.parse(content) as unknown }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    parseYaml(file, content)
    throw new Unreadable(file, null, 'pack/malformed', error.message)
  }
}

type Parse<T> = (file: string, content: string) => T

async function readPart<T>(folder: string, file: string, parsed: Parse<T>): Promise<T> {
  let content: string
  try {
    content = await readFile(join(folder, file), 'utf8')
  } catch (error) {
    if (Reflect.get(error as object, 'code') !== 'ENOENT') throw error
    throw new Unreadable(file, null, 'pack/file-missing')
  }
  return parsed(file, content)
}

async function readAll<T>(folder: string, files: Readonly<Record<string, string>>, parsed: Parse<T>) {
  const names = Object.keys(files)
  const settled = await Promise.allSettled(names.map((name) => readPart(folder, files[name] ?? name, parsed)))
  const parts: Record<string, T> = {}
  const errors: PackError[] = []
  settled.forEach((one, index) => {
    if (one.status === 'fulfilled') parts[names[index] ?? ''] = one.value
    else if (one.reason instanceof Unreadable) errors.push(one.reason.error)
    else throw one.reason
  })
  return { parts, errors }
}

/** Reads and checks the pack in a folder. Files that cannot be read are told all together, before any other check. */
export async function readPackFolder(folder: string): Promise<PackResult> {
  const [tables, documents, geo] = await Promise.all([
    readAll(folder, PACK_TABLES, parseTable),
    readAll(folder, PACK_DOCUMENTS, parseYaml),
    readAll(folder, PACK_GEO, parseGeo),
  ])
  const errors = [...tables.errors, ...documents.errors, ...geo.errors]
  if (errors.length > 0) return { ok: false, errors }
  // Gate: every file of the three lists was read, or there was an error.
  return readPack({ ...tables.parts, ...documents.parts, ...geo.parts } as unknown as RawPack)
}
