// Cells and rows of a sheet as SpreadsheetML (ECMA-376 part 1, §18.3), safe against what people typed into them.
import { DAY, HOUR } from '@gezhi/core/kernel/calendar'

/** What a column holds. Times are milliseconds since 1970 and are shown as Beijing time; percents are shares of 1. */
export type ColumnKind = 'text' | 'integer' | 'decimal' | 'percent' | 'time'
export type CellValue = string | number | null

/** Places in `cellXfs` of the style sheet. */
export const STYLE = {
  text: 1,
  integer: 2,
  decimal: 3,
  percent: 4,
  time: 5,
  header: 6,
  title: 7,
  label: 8,
  numberHeader: 9,
} as const

/** Excel keeps at most 32,767 characters in a cell. */
const MOST_CHARACTERS = 32_767
/** Days from 1899-12-30, where Excel's calendar begins, to 1970-01-01. */
const EPOCH_DAYS = 25_569
const BEIJING = 8 * HOUR

/**
 * A text that a spreadsheet would read as a formula when the file is saved as CSV and opened again gets an apostrophe in
 * front (OWASP, CSV injection). Chinese and Japanese Excel take the full-width signs for the same.
 */
export const withoutFormula = (text: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for XML 1.0: what it cannot hold becomes U+FFFD, and `_x0041_` stays as typed instead of becoming a letter. */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
    .replace(/[&<>"]/gu, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll('\r', '&#13;')

/** A, B … Z, AA, AB … of columns counted from 0. */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last
}

/** Day number of Excel for an instant, on the wall in Beijing. */
export const serialDay = (at: number): number => Math.round(((at + BEIJING) / DAY) * 1e6) / 1e6 + EPOCH_DAYS

const inline = (text: string): string =>
  `<is><t xml:space="preserve">${xmlText(withoutFormula(text).slice(0, MOST_CHARACTERS))}</t></is>`

/** One cell; empty for null and for a number that is none (NaN, infinite). */
export function cellXml(place: string, value: CellValue, style: number, kind: ColumnKind = 'text'): string {
  if (typeof value === 'string') return `<c r="${place}" s="${style}" t="inlineStr">${inline(value)}</c>`
  if (value === null || !Number.isFinite(value)) return `<c r="${place}" s="${style}"/>`
  return `<c r="${place}" s="${style}"><v>${kind === 'time' ? serialDay(value) : value}</v></c>`
}

/** A cell whose text is number `index` of the shared strings, which are written after all sheets. */
export const sharedCellXml = (place: string, index: number, style: number): string =>
  `<c r="${place}" s="${style}" t="s"><v>${index}</v></c>`

export const rowXml = (row: number, cells: string, height?: number): string =>
  `<row r="${row}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>${cells}</row>`
