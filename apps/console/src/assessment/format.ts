import type { Figure } from '@gezhi/core/assessment/assessment.api'
import type { Indicator } from '@gezhi/core/assessment/indicator'
import { HOUR } from '@gezhi/core/kernel/calendar'
import type { useText } from '../i18n/text.ts'

type Text = ReturnType<typeof useText>
type Kind = Pick<Indicator, 'kind'>

/** 0.875 → 87.5%. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
export const whole = (value: number): string => Math.round(value).toLocaleString()
/** Points with two decimals, a sign where they are given or taken. */
export const points = (value: number): string => value.toFixed(2)
export const signed = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`

/** Milliseconds as hours, below ten with one decimal. */
export const hours = (ms: number, t: Text): string => {
  const amount = ms / HOUR
  return t('assess:hours', { n: amount < 10 ? amount.toFixed(1) : Math.round(amount).toLocaleString() })
}

/** The figure itself as it is read: a share, a number, a duration, or why there is none. */
export function figureText(figure: Figure | undefined, indicator: Kind, t: Text): string {
  if (!figure) return ''
  if (figure.status === 'NO_DATA') return t('assess:noData')
  if (figure.status === 'EMPTY' || figure.value === null) return '—'
  return valueText(figure.value, indicator, t)
}

export function valueText(value: number, { kind }: Kind, t: Text): string {
  switch (kind) {
    case 'COUNT':
    case 'STOCK':
      return whole(value)
    case 'RATE':
    case 'MEAN':
    case 'REPORTERS':
      return percent(value)
    case 'DURATION':
      return hours(value, t)
  }
}

/** k / n behind a share, the number of orders behind a duration, nothing behind a count. */
export function sampleText(figure: Figure | undefined, indicator: Kind, t: Text): string {
  if (!figure || figure.status === 'NO_DATA') return ''
  switch (indicator.kind) {
    case 'RATE':
    case 'REPORTERS':
      return `${whole(figure.numerator)} / ${whole(figure.denominator)}`
    case 'MEAN':
      return figure.mean === null
        ? `${whole(figure.numerator)} / ${whole(figure.denominator)}`
        : `${whole(figure.numerator)} / ${whole(figure.denominator)} · ${t('assess:mean', { n: figure.mean.toFixed(2) })}`
    case 'DURATION':
      return figure.p50 === null || figure.p90 === null
        ? ''
        : t('assess:quantiles', { p50: hours(figure.p50, t), p90: hours(figure.p90, t) })
    case 'COUNT':
    case 'STOCK':
      return ''
  }
}

/** Under these many a share says little: it is shown as a small sample. */
export const SMALL = 5
