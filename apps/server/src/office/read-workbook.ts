// Reads the rows of a workbook (.xlsx) one after the other: a sheet of 100,000 rows is never in memory as a whole.
import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Entry, ZipFile } from 'yauzl'
import { openArchive, partsOf, streamOf, UnreadableArchive, type Parts } from './archive.ts'

export interface WorkbookRow {
  /** As the sheet counts it, from 1. */
  readonly number: number
  /** Text of each cell from column A on; dates as YYYY-MM-DD. */
  readonly cells: readonly string[]
}

const MOST_TEXTS = 2_000_000
const MOST_COLUMNS = 400

interface Listener {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text: (text: string) => void
  readonly close: (name: string) => void
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** Feeds a part to a listener, piece by piece; yields after every piece. */
async function* parsed(stream: Readable, listener: Listener): AsyncGenerator<void> {
  const parser = new SaxesParser()
  parser.on('error', (cause) => {
    throw new UnreadableArchive('broken XML', { cause })
  })
  parser.on('doctype', () => {
    throw new UnreadableArchive('a document type is not allowed')
  })
  parser.on('opentag', (tag: SaxesTagPlain) => listener.open(local(tag.name), tag.attributes))
  parser.on('text', listener.text)
  parser.on('cdata', listener.text)
  parser.on('closetag', ({ name }) => listener.close(local(name)))
  stream.setEncoding('utf8')
  for await (const piece of stream) {
    // Gate: the stream has an encoding, so that pieces are text.
    parser.write(piece as string)
    yield
  }
  parser.close()
}

async function readWhole(zip: ZipFile, entry: Entry | undefined, listener: Listener): Promise<void> {
  if (!entry) return
  for await (const _ of parsed(await streamOf(zip, entry), listener));
}

const none = (): void => undefined

/** Texts that cells share, in their order; phonetic hints are left out. */
async function sharedTexts(zip: ZipFile, parts: Parts): Promise<readonly string[]> {
  const texts: string[] = []
  let [text, inText, inHint] = ['', false, false]
  await readWhole(zip, parts.get('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = ''
      if (name === 't') inText = true
      if (name === 'rPh') inHint = true
    },
    text(piece) {
      if (inText && !inHint) text += piece
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') inHint = false
      if (name === 'si' && texts.push(text) > MOST_TEXTS) throw new UnreadableArchive('too many texts')
    },
  })
  return texts
}

/** Built-in formats of days and times; others say y, m or d outside quotes. */
const isDayFormat = (id: number, code: string | undefined): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 50 && id <= 58) ||
  (code !== undefined && /[ymd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')))

/** Which styles of cells show a number as a day. */
async function dayStyles(zip: ZipFile, parts: Parts): Promise<ReadonlySet<number>> {
  const codes = new Map<number, string>()
  const days = new Set<number>()
  let [inCells, index] = [false, 0]
  await readWhole(zip, parts.get('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0)
        if (isDayFormat(id, codes.get(id))) days.add(index)
        index++
      }
    },
    text: none,
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return days
}

/** Days since 1899-12-30 as a date. */
const dayOfSerial = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)

function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.replace(/\d+$/, '')) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

interface Known {
  readonly texts: readonly string[]
  readonly days: ReadonlySet<number>
}

function cellText(raw: string, type: string, style: number, { texts, days }: Known): string {
  if (type === 's') return texts[Number(raw)] ?? ''
  if (type === 'b') return raw === '1' ? 'TRUE' : 'FALSE'
  if (type === '' || type === 'n') {
    const number = Number(raw)
    if (raw !== '' && days.has(style) && number > 0 && number < 200_000) return dayOfSerial(number)
    // 0.1 + 0.2 in a cell is written with 17 digits.
    return raw.includes('.') && Number.isFinite(number) ? String(Number(number.toPrecision(15))) : raw
  }
  return raw
}

async function* rowsOf(zip: ZipFile, entry: Entry, known: Known): AsyncGenerator<WorkbookRow> {
  let ready: WorkbookRow[] = []
  let cells: string[] = []
  let [number, column, style, type, raw, inValue] = [0, -1, 0, '', '', false]
  const listener: Listener = {
    open(name, attributes) {
      if (name === 'row') {
        number = Number(attributes['r'] ?? number + 1)
        cells = []
        column = -1
      }
      if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1
        type = attributes['t'] ?? ''
        style = Number(attributes['s'] ?? 0)
        raw = ''
      }
      if (name === 'v' || name === 't') inValue = true
    },
    text(piece) {
      if (inValue) raw += piece
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      if (name === 'c' && column >= 0 && column < MOST_COLUMNS) {
        while (cells.length < column) cells.push('')
        cells[column] = cellText(raw, type, style, known)
      }
      if (name === 'row') ready.push({ number, cells })
    },
  }
  for await (const _ of parsed(await streamOf(zip, entry), listener)) {
    yield* ready
    ready = []
  }
  yield* ready
}

/** Path of the first sheet in the order of the workbook. */
async function firstSheet(zip: ZipFile, parts: Parts): Promise<Entry> {
  let wanted = ''
  const targets = new Map<string, string>()
  await readWhole(zip, parts.get('xl/workbook.xml'), {
    open(name, attributes) {
      if (name !== 'sheet' || wanted !== '') return
      const id = Object.entries(attributes).find(([key]) => local(key) === 'id')
      wanted = id?.[1] ?? ''
    },
    text: none,
    close: none,
  })
  await readWhole(zip, parts.get('xl/_rels/workbook.xml.rels'), {
    open(name, attributes) {
      if (name === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '')
    },
    text: none,
    close: none,
  })
  const target = targets.get(wanted) ?? ''
  const found = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  if (!found) throw new UnreadableArchive('no sheet')
  return found
}

/** Rows of the first sheet of a file or of bytes. Throws `UnreadableArchive`; ends its file when reading ends. */
export async function* readWorkbook(from: string | Buffer): AsyncGenerator<WorkbookRow> {
  const zip = await openArchive(from)
  try {
    const parts = await partsOf(zip)
    const sheet = await firstSheet(zip, parts)
    yield* rowsOf(zip, sheet, { texts: await sharedTexts(zip, parts), days: await dayStyles(zip, parts) })
  } finally {
    zip.close()
  }
}
