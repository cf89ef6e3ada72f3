import { describe, expect, it } from 'vitest'
import { tabsOf } from './useDesk.ts'

const counts = [
  { kind: 'ASSESS', count: 2, overdue: 0 },
  { kind: 'GRAB', count: 4, overdue: 1 },
  { kind: 'SIGN', count: 0, overdue: 0 },
] as const

describe('the tabs of the desk', () => {
  it('show only kinds with work, in the order of the five steps, all of them first', () => {
    expect(tabsOf(counts, null)).toEqual([
      { kind: null, count: 6, overdue: 1 },
      { kind: 'GRAB', count: 4, overdue: 1 },
      { kind: 'ASSESS', count: 2, overdue: 0 },
    ])
  })

  it('keep the chosen one when its work is done', () => {
    expect(tabsOf(counts, 'SIGN').map(({ kind }) => kind)).toEqual([null, 'GRAB', 'SIGN', 'ASSESS'])
  })
})
