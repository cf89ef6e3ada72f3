// The calendar of the product against a second one that shares nothing with it, over two whole years.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../districts/rulebook.ts'
import { SLOW, slowAdvance, slowElapsed } from './calendar.slow.testing.ts'
import {
  advance,
  DAY,
  dayOf,
  dayOfDate,
  elapsed,
  HOUR,
  isWorkday,
  MINUTE,
  SECOND,
  type ClockKind,
} from './calendar.ts'

/** The calendar that the pack of Hongshan carries. */
const days = readFileSync(new URL('../../../../districts/hongshan/calendar.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [date = '', kind] = line.split(',')
    return { date, kind: kind === 'WORK' ? ('WORK' as const) : ('REST' as const), name: '' }
  })
const calendar = calendarOf({ offset: 8 * HOUR, duty: { from: 8 * HOUR, to: 20 * HOUR } }, days)

const CASES = 120_000
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** A generator that can be repeated (mulberry32). */
function chance(state: number): (below: number) => number {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const CLOCKS: readonly ClockKind[] = ['NATURAL', 'DUTY', 'WD24', 'WD24']
/** Limits as districts set them, and amounts that nobody would set. */
const AMOUNTS: readonly ((below: (most: number) => number) => number)[] = [
  (below) => below(48) * HOUR,
  (below) => below(12 * 60) * MINUTE,
  (below) => below(6 * DAY),
  (below) => below(3) * DAY,
  (below) => below(2 * MINUTE),
]
/** Whole minutes and hours, where days and duty begin and end, and any millisecond. */
const GRAINS = [HOUR, MINUTE, SECOND, 1]

test(`${CASES.toLocaleString('en')} random limits are due when a slow clock says, to the millisecond`, () => {
  const below = chance(seed)
  for (let turn = 0; turn < CASES; turn++) {
    const kind = CLOCKS[below(CLOCKS.length)] ?? 'WD24'
    const grain = GRAINS[below(GRAINS.length)] ?? 1
    const start = SLOW.from + below((SLOW.to - SLOW.from - 40 * DAY) / grain) * grain
    const amount = AMOUNTS[below(AMOUNTS.length)]?.(below) ?? 0
    const due = slowAdvance(kind, start, amount)
    const found = advance(calendar, kind, start, amount)
    const counted = elapsed(calendar, kind, start, due)
    if (found !== due || counted !== amount)
      expect({ seed, turn, kind, start, found, counted }).toEqual({ found: due, counted: amount })
  }
}, 60_000)

test('any stretch of time counts as much on both', () => {
  const below = chance(seed + 1)
  for (let turn = 0; turn < 8_000; turn++) {
    const kind = CLOCKS[below(CLOCKS.length)] ?? 'WD24'
    const from = SLOW.from + below(SLOW.to - SLOW.from - 20 * DAY)
    const to = from + below(20 * DAY)
    const [fast, slow] = [elapsed(calendar, kind, from, to), slowElapsed(kind, from, to)]
    if (fast !== slow) expect({ seed, turn, kind, from, to, fast }).toEqual({ slow })
  }
}, 60_000)

test('every day of both years is a working day on both or on neither', () => {
  for (let day = dayOfDate('2025-01-01'); day <= dayOfDate('2026-12-31'); day++) {
    const noon = day * DAY + 4 * HOUR
    expect([day, isWorkday(calendar, dayOf(calendar, noon))]).toEqual([
      day,
      slowElapsed('WD24', noon, noon + HOUR) > 0,
    ])
  }
})

/** What is left of a limit after a pause goes on from its end: how decisions pause and resume. */
const withPause = (kind: ClockKind, start: number, limit: number, from: number, to: number): number =>
  advance(calendar, kind, to, limit - elapsed(calendar, kind, start, from))

describe('a pause', () => {
  test('of no length changes nothing, wherever it falls', () => {
    const below = chance(seed + 2)
    for (let turn = 0; turn < 20_000; turn++) {
      const kind = CLOCKS[below(CLOCKS.length)] ?? 'WD24'
      const start = SLOW.from + below(600 * DAY)
      const limit = HOUR + below(10 * DAY)
      const due = advance(calendar, kind, start, limit)
      const at = start + below(due - start)
      // Between two counted instants no time counts: closing time and the next opening are the same due time.
      const again = withPause(kind, start, limit, at, at)
      expect(elapsed(calendar, kind, Math.min(due, again), Math.max(due, again)), `seed ${seed}`).toBe(0)
    }
  })

  test('added and taken away again gives the first due time back, and its length is what it cost', () => {
    const below = chance(seed + 3)
    for (let turn = 0; turn < 20_000; turn++) {
      const kind = CLOCKS[below(CLOCKS.length)] ?? 'WD24'
      const start = SLOW.from + below(600 * DAY)
      const limit = HOUR + below(10 * DAY)
      const due = advance(calendar, kind, start, limit)
      const from = start + below(due - start)
      const to = from + below(12 * DAY)
      const paused = withPause(kind, start, limit, from, to)
      // Counted time from the start to the new due time is the limit and what the pause would have counted.
      const all = elapsed(calendar, kind, start, paused)
      expect(all - elapsed(calendar, kind, from, to), `seed ${seed}`).toBe(limit)
      expect(advance(calendar, kind, start, all - elapsed(calendar, kind, from, to)), `seed ${seed}`).toBe(
        due,
      )
    }
  })
})

test('no limit is due on a day of rest, and none that is longer is due earlier', () => {
  const below = chance(seed + 4)
  for (let turn = 0; turn < 20_000; turn++) {
    const start = SLOW.from + below(600 * DAY)
    const [a, b] = [below(30 * DAY), below(30 * DAY)]
    const [less, more] = [Math.min(a, b), Math.max(a, b)].map((limit) =>
      advance(calendar, 'WD24', start, limit),
    )
    expect(isWorkday(calendar, dayOf(calendar, less ?? 0)), `seed ${seed}`).toBe(true)
    expect(less, `seed ${seed}`).toBeLessThanOrEqual(more ?? 0)
  }
})
