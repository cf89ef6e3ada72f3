import type { HeldCase } from '@gezhi/core/cases/device'
import { describe, expect, it } from 'vitest'
import { deskOf } from './desk.ts'

const NOW = 1_700_000_000_000

const held = (id: string, tasks: HeldCase['tasks']): HeldCase =>
  // Only the fields that the desk reads.
  ({ id, version: 1, summary: { id }, state: null, tasks, keptUntil: null }) as unknown as HeldCase

const task = (kind: 'VERIFY' | 'PART', dueAt: number | null) => ({
  kind,
  order: null,
  request: null,
  card: null,
  dueAt,
})

describe('the desk of a device without the network', () => {
  const rows = [
    held('later', [task('VERIFY', NOW + 1000)]),
    held('none', [task('PART', null)]),
    held('overdue', [task('VERIFY', NOW - 1000)]),
    held('nothing', []),
  ]

  it('shows what is overdue first and what has no limit last', () => {
    expect(deskOf(rows, null, NOW).tasks.map((one) => one.case.id)).toEqual(['overdue', 'later', 'none'])
  })

  it('counts every kind whichever one is shown', () => {
    const desk = deskOf(rows, 'PART', NOW)
    expect(desk.tasks.map((one) => one.case.id)).toEqual(['none'])
    expect(desk.counts.filter(({ count }) => count > 0)).toEqual([
      { kind: 'PART', count: 1, overdue: 0 },
      { kind: 'VERIFY', count: 2, overdue: 1 },
    ])
  })
})
