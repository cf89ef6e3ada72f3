// Workbooks (.xlsx) as a stream: each row leaves when it is read, so memory does not grow with the list.
import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { chartXml, drawingXml, type SheetChart } from './workbook-chart.ts'
import {
  chartPart,
  contentTypes,
  coreProperties,
  drawingPart,
  MAIN,
  relations,
  RELATIONS,
  sharedStrings,
  sheetName,
  sheetPart,
  STYLES,
  workbookXml,
  XML,
  type About,
  type Part,
} from './workbook-parts.ts'
import {
  cellXml,
  columnName,
  rowXml,
  sharedCellXml,
  STYLE,
  xmlText,
  type CellValue,
  type ColumnKind,
} from './sheet-xml.ts'

export interface Column {
  readonly title: string
  /** In characters of Latin width; a Chinese character takes two. */
  readonly width: number
  readonly kind: ColumnKind
  /** Cells below the title offer these in a list; a spreadsheet takes lists of up to 255 characters. */
  readonly choices?: readonly string[]
}

/** Stands above a list for the number of its rows, which is known when the last one has been written. */
export const ROWS = Symbol('rows of the sheet')

export interface Sheet {
  readonly name: string
  readonly title: string
  /** Lines between title and table: what was asked, by whom, when. */
  readonly about: readonly (readonly [label: string, value: string | typeof ROWS])[]
  readonly columns: readonly Column[]
  readonly rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>
  readonly charts?: readonly SheetChart[]
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Bytes that are collected before they go to the compressor: single rows would cost a call each. */
const CHUNK = 64 * 1024

/** Row of the table's head: title, lines about it, an empty line, head. */
const headerRow = (sheet: Sheet): number => sheet.about.length + 3

/** Excel opens the sheet with its head in view and prints it landscape, one page wide. */
function opening(sheet: Sheet): string {
  const top = headerRow(sheet)
  const columns = sheet.columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  return `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${columns.join('')}</cols><sheetData>`
}

function head(sheet: Sheet, countAt: number): string {
  const about = sheet.about.map(([label, value], index) => {
    const row = index + 2
    const cell =
      value === ROWS ? sharedCellXml(`B${row}`, countAt, STYLE.label) : cellXml(`B${row}`, value, STYLE.label)
    return rowXml(row, cellXml(`A${row}`, label, STYLE.label) + cell)
  })
  const top = headerRow(sheet)
  const titles = sheet.columns.map(({ title, kind }, index) =>
    cellXml(
      `${columnName(index)}${top}`,
      title,
      kind === 'text' || kind === 'time' ? STYLE.header : STYLE.numberHeader,
    ),
  )
  return (
    rowXml(1, cellXml('A1', sheet.title, STYLE.title), 26) + about.join('') + rowXml(top, titles.join(''), 20)
  )
}

/** Rows that a list is offered in, below the ones that are there. */
const OFFERED = 10_000

/** Drop-downs of columns that have choices. */
function dropDowns(sheet: Sheet, lastRow: number): string {
  const from = headerRow(sheet) + 1
  const lists = sheet.columns.flatMap(({ choices }, index) => {
    const text = choices?.join(',') ?? ''
    if (text === '' || text.length > 255) return []
    const name = columnName(index)
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${name}${from}:${name}${lastRow + OFFERED}"><formula1>"${xmlText(text)}"</formula1></dataValidation>`,
    ]
  })
  return lists.length === 0
    ? ''
    : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`
}

function closing(sheet: Sheet, lastRow: number, drawn: boolean): string {
  const area = `A${headerRow(sheet)}:${columnName(sheet.columns.length - 1)}${lastRow}`
  return `</sheetData><autoFilter ref="${area}"/>${dropDowns(sheet, lastRow)}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;P / &amp;N</oddFooter></headerFooter>${drawn ? '<drawing r:id="rId1"/>' : ''}</worksheet>`
}

const styleOf = (kind: ColumnKind): number => STYLE[kind]

/** The sheet piece by piece; `counted` hears the number of rows at the end. */
async function* sheetXml(
  sheet: Sheet,
  countAt: number,
  counted: (rows: number) => void,
): AsyncGenerator<string> {
  const names = sheet.columns.map((_, index) => columnName(index))
  let row = headerRow(sheet)
  let piece = opening(sheet) + head(sheet, countAt)
  for await (const values of sheet.rows) {
    row++
    let cells = ''
    for (const [index, { kind }] of sheet.columns.entries())
      cells += cellXml(`${names[index]}${row}`, values[index] ?? null, styleOf(kind), kind)
    piece += rowXml(row, cells)
    if (piece.length < CHUNK) continue
    yield piece
    piece = ''
  }
  const rows = row - headerRow(sheet)
  counted(rows)
  yield piece + closing(sheet, Math.max(row, headerRow(sheet)), (sheet.charts ?? []).length > 0)
}

interface Written {
  readonly add: (path: string, text: string) => void
  readonly parts: Part[]
}

/** One drawing a sheet, with all of its charts. */
function addCharts({ add, parts }: Written, sheet: Sheet, no: number): void {
  const { charts = [] } = sheet
  if (charts.length === 0) return
  const drawing = drawingPart(no)
  const files = charts.map((_, index) => chartPart(no, index + 1))
  parts.push(drawing, ...files)
  const target = ({ path }: Part) => `/${path}`
  add(
    `xl/worksheets/_rels/sheet${no}.xml.rels`,
    relations([{ id: 'rId1', type: 'drawing', target: target(drawing) }]),
  )
  add(drawing.path, drawingXml(charts, sheet.columns.length))
  add(
    `xl/drawings/_rels/drawing${no}.xml.rels`,
    relations(files.map((file, index) => ({ id: `rId${index + 1}`, type: 'chart', target: target(file) }))),
  )
  for (const [index, chart] of charts.entries()) {
    const file = files[index]
    if (file) add(file.path, chartXml(chart, sheetName(sheet.name), headerRow(sheet)))
  }
}

function addFrame({ add, parts }: Written, sheets: readonly Sheet[], about: About): void {
  const last = sheets.length
  add('[Content_Types].xml', contentTypes(parts))
  add(
    '_rels/.rels',
    relations([
      { id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' },
      { id: 'rId2', type: 'core-properties', target: 'docProps/core.xml' },
    ]),
  )
  add('docProps/core.xml', coreProperties(about))
  add(
    'xl/workbook.xml',
    workbookXml(sheets.map((sheet) => ({ name: sheet.name, headerRow: headerRow(sheet) }))),
  )
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...sheets.map((_, index) => ({
        id: `rId${index + 1}`,
        type: 'worksheet',
        target: `worksheets/sheet${index + 1}.xml`,
      })),
      { id: `rId${last + 1}`, type: 'styles', target: 'styles.xml' },
      { id: `rId${last + 2}`, type: 'sharedStrings', target: 'sharedStrings.xml' },
    ]),
  )
  add('xl/styles.xml', STYLES)
}

/**
 * The bytes of a workbook. Rows are read as fast as the reader takes them, and not before; when reading them fails or
 * the reader goes away, the stream is destroyed and the rows are not read on.
 */
export function writeWorkbook(sheets: readonly Sheet[], about: About): Readable {
  const zip = new ZipFile()
  const mtime = new Date(about.at)
  const counts = sheets.map(() => 0)
  const open = new Set<Readable>()
  const out = new PassThrough()
  const fail = (error: Error) => out.destroy(error)
  const lazily = (path: string, pieces: () => Iterable<string> | AsyncIterable<string>) =>
    zip.addReadStreamLazy(path, { mtime }, (give) => {
      if (out.destroyed) return
      const source = Readable.from(pieces(), { objectMode: false })
      open.add(source)
      source.on('error', fail)
      give(null, source)
    })
  const written: Written = {
    add: (path, text) => zip.addBuffer(Buffer.from(text), path, { mtime }),
    parts: sheets.map((_, index) => sheetPart(index + 1)),
  }
  for (const [index, sheet] of sheets.entries()) addCharts(written, sheet, index + 1)
  addFrame(written, sheets, about)
  for (const [index, sheet] of sheets.entries())
    lazily(sheetPart(index + 1).path, () => sheetXml(sheet, index, (rows) => (counts[index] = rows)))
  // Last of all: only now is known how many rows there were.
  lazily('xl/sharedStrings.xml', () => [sharedStrings(counts.map((rows) => rows.toLocaleString('en')))])
  zip.on('error', fail)
  zip.outputStream.pipe(out)
  out.on('close', () => {
    for (const source of open) source.destroy()
  })
  zip.end()
  return out
}
