// What a filled-in form plans: one task for each grid and each time. Pure.
import type { FieldTaskCommand, TaskSort } from '@gezhi/core/fieldwork/commands'
import type { Dayjs } from 'dayjs'

export const EVERY = ['ONCE', 'WEEK', 'MONTH'] as const

export interface PlanWish {
  readonly sort: TaskSort
  readonly title: string
  /** Of a check. */
  readonly field?: number | undefined
  readonly grids: readonly string[]
  /** The first day by whose end it is to be done. */
  readonly due: Dayjs
  readonly every: (typeof EVERY)[number]
  readonly times?: number | undefined
}

export type Plan = Extract<FieldTaskCommand, { type: 'plan' }>

/** The end of a day on the walls of Beijing, whatever the desk's clock is set to. */
const endOf = (day: Dayjs): number => Date.parse(`${day.format('YYYY-MM-DD')}T23:59:00+08:00`)

/** Due at the end of its day: whoever is asked to do something by Friday has the whole Friday. */
export function plansOf({ sort, title, field, grids, due, every, times = 1 }: PlanWish): readonly Plan[] {
  const rounds = every === 'ONCE' ? 1 : times
  return Array.from({ length: rounds }, (_, round) =>
    // A month after the 31st is the last day of a shorter one; counted from the first, the 31st comes back.
    endOf(every === 'MONTH' ? due.add(round, 'month') : due.add(round, 'week')),
  ).flatMap((dueAt) =>
    grids.map((grid): Plan => ({
      type: 'plan',
      sort,
      grid,
      title: title.trim(),
      ...(sort === 'CHECK' && field !== undefined ? { field } : {}),
      dueAt,
    })),
  )
}
