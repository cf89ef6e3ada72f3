// Case numbers count up within the local day. One that a failed transaction took stays unused: there are gaps, never doubles.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { DAY, dayOf, type WorkCalendar } from '@gezhi/core/kernel/calendar'
import { sql } from 'kysely'
import type { Change } from '../../kernel/stream-kind.ts'

interface Register {
  readonly district: number
  readonly prefix: string
  readonly calendar: WorkCalendar
}

const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** Takes one number for each case that is reported in a flush, e.g. HS-20261122-00031. */
export function takeNumbers(
  { district, prefix, calendar }: Register,
  changes: readonly Change<CaseFact, CaseState>[],
) {
  const byDay = new Map<string, string[]>()
  for (const { stream, state } of changes) {
    const date = dateOf(dayOf(calendar, state.reportedAt ?? 0))
    byDay.set(date, [...(byDay.get(date) ?? []), stream])
  }
  const wanted = [...byDay].map(([date, streams]) => ({ date, n: streams.length }))
  return {
    statement: sql`
      insert into case_number as c (district, day, last)
      select ${district}::int, r.date, r.n from json_to_recordset(${JSON.stringify(wanted)}::json) as r(date date, n int)
      order by r.date
      on conflict (district, day) do update set last = c.last + excluded.last
      returning day::text as date, last`,
    /** Number by stream, from the rows that the statement answered. */
    numbers(rows: readonly object[]): Map<string, string> {
      const numbers = new Map<string, string>()
      // Gate: the statement returns these columns.
      for (const { date, last } of rows as readonly { date: string; last: number }[]) {
        const streams = byDay.get(date) ?? []
        streams.forEach((stream, index) => {
          const no = String(last - streams.length + index + 1).padStart(5, '0')
          numbers.set(stream, `${prefix}-${date.replaceAll('-', '')}-${no}`)
        })
      }
      return numbers
    },
  }
}
