// district.yaml and calendar.csv.
import { HOUR, MINUTE } from '../kernel/calendar.ts'
import type { LonLat } from '../kernel/geo.ts'
import { among, checkUnique, date, readTable, textOrEmpty, type RawTable, type Table } from './pack.cells.ts'
import { isComplete, type Node } from './pack.document.ts'
import type { Report } from './pack.errors.ts'
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
  return from < to ? { from, to } : node.fault('pack/period')
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
  const parts = document.members([
    'code',
    'name',
    'numberPrefix',
    'centre',
    'offsetHours',
    'duty',
    'quiet',
  ])
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

export function readCalendar(raw: RawTable, report: Report): Table<CalendarDay> {
  const table = readTable(raw, CALENDAR, report)
  checkUnique(table, 'date', (day) => day.date, report)
  return table
}
