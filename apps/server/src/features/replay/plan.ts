/** From foreign rows to planned ones: times as instants, item, texts cut to what a report holds; or why not. */
import type { LonLat } from '@gezhi/core/kernel/geo'
import type { Mapping } from './mapping.ts'
import type { Fields, ReadRow } from './rows.ts'
import { timeReader } from './times.ts'

/** One row as the replay needs it: compact, as a file may have a hundred thousand. Times are the source's own. */
export interface PlannedRow {
  readonly row: number
  readonly line: number
  readonly id: string
  readonly openedAt: number
  readonly targetAt: number | null
  readonly closedAt: number | null
  readonly item: string
  readonly title: string
  readonly text: string
  readonly result: string
  readonly address: string
  readonly given: LonLat | null
  /** What the source says of its own limit. */
  readonly verdict: 'ON_TIME' | 'LATE' | null
}

export const REJECTIONS = [
  'malformed-line',
  'no-id',
  'duplicate-id',
  'bad-opened',
  'bad-target',
  'bad-closed',
  'no-title',
  'bad-coordinates',
  'no-coordinates',
  'outside-district',
  'refused-by-server',
  'not-carried-on',
] as const
export type RejectionReason = (typeof REJECTIONS)[number]

/** A row that is not taken, and why. */
export interface Rejection {
  readonly row: number
  readonly line: number
  readonly id: string
  readonly reason: RejectionReason
  readonly detail: string
}

/** Longest that a command takes (`schemas.ts` of the case). */
const TITLE = 200
const TEXT = 5000
const ADDRESS = 200

/** At most `most` UTF-16 units, never half a character; text that cannot be kept loses what makes it so. */
export function cut(text: string, most: number): string {
  const kept = text.replaceAll('\0', '').toWellFormed().replaceAll(/\r\n?/g, '\n').trim()
  if (kept.length <= most) return kept
  return `${kept.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

class NotTaken extends Error {
  readonly reason: RejectionReason

  constructor(reason: RejectionReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}

const field = (fields: Fields, name: string | undefined): string =>
  name === undefined ? '' : (fields[name] ?? '').trim()

function itemOf({ category }: Mapping, fields: Fields, title: string): string {
  for (const [column, values] of Object.entries(category.columns ?? {})) {
    const value = field(fields, column)
    // Own members only: a value may be called `constructor`.
    if (Object.hasOwn(values, value)) return values[value] ?? category.default
  }
  const line = category.words?.find(({ any }) => any.some((word) => title.includes(word)))
  return line?.item ?? category.default
}

function givenPoint({ fields: names, place }: Mapping, fields: Fields): LonLat | null {
  if (place.rule === 'hash') return null
  const [lon, lat] = [field(fields, names.lon), field(fields, names.lat)]
  if (lon === '' || lat === '') {
    if (place.elsewhere === 'hash') return null
    throw new NotTaken('no-coordinates', 'the row has no coordinates')
  }
  const point: LonLat = [Number(lon), Number(lat)]
  if (!(Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90))
    throw new NotTaken('bad-coordinates', `${lon}, ${lat}`)
  return point
}

function verdictOf({ verdict, fields: names }: Mapping, fields: Fields): PlannedRow['verdict'] {
  const value = field(fields, names.verdict)
  if (verdict?.onTime.includes(value)) return 'ON_TIME'
  return verdict?.late.includes(value) ? 'LATE' : null
}

export type Planned = { readonly planned: PlannedRow } | { readonly rejection: Rejection }

/** Makes the planner of one file; it remembers the ids it has seen. */
export function createPlanner(mapping: Mapping): (row: ReadRow) => Planned {
  const { fields: names, time } = mapping
  const readTime = timeReader(time.formats, time.zone)
  const seen = new Set<string>()

  function timeOf(fields: Fields, name: string | undefined, reason: RejectionReason): number | null {
    const text = field(fields, name)
    if (text === '') return null
    const at = readTime(text)
    if (at === null) throw new NotTaken(reason, text)
    return at
  }

  function idOf(fields: Fields): string {
    const id = field(fields, names.id)
    if (id === '') throw new NotTaken('no-id', 'the row has no id')
    if (seen.has(id)) throw new NotTaken('duplicate-id', id)
    return id
  }

  function plan(row: number, line: number, fields: Fields): PlannedRow {
    const id = idOf(fields)
    const openedAt = timeOf(fields, names.opened, 'bad-opened')
    if (openedAt === null) throw new NotTaken('bad-opened', 'the row has no opening time')
    const closedAt = timeOf(fields, names.closed, 'bad-closed')
    const title = cut(field(fields, names.title), TITLE)
    if (title === '') throw new NotTaken('no-title', 'the row has no title')
    const text = cut(names.text.map((name) => field(fields, name)).join('\n'), TEXT)
    const planned: PlannedRow = {
      row,
      line,
      id,
      openedAt,
      targetAt: timeOf(fields, names.target, 'bad-target'),
      closedAt,
      item: itemOf(mapping, fields, title),
      title,
      text: text === '' ? title : text,
      result: cut(field(fields, names.result), TEXT),
      address: cut(field(fields, names.address), ADDRESS),
      given: givenPoint(mapping, fields),
      verdict: verdictOf(mapping, fields),
    }
    seen.add(id)
    return planned
  }

  return (read) => {
    const { row, line } = read
    if ('problem' in read)
      return { rejection: { row, line, id: '', reason: 'malformed-line', detail: read.problem } }
    try {
      return { planned: plan(row, line, read.fields) }
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error
      const id = field(read.fields, names.id)
      return { rejection: { row, line, id, reason: error.reason, detail: error.message } }
    }
  }
}
