// The work report as a workbook: figures with native charts, one sheet a question.
import { BROKEN_DOWN, INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { Figure, Figures } from '@gezhi/core/assessment/figure.view'
import type { Readable } from 'node:stream'
import type { CellValue, ColumnKind } from '../../office/sheet-xml.ts'
import { ROWS, writeWorkbook, type Column, type Sheet } from '../../office/workbook.ts'
import { wallTime, type Language } from '../../office/words.ts'
import {
  basisText,
  figureIn,
  groupName,
  listed,
  REPORTED,
  summaryOf,
  TREND,
  valueText,
  type Listed,
  type ReportData,
} from './report.content.ts'
import { reportTexts, type ReportTexts } from './report.texts.ts'

/** Colours of the series, those of the steps on our screens. */
export const SERIES: Readonly<Record<(typeof TREND)[number], string>> = {
  responseRate: '#2B6CB0',
  solvedRate: '#2F855A',
  satisfiedRate: '#B7791F',
  reported: '#2B6CB0',
  due: '#6B46C1',
}

const kindOf = (code: IndicatorCode): ColumnKind =>
  ['RATE', 'MEAN', 'REPORTERS'].includes(INDICATORS[code].kind) ? 'percent' : 'integer'

const valueOf = (figures: readonly Figure[], code: IndicatorCode): CellValue =>
  figureIn(figures, code)?.value ?? null

interface Making {
  readonly data: ReportData
  readonly t: ReportTexts
  readonly language: Language
}

const about = ({ data, t }: Making): Sheet['about'] => [
  [t.scope, data.scope],
  [t.issuer, data.issuer],
  [t.madeBy, data.by],
  [t.madeAt, wallTime(data.madeAt)],
  [t.asOf, wallTime(data.figures.asOf)],
]

function summarySheet(making: Making): Sheet {
  const { data, t, language } = making
  return {
    name: t.sheetSummary,
    title: `${data.title} · ${data.when}`,
    about: [
      ...about(making),
      ...summaryOf(data, t, language).map((text): readonly [string, string] => ['', text]),
    ],
    columns: [
      { title: t.indicator, width: 20, kind: 'text' },
      { title: t.value, width: 14, kind: 'text' },
      { title: t.basis, width: 24, kind: 'text' },
      { title: t.before, width: 14, kind: 'text' },
      { title: t.formula, width: 70, kind: 'text' },
      { title: t.base, width: 50, kind: 'text' },
    ],
    rows: REPORTED.map((code) => {
      const figure = figureIn(data.figures.total, code)
      const { name, formula, base } = INDICATORS[code]
      return [
        name[language],
        valueText(figure, t),
        basisText(figure, t),
        valueText(figureIn(data.earlier.total, code), t),
        formula[language],
        base[language],
      ]
    }),
  }
}

function groupSheet(making: Making, figures: Figures, name: string, key: string): Sheet {
  const { data, t, language } = making
  const codes = figures === data.trend ? TREND : BROKEN_DOWN
  const columns: Column[] = [
    { title: key, width: 20, kind: 'text' },
    ...codes.map((code): Column => ({
      title: INDICATORS[code].name[language],
      width: 13,
      kind: kindOf(code),
    })),
  ]
  return {
    name,
    title: `${data.title} · ${data.when} · ${name}`,
    about: [[t.scope, data.scope]],
    columns,
    rows: figures.groups.map((row) => [
      groupName(row, t, language),
      ...codes.map((code) => valueOf(row.figures, code)),
    ]),
  }
}

function trendSheet(making: Making): Sheet {
  const { data, t, language } = making
  const daily = data.trend.groups.some(({ key }) => key.length === 10)
  const series = (codes: readonly (typeof TREND)[number][]) =>
    codes.map((code) => ({
      column: TREND.indexOf(code) + 1,
      title: INDICATORS[code].name[language],
      colour: SERIES[code],
    }))
  const rows = data.trend.groups.length
  return {
    ...groupSheet(making, data.trend, t.sheetTrend, daily ? t.day : t.month),
    charts: [
      {
        title: t.rates,
        kind: 'line',
        names: 0,
        rows,
        percent: true,
        series: series(['responseRate', 'solvedRate', 'satisfiedRate']),
      },
      {
        title: t.volume,
        kind: 'column',
        names: 0,
        rows,
        percent: false,
        series: series(['reported', 'due']),
      },
    ],
  }
}

function listSheet(
  { data, t }: Making,
  name: string,
  rows: readonly (Listed & { readonly card?: string })[],
): Sheet {
  const cards = rows.some(({ card }) => card !== undefined)
  return {
    name,
    title: `${data.title} · ${data.when} · ${name}`,
    about: [[t.count, ROWS]],
    columns: [
      ...(cards ? [{ title: t.card, width: 10, kind: 'text' as const }] : []),
      { title: t.number, width: 22, kind: 'text' },
      { title: t.matter, width: 44, kind: 'text' },
      { title: t.org, width: 22, kind: 'text' },
      { title: t.at, width: 18, kind: 'time' },
    ],
    rows: rows.map(({ card, number, title, org, at }) => [
      ...(cards ? [card ?? null] : []),
      number,
      title,
      org,
      at,
    ]),
  }
}

/** Cards of both colours, newest first, with their colour in words. */
export const cardsOf = ({ yellow, red }: ReportData, t: ReportTexts): (Listed & { card: string })[] =>
  [
    ...listed(red, t).map((one) => ({ ...one, card: t.red })),
    ...listed(yellow, t).map((one) => ({ ...one, card: t.yellow })),
  ].sort((a, b) => b.at - a.at)

/** The report as .xlsx. */
export function workbookOf(data: ReportData, language: Language): Readable {
  const t = reportTexts[language]
  const making: Making = { data, t, language }
  const sheets = [
    summarySheet(making),
    trendSheet(making),
    groupSheet(making, data.byStreet, t.sheetStreet, t.street),
    groupSheet(making, data.byCategory, t.sheetCategory, t.category),
    groupSheet(making, data.byUrgency, t.sheetUrgency, t.urgency),
    listSheet(making, t.sheetCards, cardsOf(data, t)),
    listSheet(making, t.sheetOverdue, listed(data.overdue, t)),
  ]
  return writeWorkbook(sheets, {
    title: `${data.title} · ${data.when}`,
    creator: data.issuer,
    at: data.madeAt,
  })
}
