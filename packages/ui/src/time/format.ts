import type { Translate } from '../i18n/i18n.ts'
import { DAY, HOUR, MINUTE, SECOND } from '@gezhi/core/kernel/calendar'

/** All times are shown in Beijing time, whatever the device is set to. */
export const ZONE = 'Asia/Shanghai'
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** Date and time of an instant on a wall in Beijing. */
export function wallTime(at: number): { year: string; date: string; time: string; seconds: string } {
  const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  const get = (name: string): string => of[name] ?? ''
  return {
    year: get('year'),
    date: `${get('month')}-${get('day')}`,
    time: `${get('hour')}:${get('minute')}`,
    seconds: get('second'),
  }
}

/** `15:04` today, `11-21 15:04` this year, `2025-11-21 15:04` before. */
export function shortTime(at: number, now: number): string {
  const [then, today] = [wallTime(at), wallTime(now)]
  if (then.year !== today.year) return `${then.year}-${then.date} ${then.time}`
  return then.date === today.date ? then.time : `${then.date} ${then.time}`
}

/** `2026-11-22 15:04:05`, for hovering and printing. */
export function fullTime(at: number): string {
  const { year, date, time, seconds } = wallTime(at)
  return `${year}-${date} ${time}:${seconds}`
}

/** Relative up to a day, then absolute (interface rule). */
export function pastTime(at: number, now: number, t: Translate): string {
  const age = now - at
  if (age < MINUTE) return t('time:now')
  if (age < HOUR) return t('time:minutesAgo', { n: Math.floor(age / MINUTE) })
  if (age < DAY) return t('time:hoursAgo', { n: Math.floor(age / HOUR) })
  return shortTime(at, now)
}

/** A length of time as exact as one can act on: `4:12` under ten minutes, `26 分`, `2 h 20 分`, `5 h`, `2 天 4 h`, `5 天`. */
export function span(ms: number, t: Translate): string {
  const length = Math.max(0, ms)
  if (length < 10 * MINUTE) {
    const seconds = Math.floor(length / SECOND)
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }
  const minutes = Math.floor(length / MINUTE)
  if (minutes < 60) return t('time:minutes', { m: minutes })
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  if (h < 24) return m && h < 3 ? t('time:hoursMinutes', { h, m }) : t('time:hours', { h })
  const [d, rest] = [Math.floor(h / 24), h % 24]
  return rest && d < 3 ? t('time:daysHours', { d, h: rest }) : t('time:days', { d })
}

/** 「剩 26 分」 or 「超时 3 h」 by the server's clock. */
export function dueText(dueAt: number, now: number, t: Translate): { text: string; late: boolean } {
  const late = now > dueAt
  return late
    ? { late, text: t('time:late', { span: span(now - dueAt, t) }) }
    : { late, text: t('time:left', { span: span(dueAt - now, t) }) }
}
