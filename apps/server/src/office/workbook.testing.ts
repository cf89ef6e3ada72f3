// Reads our workbooks back as texts and numbers, sheet by sheet and row by row.
import { openPackage } from './package.testing.ts'

const ENTITY: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#13': '\r' }

const textOf = (xml: string): string =>
  xml
    .replaceAll(/&([\w#]+);/g, (whole, name: string) => ENTITY[name] ?? whole)
    .replaceAll(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

const columnAt = (place: string): number =>
  Array.from(place.replace(/\d+$/, '')).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** Rows of cells as they are shown to a program; empty cells are ''. */
export function readWorkbook(bytes: Buffer): string[][][] {
  const parts = openPackage(bytes)
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si><t>([^<]*)<\/t><\/si>/g)].map(
    ([, text = '']) => textOf(text),
  )
  const sheets = [...parts].filter(([path]) => path.startsWith('xl/worksheets/sheet'))
  return sheets.map(([, xml]) =>
    [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, cells = '']) => {
      const row: string[] = []
      for (const [, place = '', type, inner = ''] of cells.matchAll(
        /<c r="([A-Z]+\d+)" s="\d+"(?: t="(\w+)")?(?:\/>|>(.*?)<\/c>)/gs,
      )) {
        const value = /<(?:t xml:space="preserve"|v)>([^<]*)</.exec(inner)?.[1] ?? ''
        row[columnAt(place)] = type === 's' ? (shared[Number(value)] ?? '') : textOf(value)
      }
      return Array.from(row, (value) => value ?? '')
    }),
  )
}
