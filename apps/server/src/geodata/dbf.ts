// Reads the table of a Shapefile (dBASE III to VII, .dbf) row by row; numbers stay text, so that codes keep their digits.
import type { Readable } from 'node:stream'
import { BrokenFile, bytesOf, type Bytes } from './bytes.ts'

export interface DbfTable {
  readonly titles: readonly string[]
  /** Cells of each row; null for one that was deleted, which still has its shape. */
  readonly rows: AsyncGenerator<readonly string[] | null>
}

interface Column {
  readonly title: string
  readonly type: string
  readonly from: number
  readonly to: number
}

const HEADER = 32
const END_OF_COLUMNS = 0x0d
const DELETED = 0x2a

function columnsOf(head: Buffer, decode: (bytes: Buffer) => string): readonly Column[] {
  const columns: Column[] = []
  // The first byte of a row says whether it was deleted.
  let from = 1
  for (let at = 0; at + HEADER <= head.length && head[at] !== END_OF_COLUMNS; at += HEADER) {
    const name = head.subarray(at, at + 11)
    const end = name.indexOf(0)
    const to = from + head.readUInt8(at + 16)
    columns.push({
      title: decode(end < 0 ? name : name.subarray(0, end)).trim(),
      type: String.fromCharCode(head.readUInt8(at + 11)),
      from,
      to,
    })
    from = to
  }
  return columns
}

function cellOf(text: string, type: string): string {
  switch (type) {
    case 'D':
      return /^(?!0000)\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : ''
    case 'L':
      return /^[YyTt]$/.test(text) ? 'TRUE' : /^[NnFf]$/.test(text) ? 'FALSE' : ''
    case 'N':
    case 'F':
      // An empty number is blanks or stars; 6.000 is what GIS programs write for 6.
      return /^\*+$/.test(text) ? '' : text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
    default:
      return text
  }
}

interface Head {
  readonly bytes: Bytes
  /** Rows, as the header says. */
  readonly count: number
  readonly rowLength: number
  /** What describes the columns. */
  readonly columns: Buffer
}

async function headOf(stream: Readable): Promise<Head> {
  const bytes = bytesOf(stream)
  const start = await bytes.take(HEADER)
  if (!start) throw new BrokenFile('an empty table')
  const columns = await bytes.take(start.readUInt16LE(8) - HEADER)
  if (!columns) throw new BrokenFile('no columns')
  return { bytes, count: start.readUInt32LE(4), rowLength: start.readUInt16LE(10), columns }
}

/** Rows that are looked at for how they are written. */
const LOOKED_AT = 5_000

/** Whether titles and first rows are UTF-8, of a table that does not say. */
export async function isUtf8(stream: Readable): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const { bytes, count, rowLength, columns } = await headOf(stream)
  try {
    for (let at = 0; at + HEADER <= columns.length && columns[at] !== END_OF_COLUMNS; at += HEADER)
      decoder.decode(columns.subarray(at, at + 11))
    for (let index = 0; index < Math.min(count, LOOKED_AT); index++)
      decoder.decode((await bytes.take(rowLength)) ?? Buffer.alloc(0))
    return true
  } catch (cause) {
    if (cause instanceof TypeError) return false
    throw cause
  } finally {
    stream.destroy()
  }
}

/** Throws `BrokenFile`. `encoding` as `TextDecoder` names it. */
export async function readDbf(stream: Readable, encoding: string): Promise<DbfTable> {
  const decoder = new TextDecoder(encoding)
  const decode = (bytes: Buffer) => decoder.decode(bytes)
  const { bytes, count, rowLength, columns: described } = await headOf(stream)
  const columns = columnsOf(described, decode)
  if (columns.length === 0 || rowLength < (columns.at(-1)?.to ?? 0)) throw new BrokenFile('no columns')
  async function* rows() {
    try {
      for (let index = 0; index < count; index++) {
        const row = await bytes.take(rowLength)
        if (!row) return
        yield row[0] === DELETED
          ? null
          : columns.map(({ type, from, to }) =>
              cellOf(decode(row.subarray(from, to)).replaceAll('\0', '').trim(), type),
            )
      }
    } finally {
      stream.destroy()
    }
  }
  return { titles: columns.map(({ title }) => title), rows: rows() }
}
