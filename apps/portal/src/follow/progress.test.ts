import type { CaseView, TimelineEntry } from '@gezhi/core/cases/case.api'
import type { CaseStateName } from '@gezhi/core/cases/states'
import { describe, expect, it } from 'vitest'
import { progressOf } from './progress.ts'

const entry = (at: number, to: CaseStateName | null, orgName: string): TimelineEntry => ({
  version: at,
  type: 'any',
  at,
  via: 'E00',
  actor: { role: 'SYSTEM', post: '', org: '', orgName, name: null },
  to,
  data: {},
})
const way: readonly TimelineEntry[] = [
  entry(1, 'REPORTED', ''),
  entry(2, 'POOLED', '区网格中心'),
  entry(3, 'HANDLING', '西城街道'),
  entry(4, 'TO_VERIFY', '西城街道'),
  entry(5, 'FOLLOW_UP', '西城街道红山郡社区'),
]
const seen = (
  state: CaseStateName,
  timeline: readonly TimelineEntry[],
  holder: string | null = null,
): Parameters<typeof progressOf>[0] => ({
  state,
  previous: null,
  reportedAt: 1,
  closedAt: null,
  holder: holder ? ({ orgName: holder } as CaseView['holder']) : null,
  orders: [{ lead: true, orgName: '西城街道' } as CaseView['orders'][number]],
  timeline: [...timeline],
})
const short = (lines: ReturnType<typeof progressOf>) => lines.map(({ phase, at, unit }) => [phase, at, unit])

describe('the five steps of a case', () => {
  it('show who has a fresh report and nothing of what is ahead', () => {
    expect(short(progressOf(seen('REPORTED', way.slice(0, 1), '区网格中心')))).toEqual([
      ['now', 1, '区网格中心'],
      ['ahead', null, null],
      ['ahead', null, null],
      ['ahead', null, null],
      ['ahead', null, null],
    ])
  })

  it('name the unit and the date of each step that is done', () => {
    expect(short(progressOf(seen('FOLLOW_UP', way, '区网格中心')))).toEqual([
      ['done', 1, null],
      ['done', 2, '区网格中心'],
      ['done', 3, '西城街道'],
      ['now', 4, '区网格中心'],
      ['ahead', null, null],
    ])
  })

  it('go back with a rework: feedback lies ahead again', () => {
    const rework = [...way, entry(6, 'HANDLING', '区网格中心')]
    const lines = progressOf(seen('HANDLING', rework, '西城街道'))
    expect(short(lines).slice(2)).toEqual([
      ['now', 6, '西城街道'],
      ['ahead', null, null],
      ['ahead', null, null],
    ])
  })

  it('are all done when the case is closed', () => {
    const closed = [...way, entry(6, 'TO_ASSESS', '区网格中心'), entry(7, 'CLOSED', '区网格中心')]
    const lines = progressOf(seen('CLOSED', closed))
    expect(lines.every(({ phase }) => phase === 'done')).toBe(true)
    expect(lines.at(-1)?.at).toBe(6)
  })

  it('stop where a case ended aside', () => {
    const voided = [...way.slice(0, 2), entry(3, 'VOIDED', '区网格中心')]
    expect(short(progressOf(seen('VOIDED', voided)))).toEqual([
      ['done', 1, null],
      ['done', 2, '区网格中心'],
      ['ahead', null, null],
      ['ahead', null, null],
      ['ahead', null, null],
    ])
  })
})
