// Rows of a file that somebody sends, whatever program wrote it: workbook, CSV in UTF-8 or GB 18030, GeoJSON, GIS files.
import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { readFeatures } from '@gezhi/core/library/geojson'
import type { ImportView } from '@gezhi/core/library/import.api'
import { columnsOf, titleOf } from '@gezhi/core/library/read-row'
import type { RegisterName } from '@gezhi/core/library/registers'
import { CsvError, parse } from 'csv-parse'
import { openArchive, partsOf, UnreadableArchive } from '../../office/archive.ts'
import { readWorkbook } from '../../office/read-workbook.ts'
import type { Head, TableRow } from './table-row.ts'
import { layerRows, titlesOfLayer } from './layer-rows.ts'
import { UnreadableFile } from './unreadable.ts'

export type Format = ImportView['format']

/** GeoJSON is read as a whole; 64 MB of it take about 500 MB, so less is taken. */
const MOST_GEOJSON = 24 * 1024 * 1024

/** Workbooks and zipped Shapefiles are both archives: what is in them tells. */
async function formatOfArchive(file: string): Promise<Format> {
  try {
    const zip = await openArchive(file)
    try {
      const names = [...(await partsOf(zip)).keys()]
      return names.some((name) => /\.shp$/i.test(name)) ? 'SHAPEFILE' : 'XLSX'
    } finally {
      zip.close()
    }
  } catch (cause) {
    if (cause instanceof UnreadableArchive) throw new UnreadableFile(cause.message, { cause })
    throw cause
  }
}

/** How files begin that are no text: archives, SQLite, and a .shp without the files that belong to it. */
const ARCHIVE = 'PK'
const SQLITE = 'SQLite format 3'
const BARE_SHAPES = '\0\0\u0027\n'

/** By the first bytes, not by the name; GeoJSON begins with a brace. Throws `UnreadableFile`. */
export async function formatOf(file: string): Promise<Format> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    const begin = buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .trimStart()
    if (begin.startsWith(ARCHIVE)) return await formatOfArchive(file)
    if (begin.startsWith(SQLITE)) return 'GEOPACKAGE'
    if (begin.startsWith(BARE_SHAPES))
      throw new UnreadableFile('a .shp alone', { refusal: { code: 'library/shape-parts' } })
    return begin.startsWith('{') || begin.startsWith('[') ? 'GEOJSON' : 'CSV'
  } finally {
    await handle.close()
  }
}

/** UTF-8, unless the first part is none: spreadsheets in China also write GB 18030. */
async function encodingOf(file: string): Promise<'utf-8' | 'gb18030'> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    // A character may be cut at the end.
    for (let cut = 0; cut < 4; cut++)
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead - cut))
        return 'utf-8'
      } catch {
        continue
      }
    return 'gb18030'
  } finally {
    await handle.close()
  }
}

async function* csvRows(file: string): AsyncGenerator<TableRow> {
  const decoder = new TextDecoderStream(await encodingOf(file))
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    delimiter: [',', '\t', ';'],
  })
  const text = createReadStream(file)
  const reading = (async () => {
    const writer = decoder.writable.getWriter()
    for await (const piece of text) await writer.write(piece)
    await writer.close()
  })()
  const feeding = (async () => {
    for await (const piece of decoder.readable)
      if (!parser.write(piece)) await new Promise<void>((resolve) => void parser.once('drain', resolve))
    parser.end()
  })()
  feeding.catch((error: Error) => parser.destroy(error))
  reading.catch((error: Error) => parser.destroy(error))
  try {
    for await (const line of parser) {
      // Gate: with `info` each line comes with the place where it ended.
      const { record, info } = line as { record: string[]; info: { lines: number } }
      yield { number: info.lines, cells: record }
    }
  } catch (cause) {
    if (cause instanceof CsvError) throw new UnreadableFile(cause.message, { cause })
    throw cause
  } finally {
    text.destroy()
  }
}

const cellOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

async function* geoRows(file: string): AsyncGenerator<TableRow> {
  if ((await stat(file)).size > MOST_GEOJSON)
    throw new UnreadableFile('GeoJSON of more than 24 MB', { refusal: { code: 'library/geojson-too-large' } })
  let value: unknown
  try {
    value = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new UnreadableFile('not JSON', { cause })
  }
  const features = readFeatures(value)
  if (!features) throw new UnreadableFile('not a FeatureCollection')
  const titles = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))]
  yield { number: 0, cells: titles }
  for (const [index, { properties, geometry, fault }] of features.entries())
    yield {
      number: index + 1,
      cells: titles.map((title) => cellOf(properties[title])),
      geometry,
      ...(fault ? { fault } : {}),
    }
}

async function* bookRows(file: string): AsyncGenerator<TableRow> {
  try {
    for await (const { number, cells } of readWorkbook(file))
      // What looks like a formula leaves the product behind an apostrophe.
      yield { number, cells: cells.map((cell) => cell.replace(/^'(?=[=+\-@])/, '')) }
  } catch (cause) {
    if (cause instanceof UnreadableArchive) throw new UnreadableFile(cause.message, { cause })
    throw cause
  }
}

/** All rows, the titles among them; `layer` of a file that has several. Throws `UnreadableFile`. */
export function rowsOf(file: string, format: Format, layer: string | null): AsyncGenerator<TableRow> {
  switch (format) {
    case 'XLSX':
      return bookRows(file)
    case 'CSV':
      return csvRows(file)
    case 'GEOJSON':
      return geoRows(file)
    case 'SHAPEFILE':
    case 'GEOPACKAGE':
      return layerRows(file, format, layer)
  }
}

const plain = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/[\s*＊_（）()]/g, '')
    .toLowerCase()

/** Column of the register that a title names: its name in the interface, its Chinese or its English title. */
export function columnNamed(register: RegisterName): (title: string) => string | null {
  const known = new Map(
    columnsOf(register).flatMap((column) => {
      const { zh, en } = titleOf(register, column)
      return [column, zh, en].map((title): [string, string] => [plain(title), column])
    }),
  )
  /** Tables of Shapefiles cut titles after ten bytes: what remains names a column if only one begins so. */
  const beginning = (title: string): string | null => {
    if (new TextEncoder().encode(title).length < 9) return null
    const found = new Set([...known].flatMap(([name, column]) => (name.startsWith(title) ? [column] : [])))
    return found.size === 1 ? ([...found][0] ?? null) : null
  }
  return (title) => known.get(plain(title)) ?? beginning(plain(title))
}

/** Rows above the titles that a template and people put there: a heading, a note. */
const MOST_ABOVE = 20

/** The first row in which two titles are known; null when there is none. Throws `UnreadableFile`. */
export async function headOf(file: string, format: Format, register: RegisterName): Promise<Head | null> {
  const named = columnNamed(register)
  if (format === 'SHAPEFILE' || format === 'GEOPACKAGE') return titlesOfLayer(file, format, named)
  let above = 0
  for await (const { number, cells } of rowsOf(file, format, null)) {
    if (cells.filter((title) => named(title) !== null).length >= (format === 'GEOJSON' ? 1 : 2))
      return { titles: cells, row: number, layer: null, reference: null }
    if (++above >= MOST_ABOVE) return null
  }
  return null
}
