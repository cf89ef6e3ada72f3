// What a work report says, made of figures: the same content for the document and the workbook.
import { INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { Drill, Figure, FigureRow, Figures } from '@gezhi/core/assessment/figure.view'
import { HOUR } from '@gezhi/core/kernel/calendar'
import { maskText } from '@gezhi/core/people/masking'
import { filled, wordsIn, type Language } from '../../office/words.ts'
import type { ReportTexts } from './report.texts.ts'

/** Indicators of the report, in the order of a case's way. */
export const REPORTED: readonly IndicatorCode[] = [
  ...(['reported', 'validRate', 'acceptTimely', 'grabRate', 'dispatchAccuracy', 'signTimely'] as const),
  ...([
    'answerRate',
    'arriveRate',
    'whistleAccuracy',
    'due',
    'onTimeRate',
    'handledRate',
    'closeRate',
  ] as const),
  ...(['reworkRate', 'overdueOpen', 'handlingTime', 'responseRate', 'solvedRate', 'satisfiedRate'] as const),
  ...(['repeatRate', 'yellowCards', 'redCards', 'taskOnTime'] as const),
]
export const TREND = [
  'responseRate',
  'solvedRate',
  'satisfiedRate',
  'reported',
  'due',
] as const satisfies readonly IndicatorCode[]
/** Figures whose change is told in the summary. */
const TOLD = [
  'reported',
  'onTimeRate',
  'satisfiedRate',
  'overdueOpen',
] as const satisfies readonly IndicatorCode[]

/** Longest lists printed in the document; the workbook has the same, the system has all. */
export const MOST_LISTED = 50

export interface ReportData {
  readonly title: string
  /** The period in words. */
  readonly when: string
  readonly issuer: string
  readonly scope: string
  readonly by: string
  /** Milliseconds. */
  readonly madeAt: number
  readonly figures: Figures
  readonly earlier: Figures
  /** By day or by month. */
  readonly trend: Figures
  readonly byStreet: Figures
  readonly byCategory: Figures
  readonly byUrgency: Figures
  readonly yellow: Drill
  readonly red: Drill
  readonly overdue: Drill
}

export const figureIn = (figures: readonly Figure[], code: IndicatorCode): Figure | undefined =>
  figures.find(({ indicator }) => indicator === code)

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

const isShare = (code: IndicatorCode): boolean =>
  ['RATE', 'MEAN', 'REPORTERS'].includes(INDICATORS[code].kind)

export function valueText(figure: Figure | undefined, t: ReportTexts): string {
  if (figure?.status === 'NO_DATA') return t.noData
  if (!figure || figure.value === null) return '—'
  if (isShare(figure.indicator)) return percent(figure.value)
  if (INDICATORS[figure.indicator].kind === 'DURATION')
    return filled(t.hours, { n: (figure.value / HOUR).toFixed(1) })
  return figure.value.toLocaleString('en')
}

export function basisText(figure: Figure | undefined, t: ReportTexts): string {
  if (!figure || figure.status !== 'OK' || !isShare(figure.indicator)) return ''
  const counts = `${figure.numerator.toLocaleString('en')} / ${figure.denominator.toLocaleString('en')}`
  return figure.mean === null ? counts : `${counts} · ${filled(t.mean, { n: figure.mean.toFixed(2) })}`
}

/** One paragraph that says how the period was, and one that says what changed. */
export function summaryOf({ figures, earlier }: ReportData, t: ReportTexts, language: Language): string[] {
  const of = (code: IndicatorCode) => valueText(figureIn(figures.total, code), t)
  const text = filled(t.summaryText, {
    reported: of('reported'),
    due: of('due'),
    onTime: of('onTimeRate'),
    response: of('responseRate'),
    solved: of('solvedRate'),
    satisfied: of('satisfiedRate'),
    overdue: of('overdueOpen'),
    yellow: of('yellowCards'),
    red: of('redCards'),
  })
  const changes = TOLD.flatMap((code) => {
    const [now, then] = [figureIn(figures.total, code)?.value, figureIn(earlier.total, code)?.value]
    if (now == null || then == null) return []
    const moved = now - then
    const by = isShare(code)
      ? filled(t.points, { n: Math.abs(moved * 100).toFixed(1) })
      : filled(t.pieces, { n: Math.abs(moved).toLocaleString('en') })
    const same = isShare(code) ? Math.abs(moved) < 0.0005 : moved === 0
    const name = INDICATORS[code].name[language]
    return [filled(same ? t.changeSame : moved > 0 ? t.changeUp : t.changeDown, { name, by })]
  })
  if (changes.length === 0) return [text]
  const compared = filled(t.compared, {
    from: earlier.from,
    to: earlier.to,
    changes: changes.join(t.separator),
  })
  return [text, compared]
}

/** Name of a group: urgencies are words of the catalogue, a case may have none. */
export const groupName = ({ key, name }: FigureRow, t: ReportTexts, language: Language): string =>
  key === '' ? t.none : wordsIn(language)('urgency', key) === key ? name : wordsIn(language)('urgency', key)

export interface Listed {
  readonly number: string
  readonly title: string
  readonly org: string
  readonly at: number
}

/** Cases of a list as they may leave the system: masked, and without the matter where a person is vulnerable. */
export const listed = ({ entries }: Drill, t: ReportTexts): Listed[] =>
  entries.map(({ case: summary, at, orgName }) => ({
    number: summary?.number ?? '—',
    title: summary === null ? t.hidden : summary.sensitive ? t.hidden : maskText(summary.title),
    org: orgName ?? '—',
    at,
  }))
