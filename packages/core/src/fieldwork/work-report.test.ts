import { describe, expect, it } from 'vitest'
import { periodOf, workReport } from './work-report.ts'

const OFFSET = 8 * 3_600_000
const at = (time: string): number => Date.parse(`${time}+08:00`)

describe('the period of a work report', () => {
  it('is the local day, or the week from Monday', () => {
    const now = at('2026-03-04T01:30')
    const told = (sort: 'DAY' | 'WEEK', back: number) => {
      const { from, to } = periodOf(sort, now, { offset: OFFSET, back })
      return [from, to]
    }
    expect(told('DAY', 0)).toEqual([at('2026-03-04T00:00'), at('2026-03-05T00:00')])
    expect(told('DAY', 1)).toEqual([at('2026-03-03T00:00'), at('2026-03-04T00:00')])
    expect(told('WEEK', 0)).toEqual([at('2026-03-02T00:00'), at('2026-03-09T00:00')])
    expect(told('WEEK', 1)).toEqual([at('2026-02-23T00:00'), at('2026-03-02T00:00')])
  })

  it('on a Sunday still ends with that Sunday', () => {
    expect(periodOf('WEEK', at('2026-03-08T23:59'), { offset: OFFSET, back: 0 }).to).toBe(
      at('2026-03-09T00:00'),
    )
  })
})

describe('a work report', () => {
  it('counts the records of its period and nothing before or after', () => {
    const [before, during, end] = [99, 100, 200]
    const visit = { sort: 'VISIT', outcome: 'REFUSED', needs: 'NONE' } as const
    const report = workReport(
      {
        cases: [
          { at: before, closed: true },
          { at: during, closed: true },
          { at: during, closed: false },
        ],
        tasks: [
          { at: during, result: visit },
          { at: end, result: visit },
          {
            at: during,
            result: {
              sort: 'CHECK',
              field: 3,
              where: '餐馆',
              items: [
                { item: '3.1', finding: 'BAD', case: 'a' },
                { item: '3.2', finding: 'BAD' },
                { item: '3.3', finding: 'GOOD' },
              ],
            },
          },
          {
            at: during,
            result: { sort: 'PUBLICISE', topic: '防火', where: '广场', reached: 40, photos: [] },
          },
          { at: during, result: { sort: 'OPINION', wish: '长凳', case: 'b' } },
        ],
        notPossible: [{ at: during }],
        patrols: [{ at: during, points: 7 }],
      },
      { from: during, to: end },
    )
    expect(report).toEqual({
      reported: 2,
      closed: 1,
      visits: 1,
      checks: 1,
      hazards: 2,
      hazardCases: 1,
      publicity: 1,
      reached: 40,
      opinions: 1,
      opinionCases: 1,
      patrols: 1,
      points: 7,
      notPossible: 1,
    })
  })
})
