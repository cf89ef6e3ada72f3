/**
 * Fills a district with cases of the past. Some thousand lives are played by the rules; each case is one of them, moved to
 * its own day, place, words and people, with facts that chain and rows that say what the facts say.
 */
import { dayOf, startOfDay } from '@gezhi/core/kernel/calendar'
import type { DistrictRegister } from '@gezhi/core/districts/register'
import { createHash } from 'node:crypto'
import { createCaseKind } from '../../features/cases/case.kind.ts'
import { PACKED_AFTER_DAYS } from '../../features/cases/packing.jobs.ts'
import type { OpenDatabase } from '../../kernel/database.ts'
import type { DistrictBook } from '../../kernel/district.ts'
import { createChance, type Chance } from './chance.ts'
import { Filler } from './filler.ts'
import { casesByDay, spanOf, weekdayOf } from './plan.ts'
import { SPOTS, WORDS } from './shares.ts'
import { buildIndexes, settleTables } from './settling.ts'
import {
  createWriter,
  dropIndexes,
  findLast,
  findNumbers,
  openLoading,
  writeEnds,
  writeMargins,
  type Loading,
} from './simulate.store.ts'
import { createSink, type Lines } from './sink.ts'
import { dateText, type Filling } from './stencil.ts'
import { SUM_COLUMNS } from './sums.ts'
import type { Template } from './template.ts'
import { playTemplates, type Templates } from './templates.ts'

export interface Simulation {
  readonly database: OpenDatabase
  readonly register: DistrictRegister
  readonly book: DistrictBook
  /** Names of the durable readers of the feed. */
  readonly readers: readonly string[]
  readonly cases: number
  readonly seed: number
  /** Nothing happens after the local midnight before this moment, in milliseconds. */
  readonly until: number
  /** The district holds cases already. */
  readonly add: boolean
  readonly say: (line: string) => void
}

export interface Simulated {
  readonly cases: number
  readonly open: number
  readonly facts: number
  readonly seconds: number
}

/** Single units of all cases are kept up to so many cases; of more, those of the last days: 14 rows a case are too many. */
const ALL_UNITS = 250_000
export const UNITS_DAYS = 100
const LIVES = { least: 150, most: 4000, share: 0.05 }
const CHUNK = { embedded: 1000, server: 5000 }
const SAY_EVERY_MS = 5000
const TABLES = ['case_row', 'case_order', 'fact_pack', 'contribution', 'figure_day']
const ALL_TABLES = [
  ...TABLES,
  'figure_margin',
  'fact',
  'case_task',
  'deadline',
  'case_number',
  'chain_head',
  'figure_mark',
]

/** A version 7 id of the moment, its chance from the seed. */
export function idAt(at: number, chance: Chance): string {
  const time = at.toString(16).padStart(12, '0')
  const hex = (bits: number) => chance.below(2 ** bits).toString(16)
  const [a, b] = [hex(12).padStart(3, '0'), hex(12).padStart(3, '0')]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-8${b}-${hex(24).padStart(6, '0')}${hex(24).padStart(6, '0')}`
}

/** Whoever reported once may report again: one resident for every four cases. */
function personOf(seed: number, residents: number, chance: Chance): string {
  const who = Math.floor(residents * chance.next() ** 1.5)
  return createHash('sha256').update(`${seed} resident ${who}`).digest('hex')
}

interface Moved {
  readonly template: Template
  readonly at: number
  readonly jitter: number
}

/** The cases of one day in the order of their reports. */
function dayOfCases({ byWeekday }: Templates, day: number, count: number, chance: Chance): Moved[] {
  const lives = byWeekday[weekdayOf(day)] ?? []
  return Array.from({ length: count }, () => {
    const template = chance.pick(lives)
    const jitter = chance.below(template.slack)
    return { template, jitter, at: template.reportedAt + (day - template.day) * 86_400_000 + jitter }
  }).sort((a, b) => a.at - b.at)
}

function fillingOf(
  { template, at, jitter }: Moved,
  given: { readonly number: string; readonly days: number; readonly person: string },
  { points, gridNames }: Templates,
  chance: Chance,
): Filling {
  const [lon, lat] = chance.pick(points.get(template.grid) ?? [template.point])
  const address = `${gridNames.get(template.grid) ?? ''}${1 + chance.below(60)}号${chance.pick(SPOTS)}`
  return {
    stream: idAt(at, chance),
    number: given.number,
    person: given.person,
    text: chance.pick(WORDS).replace('{place}', address).replace('{item}', template.itemName),
    address,
    lon: String(lon),
    lat: String(lat),
    shift: given.days * 86_400_000 + jitter,
  }
}

/** Writes one chunk while the next is made. */
function createConveyor(loading: Loading) {
  const write = createWriter(loading)
  let running: Promise<void> = Promise.resolve()
  return {
    async put(lines: readonly Lines[]) {
      await running
      running = write(lines)
      // A failure is thrown by the next `put` or by `end`.
      running.catch(() => undefined)
    },
    end: () => running,
  }
}

/** Where the cases lie in time. */
interface Frame {
  readonly first: number
  readonly lastDay: number
  readonly span: number
  /** First day whose single units are kept. */
  readonly unitsFrom: number
}

function frameOf({ book, until, cases }: Simulation): Frame {
  const lastDay = dayOf(book.rules.calendar, until)
  const span = spanOf(cases)
  const first = lastDay - span
  return { first, lastDay, span, unitsFrom: cases > ALL_UNITS ? lastDay - UNITS_DAYS : first }
}

interface Filled {
  readonly simulation: Simulation
  readonly loading: Loading
  readonly frame: Frame
  readonly templates: Templates
  readonly filler: Filler
  readonly numbers: Map<string, number>
  readonly chance: Chance
}

/** Makes all cases day by day and writes them in chunks. */
async function fill({
  simulation,
  loading,
  frame,
  templates,
  filler,
  numbers,
  chance,
}: Filled): Promise<number> {
  const { book, cases, seed, say } = simulation
  const conveyor = createConveyor(loading)
  const chunk = loading.copying ? CHUNK.server : CHUNK.embedded
  const packedBefore = frame.lastDay - PACKED_AFTER_DAYS
  const began = performance.now()
  let [made, said] = [0, began]
  for (const [index, todays] of casesByDay(cases, frame.first, frame.span, chance).entries()) {
    const day = frame.first + index
    const date = dateText(day)
    let number = numbers.get(date) ?? 0
    for (const moved of dayOfCases(templates, day, todays, chance)) {
      const { template } = moved
      const days = day - template.day
      const text = `${book.numberPrefix}-${date.replaceAll('-', '')}-${String(++number).padStart(5, '0')}`
      const person = personOf(seed, Math.ceil(cases / 4), chance)
      filler.add({
        template,
        filling: fillingOf(moved, { number: text, days, person }, templates, chance),
        days,
        packed: template.endedDay + days < packedBefore,
        unitsFrom: frame.unitsFrom,
      })
      if (++made % chunk === 0) await conveyor.put(filler.take())
    }
    if (todays > 0) numbers.set(date, number)
    if (performance.now() - said < SAY_EVERY_MS) continue
    said = performance.now()
    say(`${made} of ${cases} cases, ${Math.round((made / (said - began)) * 1000)}/s`)
  }
  await conveyor.put(filler.take())
  await conveyor.end()
  return made
}

/** Fills the district; throws where it stopped, and then the database is to be made anew. */
export async function simulate(simulation: Simulation): Promise<Simulated> {
  const loading = openLoading(simulation.database)
  try {
    return await load(simulation, loading)
  } finally {
    await loading.close()
  }
}

async function load(simulation: Simulation, loading: Loading): Promise<Simulated> {
  const began = performance.now()
  const { database, register, book, cases, seed, add, say, readers } = simulation
  const { rules } = book
  const { district } = rules
  const chance = createChance(seed)
  const frame = frameOf(simulation)
  const until = startOfDay(rules.calendar, frame.lastDay) - 1
  const count = Math.round(Math.min(LIVES.most, Math.max(LIVES.least, cases * LIVES.share)))
  const templates = playTemplates({ register, rules, chance, count, last: frame.lastDay })
  say(`${count} lives played by the rules (${seconds(began)})`)

  const [last, numbers] = [await findLast(database.db, district), await findNumbers(database.db, district)]
  const kind = createCaseKind(() => book)
  const deadlines = (state: Parameters<NonNullable<typeof kind.deadlines>>[0]) =>
    kind.deadlines?.(state) ?? []
  const filler = new Filler({ district, rules, seed, until, last, deadlines })
  const indexes = add ? [] : await dropIndexes(database.db, TABLES)
  const made = await fill({ simulation, loading, frame, templates, filler, numbers, chance })
  say(`${made} cases written (${seconds(began)})`)
  await writeRest(simulation, loading, filler, numbers)
  say(`${filler.sums().size} daily sums (${seconds(began)})`)
  await writeMargins(database.db, district)
  await buildIndexes(loading, indexes, say)
  const unitsFrom = cases > ALL_UNITS ? dateText(frame.unitsFrom) : null
  const ends = { district, first: last?.seq ?? 0, seq: filler.seq, hash: filler.hash, readers, unitsFrom }
  await writeEnds(database.db, ends)
  await settleTables(loading, ALL_TABLES)
  const facts = filler.seq - ends.first
  return { cases: made, open: filler.open, facts, seconds: (performance.now() - began) / 1000 }
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

const PIECE = 50_000

/** Daily sums and the last numbers of days, where rows of the same key may stand already. */
async function writeRest(
  { book, add }: Simulation,
  loading: Loading,
  filler: Filler,
  numbers: Map<string, number>,
) {
  const { district } = book.rules
  const write = createWriter(loading)
  const adds = `on conflict (district, indicator, day, street, org, category, urgency) do update set
    base = figure_day.base + excluded.base, counted = figure_day.counted + excluded.counted,
    value = figure_day.value + excluded.value`
  const sink = createSink()
  const flush = () =>
    write([
      { table: 'figure_day', columns: SUM_COLUMNS, pieces: sink.take(), ...(add ? { conflict: adds } : {}) },
    ])
  let waiting = 0
  for (const line of filler.sums().lines(district)) {
    sink.line(line)
    if (++waiting % PIECE === 0) await flush()
  }
  await flush()
  for (const [day, number] of numbers) sink.line(`${district}\t${day}\t${number}`)
  const conflict = 'on conflict (district, day) do update set last = excluded.last'
  await write([{ table: 'case_number', columns: ['district', 'day', 'last'], pieces: sink.take(), conflict }])
}
