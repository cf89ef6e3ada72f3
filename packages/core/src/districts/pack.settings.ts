// district.yaml and calendar.csv.
import { HOUR, MINUTE } from '../kernel/calendar.ts'
import type { LonLat } from '../kernel/geo.ts'
import { among, date, readTable, textOrEmpty, type RawTable, type Table } from './pack.cells.ts'
import { isComplete, type Node } from './pack.document.ts'
import { packError, type PackError, type Report } from './pack.errors.ts'
import type { CalendarDay, DistrictSettings } from './register.ts'

/** A division code is a text of digits to most editors and a number to some. */
function divisionCode(node: Node): number | undefined {
  const value = node.written
  return /^[1-9]\d{5}$/.test(value)
    ? Number(value)
    : node.fault('pack/bad-code', { value, rule: '6 digits, GB/T 2260' })
}

function prefix(node: Node): string | undefined {
  const value = node.text()
  if (value === undefined || /^[A-Z]{1,6}$/.test(value)) return value
  return node.fault('pack/bad-code', { value, rule: '1–6 letters A–Z' })
}

function point(node: Node): LonLat | undefined {
  const [lon, lat, ...more] = node.items() ?? []
  if (!lon || !lat || more.length > 0) return node.fault('pack/bad-shape', { expected: '[lon, lat]' })
  const [x, y] = [lon.number(-180, 180), lat.number(-90, 90)]
  return x === undefined || y === undefined ? undefined : [x, y]
}

/** `08:00` as milliseconds of the day; 24:00 is its end. */
function time(node: Node): number | undefined {
  const value = node.written
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(value) ?? []
  const ms = Number(hours) * HOUR + Number(minutes) * MINUTE
  return ms <= 24 * HOUR ? ms : node.fault('pack/bad-time', { value })
}

function duty(node: Node): DistrictSettings['duty'] | undefined {
  const parts = node.members(['from', 'to'])
  if (!parts) return undefined
  const [from, to] = [time(parts.from), time(parts.to)]
  if (from === undefined || to === undefined) return undefined
  return from < to ? { from, to } : parts.to.fault('pack/duty-hours')
}

/** Quiet hours may go over midnight; null is written down. */
function quiet(node: Node): DistrictSettings['quiet'] | undefined {
  if (node.value === null) return null
  const parts = node.members(['from', 'to'])
  if (!parts) return undefined
  const [from, to] = [time(parts.from), time(parts.to)]
  if (from === undefined || to === undefined) return undefined
  return from === to ? node.fault('pack/period') : { from, to }
}

/** Settings of the district; undefined when something was at fault and reported. */
export function readSettings(document: Node): DistrictSettings | undefined {
  const parts = document.members(['code', 'name', 'numberPrefix', 'centre', 'offsetHours', 'duty', 'quiet'])
  if (!parts) return undefined
  const hours = parts.offsetHours.number(-12, 14)
  const found = {
    code: divisionCode(parts.code),
    name: parts.name.text(),
    numberPrefix: prefix(parts.numberPrefix),
    centre: point(parts.centre),
    offset: hours === undefined ? undefined : hours * HOUR,
    duty: duty(parts.duty),
    quiet: quiet(parts.quiet),
  }
  return isComplete<DistrictSettings>(found) ? found : undefined
}

const CALENDAR = { date, kind: among(['REST', 'WORK']), name: textOrEmpty } as const

/** Days that the law makes holidays of every year, wherever they fall (全国年节及纪念日放假办法): a year without them is not whole. */
const EVERY_YEAR = ['01-01', '05-01', '10-01'] as const

const yearOf = (date: string): number => Number(date.slice(0, 4))
/** A slip of the first digits would otherwise miss a thousand years. */
const isPlausible = (year: number): boolean => year >= 2000 && year <= 2100

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

/** Reports days that stand twice, as the same or as the opposite, and make-up workdays that are worked anyway. */
function checkDays(table: Table<CalendarDay>, report: Report): void {
  const first = new Map<string, { readonly row: number; readonly kind: CalendarDay['kind'] }>()
  for (const { row, value } of table.rows) {
    const at = (column: string) => ({ file: table.file, row, column })
    const { date: day, kind } = value
    if (!isPlausible(yearOf(day))) report(at('date'), 'pack/out-of-range', { value: day, range: '2000…2100' })
    const before = first.get(day)
    if (!before) first.set(day, { row, kind })
    else if (before.kind === kind) report(at('date'), 'pack/duplicate', { value: day, first: before.row })
    else report(at('kind'), 'pack/day-both-ways', { value: day, first: before.row, other: before.kind })
    if (kind === 'WORK' && !isWeekend(day)) report(at('date'), 'pack/make-up-weekday', { value: day })
  }
}

/** Years follow each other without a gap, and each has the days that every year has. */
function checkYears({ file, rows }: Table<CalendarDay>, report: Report): void {
  const rest = new Set(rows.filter(({ value }) => value.kind === 'REST').map(({ value }) => value.date))
  const years = rows.map(({ value }) => yearOf(value.date)).filter(isPlausible)
  const listed = new Set(years)
  for (let year = Math.min(...years); year <= Math.max(...years); year++) {
    if (!listed.has(year)) report({ file, row: null, column: 'date' }, 'pack/year-missing', { year })
    else
      for (const day of EVERY_YEAR)
        if (!rest.has(`${year}-${day}`)) {
          const row = rows.find(({ value }) => value.date.startsWith(`${year}-`))?.row ?? null
          report({ file, row, column: 'date' }, 'pack/year-incomplete', { year, day: `${year}-${day}` })
        }
  }
}

/** Holidays and make-up workdays by the year, as the State Council publishes them. */
export function readCalendar(raw: RawTable, report: Report): Table<CalendarDay> {
  const table = readTable(raw, CALENDAR, report)
  checkDays(table, report)
  checkYears(table, report)
  return table
}

/** What is wrong when the year of `day` (YYYY-MM-DD) is not in the calendar: then no working day of today is known. */
export function missingYear(calendar: readonly CalendarDay[], day: string): PackError | null {
  const year = day.slice(0, 4)
  if (calendar.some(({ date }) => date.startsWith(`${year}-`))) return null
  return packError({ file: 'calendar.csv', row: null, column: 'date' }, 'pack/year-missing', { year })
}
