import { DAY, HOUR, MINUTE } from '@gezhi/core/kernel/calendar'
import { describe, expect, it } from 'vitest'
import type { PlannedRow } from './plan.ts'
import { batches, endOf, happenings } from './schedule.ts'

const never = () => false
const T0 = Date.parse('2011-07-01T00:00:00Z')
const row = (
  n: number,
  times: Partial<Pick<PlannedRow, 'openedAt' | 'targetAt' | 'closedAt'>>,
): PlannedRow => ({
  row: n,
  line: n + 1,
  id: `R${n}`,
  openedAt: T0,
  targetAt: null,
  closedAt: null,
  item: 'W12040',
  title: 't',
  text: 't',
  result: '',
  address: '',
  given: null,
  verdict: null,
  ...times,
})

/** Deterministic rows with close targets: a linear congruence is chance enough. */
const many = Array.from({ length: 500 }, (_, index) => {
  const chance = (n: number) => ((index * 7919 + n * 104_729) % 1000) / 1000
  const openedAt = T0 + Math.round(chance(1) * 3 * DAY)
  const closedAt = openedAt + Math.round(chance(2) * DAY)
  return row(index + 1, {
    openedAt,
    closedAt,
    targetAt: closedAt + Math.round((chance(3) - 0.5) * 20 * MINUTE),
  })
})

describe('the schedule', () => {
  it('never lets the clock pass a target before a result that kept it', () => {
    for (const batch of batches(happenings(many, 0, never), 0, HOUR))
      for (const { step, row: planned, at } of batch.rows.flat())
        if (step === 'result' && planned.targetAt !== null && at <= planned.targetAt)
          expect(batch.at).toBeLessThanOrEqual(planned.targetAt)
  })

  it('takes up what was late before it was closed, as a limit cannot end before it begins', () => {
    const late = many.filter(({ closedAt, targetAt, openedAt }) => {
      const closed = closedAt ?? 0
      return closed > (targetAt ?? 0) && closed - openedAt > MINUTE
    })
    const workedAt = new Map(
      [...batches(happenings(many, 0, never), 0, HOUR)].flatMap(({ at, rows }) =>
        rows.flat().flatMap(({ step, row: own }) => (step === 'work' ? [[own, at] as const] : [])),
      ),
    )
    expect(late.length).toBeGreaterThan(100)
    for (const own of late) expect(workedAt.get(own)).toBeLessThan(own.closedAt ?? 0)
  })

  it('plays every step once, rows in their own order, and goes on anywhere', () => {
    const steps = happenings(many, DAY, never)
    const played = [...batches(steps, 0, HOUR)]
    expect(played.at(-1)?.to).toBe(steps.length)
    expect(played.every(({ from }, index) => from === (played[index - 1]?.to ?? 0))).toBe(true)
    for (const planned of many) {
      const own = steps.filter((step) => step.row === planned)
      expect(own.map(({ step }) => step)).toEqual(['open', 'work', 'result', 'verify', 'assess'])
      expect(own.every(({ at }, index) => at >= (own[index - 1]?.at ?? 0))).toBe(true)
    }
    const middle = played[Math.floor(played.length / 2)]?.from ?? 0
    expect([...batches(steps, middle, HOUR)]).toEqual(played.filter(({ from }) => from >= middle))
  })

  it('leaves open what the source never closed, and lives to its target', () => {
    const open = row(1, { targetAt: T0 + 5 * DAY })
    const steps = happenings([open], 0, never)
    expect(steps.map(({ step }) => step)).toEqual(['open', 'work'])
    expect(endOf(steps, [open], 0)).toBeGreaterThan(T0 + 5 * DAY)
  })

  it('closes at its opening what the source closed before', () => {
    const steps = happenings([row(1, { closedAt: T0 - DAY })], 0, never)
    expect(steps.find(({ step }) => step === 'result')?.at).toBe(T0)
  })
})
