// Case numbers count up within the local day; the chain lock of the district makes the counting safe.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { DAY, dayOf, type WorkCalendar } from '@gezhi/core/kernel/calendar'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Change } from '../../kernel/stream-kind.ts'

interface Register {
  readonly district: number
  readonly prefix: string
  readonly calendar: WorkCalendar
}

const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** One number for each case that is reported in this transaction, by stream, e.g. HS-20261122-00031. */
export async function takeNumbers(
  tx: Tx,
  { district, prefix, calendar }: Register,
  changes: readonly Change<CaseFact, CaseState>[],
): Promise<Map<string, string>> {
  const byDay = new Map<string, string[]>()
  for (const { stream, state } of changes) {
    const date = dateOf(dayOf(calendar, state.reportedAt ?? 0))
    byDay.set(date, [...(byDay.get(date) ?? []), stream])
  }
  const numbers = new Map<string, string>()
  for (const [date, streams] of byDay) {
    const { rows } = await sql<{ last: number }>`
      insert into case_number as n (district, day, last) values (${district}, ${date}::date, ${streams.length})
      on conflict (district, day) do update set last = n.last + excluded.last
      returning last`.execute(tx)
    const first = (rows[0]?.last ?? 0) - streams.length
    streams.forEach((stream, index) => {
      numbers.set(
        stream,
        `${prefix}-${date.replaceAll('-', '')}-${String(first + index + 1).padStart(5, '0')}`,
      )
    })
  }
  return numbers
}
