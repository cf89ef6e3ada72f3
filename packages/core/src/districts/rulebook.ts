import { dayOfDate, knownYears, type WorkCalendar } from '../kernel/calendar.ts'
import type { Rulebook } from './district.ts'
import { createLocator } from './locate.ts'
import type { CalendarDay, DistrictRegister, DistrictSettings } from './register.ts'

/** The working calendar of a district: its duty hours and the yearly list of holidays and make-up workdays. */
export const calendarOf = (
  { offset, duty }: Pick<DistrictSettings, 'offset' | 'duty'>,
  days: readonly CalendarDay[],
): WorkCalendar => ({
  offset,
  duty,
  exceptions: new Map(days.map(({ date, kind }) => [dayOfDate(date), kind])),
  known: knownYears(days.map(({ date }) => dayOfDate(date))),
})

/** Looks rows up by their code. */
export const finder = <T extends { readonly code: string }>(rows: readonly T[]) => {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  return (code: string): T | undefined => byCode.get(code)
}

interface Retired {
  readonly grids: DistrictRegister['grids']
  readonly catalogue: DistrictRegister['catalogue']
}

/**
 * What deciding needs of a district, from its register. What was retired can still be looked up by its code, because
 * open cases name it, but no point lies in it. Building the index of places takes some 50 ms for 601 grids.
 */
export const createRulebook = (
  register: Omit<DistrictRegister, 'staff' | 'posts'>,
  retired: Retired = { grids: [], catalogue: [] },
): Rulebook => ({
  district: register.settings.code,
  calendar: calendarOf(register.settings, register.calendar),
  limits: register.limits,
  item: finder([...retired.catalogue.map((item) => ({ ...item, retired: true })), ...register.catalogue]),
  organisation: finder(register.organisations),
  grid: finder([...retired.grids, ...register.grids]),
  locate: createLocator(register.grids),
})
