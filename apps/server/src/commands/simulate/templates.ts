// Plays some thousand lives by the rules, spread over the grids, items, hours and ways of the district.
import type { DistrictRegister } from '@gezhi/core/districts/register'
import type { Rulebook } from '@gezhi/core/districts/district'
import { HOUR, MINUTE, startOfDay } from '@gezhi/core/kernel/calendar'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { createCast, pointsIn } from './cast.ts'
import type { Chance } from './chance.ts'
import { live } from './lives.ts'
import { plainWeeks, weekdayOf } from './plan.ts'
import { HOURS, WAYS, WEEKDAYS, ZIPF, type Way } from './shares.ts'
import { createTemplate, type Template } from './template.ts'

const POINTS = 24
/** A way that no life takes in so many tries is none in this district. */
const TRIES = 400

export interface Templates {
  /** Lives by the weekday of their report, Monday first. */
  readonly byWeekday: readonly (readonly Template[])[]
  /** Points of each grid. */
  readonly points: ReadonlyMap<string, readonly LonLat[]>
  readonly gridNames: ReadonlyMap<string, string>
}

interface Given {
  readonly register: DistrictRegister
  readonly rules: Rulebook
  readonly chance: Chance
  /** Lives to play. */
  readonly count: number
  /** Local day before which they lie. */
  readonly last: number
}

/** Items that the way fits, met by Zipf's law in the order of the catalogue. */
function itemPicker({ catalogue }: DistrictRegister, chance: Chance) {
  const plain = catalogue.filter((item) => !item.sensitivePerson && item.retired !== true)
  const lists = new Map<boolean, readonly (typeof plain)[number][]>([
    [true, plain.filter((item) => item.selfHandle && item.urgency === 'GENERAL')],
    [false, plain],
  ])
  const weights = new Map(
    [...lists].map(([own, items]) => [own, items.map((_, index) => 1 / (index + 1) ** ZIPF)]),
  )
  return (way: Way) => lists.get(way === 'SELF')?.[chance.weighted(weights.get(way === 'SELF') ?? [])]
}

export function playTemplates({ register, rules, chance, count, last }: Given): Templates {
  const cast = createCast(register)
  const weeks = plainWeeks(rules.calendar.exceptions, last)
  const points = new Map(cast.grids.map((grid) => [grid.code, pointsIn(grid, POINTS, chance)]))
  const grids = cast.grids.filter(({ code }) => (points.get(code)?.length ?? 0) > 0)
  const crowds = grids.map(({ population }) => Math.max(50, population))
  const pickItem = itemPicker(register, chance)
  const ways = Object.keys(WAYS) as Way[]
  const byWeekday: Template[][] = WEEKDAYS.map(() => [])
  const setting = { rules, cast, chance }

  function play(way: Way): Template | null {
    const grid = grids[chance.weighted(crowds)]
    const item = pickItem(way)
    const point = grid && chance.pick(points.get(grid.code) ?? [])
    if (!grid || !item || !point) return null
    const day = chance.pick(weeks) + chance.weighted(WEEKDAYS)
    const hour = chance.weighted(HOURS)
    const reportedAt = startOfDay(rules.calendar, day) + hour * HOUR + Math.floor(chance.next() * 59 * MINUTE)
    const told = live(way, { grid, point, item }, reportedAt, setting)
    return told && createTemplate({ told, point, grid: grid.code, itemName: item.name, reportedAt, rules })
  }

  for (let made = 0; made < count; made++) {
    const way = ways[chance.weighted(Object.values(WAYS))] ?? 'SELF'
    for (let tries = 0; tries < TRIES; tries++) {
      const template = play(way)
      if (!template) continue
      byWeekday[weekdayOf(template.day)]?.push(template)
      break
    }
  }
  if (byWeekday.some((lives) => lives.length === 0))
    throw new Error('the district has no people for cases on every weekday: its posts or catalogue are empty')
  return { byWeekday, points, gridNames: new Map(cast.grids.map(({ code, name }) => [code, name])) }
}
