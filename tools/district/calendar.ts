/** Days that differ from Monday–Friday, from the package `chinese-days` as far as the State Council has published them. */
import chineseDays from 'chinese-days'

const DAY = 86_400_000
const FROM = Date.parse('2024-01-01T00:00:00Z')
const TO = Date.parse('2028-01-01T00:00:00Z')

export interface DayRow {
  readonly date: string
  readonly kind: 'REST' | 'WORK'
  readonly name: string
}

/** The package names special days `English,Chinese,days` and all others by their weekday. */
function dayRow(date: string): DayRow | null {
  const { work, name } = chineseDays.getDayDetail(date)
  const [, chinese, days] = name.split(',')
  if (chinese === undefined || days === undefined) return null
  return work ? { date, kind: 'WORK', name: `${chinese}调休上班` } : { date, kind: 'REST', name: chinese }
}

/** Holidays on weekends are rest days anyway, but stay listed with their names. */
export const calendarDays = (): DayRow[] =>
  Array.from({ length: (TO - FROM) / DAY }, (_, index) =>
    dayRow(new Date(FROM + index * DAY).toISOString().slice(0, 10)),
  ).filter((row) => row !== null)
