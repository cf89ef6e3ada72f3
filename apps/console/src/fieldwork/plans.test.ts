import { wallTime } from '@gezhi/ui/time'
import dayjs from 'dayjs'
import { describe, expect, it } from 'vitest'
import { type PlanWish, plansOf } from './plans.ts'

const wish: PlanWish = {
  sort: 'VISIT',
  title: ' 冬季取暖走访 ',
  field: 3,
  grids: ['1504020010011001', '1504020010011002'],
  due: dayjs('2026-01-31T09:30'),
  every: 'ONCE',
  times: 4,
}
const days = (plans: ReturnType<typeof plansOf>): readonly string[] => [
  ...new Set(plans.map(({ dueAt }) => `${wallTime(dueAt).date} ${wallTime(dueAt).time}`)),
]

describe('what a form plans', () => {
  it('is one task for each grid, due by the end of its day; the field stands in checks only', () => {
    const plans = plansOf(wish)
    expect(plans.map(({ grid }) => grid)).toEqual(wish.grids)
    expect(days(plans)).toEqual(['01-31 23:59'])
    expect(plans[0]).toMatchObject({ title: '冬季取暖走访' })
    expect(plans.some((plan) => 'field' in plan)).toBe(false)
    expect(plansOf({ ...wish, sort: 'CHECK' })[0]).toMatchObject({ field: 3 })
  })

  it('comes back every week, or every month on the same day as far as the month has it', () => {
    expect(days(plansOf({ ...wish, every: 'WEEK', times: 3 }))).toEqual([
      '01-31 23:59',
      '02-07 23:59',
      '02-14 23:59',
    ])
    const monthly = plansOf({ ...wish, every: 'MONTH', times: 3 })
    expect(monthly).toHaveLength(6)
    expect(days(monthly)).toEqual(['01-31 23:59', '02-28 23:59', '03-31 23:59'])
  })
})
