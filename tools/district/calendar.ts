/** Days that differ from Monday–Friday, printed from the package `chinese-days` as far as the State Council has published. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const FIRST_YEAR = '2024'

export interface DayRow {
  readonly date: string
  readonly kind: 'REST' | 'WORK'
  readonly name: string
}

/** Lists of the package: date to `English name,Chinese name,days`. */
interface Lists {
  readonly holidays: Readonly<Record<string, string>>
  readonly workdays: Readonly<Record<string, string>>
}

const isLists = (value: unknown): value is Lists =>
  typeof value === 'object' && value !== null && 'holidays' in value && 'workdays' in value

const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

function rows(list: Readonly<Record<string, string>>, kind: DayRow['kind'], suffix: string): DayRow[] {
  return Object.entries(list)
    .filter(([date]) => date >= FIRST_YEAR)
    .map(([date, names]) => ({ date, kind, name: `${names.split(',')[1] ?? ''}${suffix}` }))
}

/** Holidays on weekends are rest days anyway, but stay listed with their names. */
export function calendarDays(): DayRow[] {
  const lists: unknown = JSON.parse(
    readFileSync(require.resolve('chinese-days/dist/chinese-days.json'), 'utf8'),
  )
  if (!isLists(lists)) throw new Error('chinese-days has another shape than 1.5')
  const work = rows(lists.workdays, 'WORK', '调休上班')
  const notWeekend = work.filter(({ date }) => !isWeekend(date))
  if (notWeekend.length > 0)
    throw new Error(`make-up workdays on weekdays: ${notWeekend.map(({ date }) => date).join()}`)
  return [...rows(lists.holidays, 'REST', ''), ...work].sort((a, b) => (a.date < b.date ? -1 : 1))
}
