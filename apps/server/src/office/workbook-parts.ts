// The small parts of a workbook around its sheets (ECMA-376 part 1, §18).
import { xmlText } from './sheet-xml.ts'

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument'

export interface About {
  readonly title: string
  /** Who made it: written into the file's properties. */
  readonly creator: string
  /** Milliseconds. */
  readonly at: number
}

export interface Relation {
  readonly id: string
  /** Last word of the relation's type, e.g. `worksheet`. */
  readonly type: string
  readonly target: string
}

export const relations = (all: readonly Relation[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(({ id, type, target }) =>
      type === 'core-properties'
        ? `<Relationship Id="${id}" Type="${PACKAGE}/relationships/metadata/${type}" Target="${target}"/>`
        : `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/** A part of the file with its content type. */
export interface Part {
  readonly path: string
  readonly type: string
}

export const sheetPart = (no: number): Part => ({
  path: `xl/worksheets/sheet${no}.xml`,
  type: 'spreadsheetml.worksheet',
})
export const drawingPart = (no: number): Part => ({ path: `xl/drawings/drawing${no}.xml`, type: 'drawing' })
export const chartPart = (sheet: number, no: number): Part => ({
  path: `xl/charts/chart${sheet}-${no}.xml`,
  type: 'drawingml.chart',
})

/** Names the type of every part; the four that each workbook has are added. */
export function contentTypes(parts: readonly Part[]): string {
  const known: readonly Part[] = [
    { path: 'xl/workbook.xml', type: 'spreadsheetml.sheet.main' },
    { path: 'xl/styles.xml', type: 'spreadsheetml.styles' },
    { path: 'xl/sharedStrings.xml', type: 'spreadsheetml.sharedStrings' },
  ]
  const office = [...known, ...parts].map(
    ({ path, type }) => `<Override PartName="/${path}" ContentType="${TYPES}.${type}+xml"/>`,
  )
  const ours = 'application/vnd.openxmlformats-package'
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="${ours}.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${office.join('')}<Override PartName="/docProps/core.xml" ContentType="${ours}.core-properties+xml"/></Types>`
}

export function coreProperties({ title, creator, at }: About): string {
  const time = new Date(at).toISOString()
  return `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(creator)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created></cp:coreProperties>`
}

/** Sheet names have at most 31 characters and none of `[]:*?/\`. */
export const sheetName = (name: string): string => name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31)

/** `headerRow`: the row that is repeated on every printed page. */
export function workbookXml(
  sheets: readonly { readonly name: string; readonly headerRow: number }[],
): string {
  const names = sheets.map(
    ({ name }, index) =>
      `<sheet name="${xmlText(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const titles = sheets.map(
    ({ name, headerRow }, index) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${xmlText(sheetName(name))}'!$${headerRow}:$${headerRow}</definedName>`,
  )
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${names.join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`
}

export const sharedStrings = (texts: readonly string[]): string =>
  `${XML}<sst xmlns="${MAIN}" count="${texts.length}" uniqueCount="${texts.length}">${texts
    .map((text) => `<si><t>${xmlText(text)}</t></si>`)
    .join('')}</sst>`

const font = (size: number, more: string) =>
  `<font>${more}<sz val="${size}"/><color rgb="FF1B2430"/><name val="微软雅黑"/><family val="2"/></font>`
const format = (formatId: number, fontId: number, fill: number, border: number, align = '') =>
  `<xf numFmtId="${formatId}" fontId="${fontId}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"${align}/></xf>`

/** Formats in the order of `STYLE`; 164 and above are our own number formats. */
export const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="#,##0.00"/></numFmts><fonts count="3">${font(10, '')}${font(10, '<b/>')}${font(14, '<b/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EFF7"/></patternFill></fill></fills><borders count="2"><border/><border><left/><right/><top/><bottom style="thin"><color rgb="FFE2E6EC"/></bottom></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="10"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${format(0, 0, 0, 1)}${format(3, 0, 0, 1)}${format(166, 0, 0, 1)}${format(165, 0, 0, 1)}${format(164, 0, 0, 1, ' horizontal="left"')}${format(0, 1, 2, 1, ' wrapText="1"')}${format(0, 2, 0, 0)}${format(0, 0, 0, 0)}${format(0, 1, 2, 1, ' horizontal="right" wrapText="1"')}</cellXfs></styleSheet>`
