/** Local times of a foreign system as instants, with its zone's summer time; and the shift that brings them to now. */
import { DAY, HOUR, MINUTE, SECOND } from '@gezhi/core/kernel/calendar'

const TOKENS = /yyyy|MM|M|dd|d|HH|H|mm|ss/g
const DIGITS: Readonly<Record<string, string>> = {
  yyyy: '\\d{4}',
  MM: '\\d{2}',
  M: '\\d{1,2}',
  dd: '\\d{2}',
  d: '\\d{1,2}',
  HH: '\\d{2}',
  H: '\\d{1,2}',
  mm: '\\d{2}',
  ss: '\\d{2}',
}

/** Reads the numbers of a text written in one format, e.g. `yyyy/M/d H:mm:ss`; null when it is written otherwise. */
function compile(format: string): (text: string) => Record<string, number> | null {
  const names: string[] = []
  const escaped = format.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  const pattern = escaped.replaceAll(TOKENS, (token) => {
    names.push(token.charAt(0))
    return `(${DIGITS[token]})`
  })
  const whole = new RegExp(`^${pattern}$`)
  return (text) => {
    const found = whole.exec(text)
    return found && Object.fromEntries(names.map((name, index) => [name, Number(found[index + 1])]))
  }
}

/** Milliseconds of a calendar date and time of day as if it were UTC; null when there is no such date, e.g. 30 February. */
function wallOf(part: Record<string, number>): number | null {
  const { y = 1970, M = 1, d = 1, H = 0, m = 0, s = 0 } = part
  const wall = Date.UTC(y, M - 1, d, H, m, s)
  const date = new Date(wall)
  const same =
    date.getUTCMonth() === M - 1 && date.getUTCDate() === d && date.getUTCHours() === H && m < 60 && s < 60
  return same ? wall : null
}

/** Milliseconds by which the zone is ahead of UTC at an instant. */
export function zoneOffsets(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  // Offsets change at full quarter hours only, everywhere and always since 1970: one question for each of them.
  const known = new Map<number, number>()
  return (at) => {
    const quarter = Math.floor(at / (15 * MINUTE))
    const before = known.get(quarter)
    if (before !== undefined) return before
    const start = quarter * 15 * MINUTE
    const part = Object.fromEntries(
      format.formatToParts(start).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - start
    known.set(quarter, offset)
    return offset
  }
}

/**
 * Parser of local times in a zone. A time that summer time skips is read as the clock would have shown it without
 * the change (02:30 → 03:30); of a time that comes twice the first is meant. Null: no such time, or another format.
 */
export function timeReader(formats: readonly string[], zone: string): (text: string) => number | null {
  const readers = formats.map(compile)
  const offsetAt = zoneOffsets(zone)
  return (text) => {
    for (const read of readers) {
      const part = read(text.trim())
      const wall = part && wallOf(part)
      if (wall === null) continue
      // The offsets of half a day before and after surround any change: the earlier one gives the first reading.
      const [before, after] = [offsetAt(wall - 14 * HOUR), offsetAt(wall + 14 * HOUR)]
      const fits = [before, after].map((offset) => wall - offset).filter((at) => wall - offsetAt(at) === at)
      return fits.length > 0 ? Math.min(...fits) : wall - before
    }
    return null
  }
}

/**
 * Milliseconds to add to every instant, so that the first row comes to lie within the day that follows `now` and
 * keeps its hour of day: what the clock on the wall showed there it shows here.
 */
export function shiftToNow(first: number, now: number, zone: string, here: string): number {
  const [offsetThere, offsetHere] = [zoneOffsets(zone)(first), zoneOffsets(here)(now)]
  const days = Math.ceil((now + offsetHere - (first + offsetThere)) / DAY)
  return days * DAY + offsetThere - offsetHere
}

/** `2011-07-01 01:32` in UTC+8, as people of the district read it. */
export const localText = (at: number, offset: number): string =>
  new Date(Math.floor((at + offset) / SECOND) * SECOND).toISOString().slice(0, 16).replace('T', ' ')
