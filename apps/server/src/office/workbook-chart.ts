// Native charts beside a table (ECMA-376 part 1, §20.5 and §21.2): they draw the cells, so they follow an edited figure.
import { RELATIONS, XML } from './workbook-parts.ts'
import { columnName, xmlText } from './sheet-xml.ts'

const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006'
/** English metric units in a pixel at 96 dpi. */
const EMU = 9525
const [WIDTH, HEIGHT, GAP] = [560, 300, 24]
/** Pixels of a row, as `defaultRowHeight` of our sheets has it. */
const ROW = 21

export interface SheetChart {
  readonly title: string
  readonly kind: 'line' | 'column'
  /** Index of the column that names the points. */
  readonly names: number
  readonly series: readonly { readonly column: number; readonly title: string; readonly colour: string }[]
  /** Rows of the table that are drawn, from its first. */
  readonly rows: number
  /** The values are shares of 1. */
  readonly percent: boolean
}

/** Charts stand under each other, right of the table. */
export function drawingXml(charts: readonly SheetChart[], column: number): string {
  const anchors = charts.map(({ title }, index) => {
    const row = 1 + index * Math.ceil((HEIGHT + GAP) / ROW)
    return `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>190500</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${WIDTH * EMU}" cy="${HEIGHT * EMU}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${index + 2}" name="${xmlText(title)}" descr="${xmlText(title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${RELATIONS}" r:id="rId${index + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>`
  })
  return `${XML}<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main">${anchors.join('')}</xdr:wsDr>`
}

const solid = (colour: string) => `<a:solidFill><a:srgbClr val="${colour.replace('#', '')}"/></a:solidFill>`
const hidden = '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'

function seriesXml(chart: SheetChart, sheet: string, top: number, index: number): string {
  const { column = 0, title = '', colour = '000000' } = chart.series[index] ?? {}
  const cells = (at: number) =>
    `'${xmlText(sheet)}'!$${columnName(at)}$${top + 1}:$${columnName(at)}$${top + chart.rows}`
  const look =
    chart.kind === 'line'
      ? `<c:spPr><a:ln w="25400">${solid(colour)}</a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>${solid(colour)}</c:spPr></c:marker>`
      : `<c:spPr>${solid(colour)}</c:spPr><c:invertIfNegative val="0"/>`
  return `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:v>${xmlText(title)}</c:v></c:tx>${look}<c:cat><c:strRef><c:f>${cells(chart.names)}</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>${cells(column)}</c:f></c:numRef></c:val>${chart.kind === 'line' ? '<c:smooth val="0"/>' : ''}</c:ser>`
}

/** `top`: row of the table's head on the sheet. */
export function chartXml(chart: SheetChart, sheet: string, top: number): string {
  const series = chart.series.map((_, index) => seriesXml(chart, sheet, top, index)).join('')
  const plot =
    chart.kind === 'line'
      ? `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>`
      : `<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>`
  const axes = `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>${chart.percent ? '<c:max val="1"/>' : ''}<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="6350">${solid('E2E6EC')}</a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="${chart.percent ? '0%' : '#,##0'}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>${hidden}<c:crossAx val="1"/></c:valAx>`
  return `${XML}<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main" xmlns:r="${RELATIONS}"><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr sz="1200" b="1"/><a:t>${xmlText(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}${axes}</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`
}
