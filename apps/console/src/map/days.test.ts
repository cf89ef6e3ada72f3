import { describe, expect, it } from 'vitest'
import { dateOf, endOfDay } from './days.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

describe('days back from today', () => {
  it('end at midnight in China, whatever the hour of today is', () => {
    for (const hour of ['00:00:00', '07:59:59', '08:00:00', '23:59:59']) {
      const now = at(`2026-09-14T${hour}`)
      expect(endOfDay(now, 0)).toBe(at('2026-09-15T00:00:00') - 1)
      expect(endOfDay(now, 14)).toBe(at('2026-09-01T00:00:00') - 1)
    }
  })

  it('have the date of their end', () => {
    const now = at('2026-09-14T06:00:00')
    expect([0, 1, 14].map((days) => dateOf(endOfDay(now, days)))).toEqual([
      '2026-09-14',
      '2026-09-13',
      '2026-08-31',
    ])
  })
})
