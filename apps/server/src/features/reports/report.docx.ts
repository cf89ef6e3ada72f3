// The work report as a document: headings, one paragraph, native charts that Word draws itself, tables, lists.
import { BROKEN_DOWN, INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { FigureRow } from '@gezhi/core/assessment/figure.view'
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { ChartRun } from 'docx/charts'
import { filled, wallTime, type Language } from '../../office/words.ts'
import {
  basisText,
  figureIn,
  groupName,
  listed,
  MOST_LISTED,
  REPORTED,
  summaryOf,
  valueText,
  type Listed,
  type ReportData,
} from './report.content.ts'
import { reportTexts, type ReportTexts } from './report.texts.ts'
import { cardsOf, SERIES } from './report.xlsx.ts'

/** GB/T 9704 asks for 仿宋 in the text and 黑体 in headings; programs without them take the next of their kind. */
const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋', cs: 'Times New Roman' }
const HEAD = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体', cs: 'Arial' }
/** Width between the margins of an A4 page in twentieths of a point. */
const WIDTH = 9000

interface Making {
  readonly data: ReportData
  readonly t: ReportTexts
  readonly language: Language
}

const heading = (text: string) =>
  new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    spacing: { before: 280, after: 120 },
    children: [new TextRun({ text, font: HEAD, size: 30, bold: true, color: '1B2430' })],
  })
const text = (words: string, size = 24) =>
  new Paragraph({
    spacing: { after: 80, line: 340 },
    children: [new TextRun({ text: words, font: FONT, size })],
  })

function cell(words: string, width: number, head: boolean, right: boolean): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    ...(head ? { shading: { type: ShadingType.CLEAR, fill: 'E8EFF7', color: 'auto' } } : {}),
    children: [
      new Paragraph({
        alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children: [new TextRun({ text: words, font: head ? HEAD : FONT, size: 19, bold: head })],
      }),
    ],
  })
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'C5CDD8' }
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' }

/** `shares` of the width by column; `left`: how many columns are words and not numbers. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  shares: readonly number[],
  left: number,
) {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.round((share / whole) * WIDTH))
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map((words, at) => cell(words, widths[at] ?? 0, isHead, at >= left)),
    })
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: LINE,
      bottom: LINE,
      left: NONE,
      right: NONE,
      insideHorizontal: LINE,
      insideVertical: NONE,
    },
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  })
}

function chart(
  { data, language }: Making,
  title: string,
  codes: readonly (keyof typeof SERIES)[],
  rate: boolean,
) {
  const { groups } = data.trend
  const daily = groups.some(({ key }) => key.length === 10)
  const sameMonth = new Set(groups.map(({ key }) => key.slice(0, 7))).size === 1
  const series = codes.map((code) => ({
    name: INDICATORS[code].name[language],
    color: SERIES[code].slice(1),
    values: groups.map(({ figures }) => figureIn(figures, code)?.value ?? null),
  }))
  const shared = {
    title,
    categories: groups.map(({ key }) =>
      daily ? (sameMonth ? String(Number(key.slice(8))) : key.slice(5)) : key,
    ),
    categoryAxis: daily && !sameMonth ? { labelRotation: -45 } : {},
    series,
    transformation: { width: 600, height: 260 },
    valueAxis: { minimum: 0, ...(rate ? { maximum: 1 } : {}), numberFormat: rate ? '0%' : '#,##0' },
  }
  const run = rate
    ? new ChartRun({ type: 'line', markers: true, ...shared })
    : new ChartRun({ type: 'column', ...shared })
  return new Paragraph({ spacing: { after: 120 }, children: [run] })
}

const broken = ({ t, language }: Making, rows: readonly FigureRow[], name: string) =>
  rows.length === 0
    ? text(t.nothing)
    : table(
        [name, ...BROKEN_DOWN.map((code) => INDICATORS[code].name[language])],
        rows.map((row) => [
          groupName(row, t, language),
          ...BROKEN_DOWN.map((code) => valueText(figureIn(row.figures, code), t)),
        ]),
        [2.2, ...BROKEN_DOWN.map(() => 1)],
        1,
      )

const list = ({ t }: Making, rows: readonly (Listed & { readonly card?: string })[], total: number) => {
  if (rows.length === 0) return [text(t.nothing)]
  const cards = rows.some(({ card }) => card !== undefined)
  const shown = rows.slice(0, MOST_LISTED)
  return [
    table(
      [...(cards ? [t.card] : []), t.number, t.matter, t.org, t.at],
      shown.map(({ card, number, title, org, at }) => [
        ...(cards ? [card ?? ''] : []),
        number,
        title,
        org,
        wallTime(at),
      ]),
      [...(cards ? [0.8] : []), 2.9, 3.4, 2, 2.4],
      9,
    ),
    ...(total > shown.length ? [text(filled(t.more, { n: total - shown.length }), 20)] : []),
  ]
}

function indicators({ data, t, language }: Making) {
  return table(
    [t.indicator, t.value, t.basis, t.before],
    REPORTED.map((code) => {
      const figure = figureIn(data.figures.total, code)
      const before = figureIn(data.earlier.total, code)
      return [
        INDICATORS[code].name[language],
        valueText(figure, t),
        basisText(figure, t),
        valueText(before, t),
      ]
    }),
    [3, 1.6, 2.6, 1.6],
    1,
  )
}

const definition = (code: IndicatorCode, { language }: Making): string[] => {
  const { name, formula, base } = INDICATORS[code]
  return [name[language], formula[language], base[language]]
}

function body(making: Making) {
  const { data, t, language } = making
  const facts: readonly (readonly [string, string])[] = [
    [t.scope, data.scope],
    [t.issuer, data.issuer],
    [t.madeBy, data.by],
    [t.madeAt, wallTime(data.madeAt)],
    [t.asOf, wallTime(data.figures.asOf)],
  ]
  const colon = language === 'zh' ? '：' : ': '
  const cards = cardsOf(data, t)
  return [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { after: 60 },
      children: [new TextRun({ text: data.title, font: HEAD, size: 44, bold: true, color: '1B2430' })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 240 },
      children: [new TextRun({ text: data.when, font: FONT, size: 28 })],
    }),
    ...facts.map(([label, value]) => text(`${label}${colon}${value}`, 21)),
    heading(t.summary),
    ...summaryOf(data, t, language).map((words) => text(words)),
    heading(t.trend),
    chart(making, t.rates, ['responseRate', 'solvedRate', 'satisfiedRate'], true),
    chart(making, t.volume, ['reported', 'due'], false),
    heading(t.indicators),
    indicators(making),
    heading(t.byStreet),
    broken(making, data.byStreet.groups, t.street),
    heading(t.byCategory),
    broken(making, data.byCategory.groups, t.category),
    heading(t.byUrgency),
    broken(making, data.byUrgency.groups, t.urgency),
    heading(t.supervision),
    ...list(making, cards, data.yellow.total + data.red.total),
    heading(t.overdue),
    ...list(making, listed(data.overdue, t), data.overdue.total),
    heading(t.notes),
    text(t.notesText, 21),
    table(
      [t.indicator, t.formula, t.base],
      REPORTED.map((code) => definition(code, making)),
      [2, 4, 4],
      9,
    ),
  ]
}

/** The report as .docx. */
export function documentOf(data: ReportData, language: Language): Promise<Buffer> {
  const t = reportTexts[language]
  const making: Making = { data, t, language }
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        font: FONT,
        size: 18,
        children: [t.page, PageNumber.CURRENT, t.pageOf, PageNumber.TOTAL_PAGES, t.pageEnd],
      }),
    ],
  })
  const made = new Document({
    title: `${data.title} · ${data.when}`,
    creator: data.issuer,
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1300, bottom: 1200, left: 1450, right: 1450 },
          },
        },
        footers: { default: new Footer({ children: [number] }) },
        children: body(making),
      },
    ],
  })
  return Packer.toBuffer(made)
}
