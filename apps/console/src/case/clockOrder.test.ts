import type { ExplainedClock } from '@gezhi/core/cases/clock.api'
import { explainAll } from '@gezhi/core/cases/explain'
import { grabbed } from '@gezhi/core/cases/flow.testing'
import { cases } from '@gezhi/core/cases/given.testing'
import { calendar } from '@gezhi/core/cases/rules.testing'
import { expect, it } from 'vitest'
import { inOrder } from './clockOrder.ts'

it('shows the clock that was asked about first, then what runs, then what ended, and no warnings', () => {
  const told = cases(...grabbed())
  // Gate: only names, keys and times decide the order; the names of people are filled in by the server.
  const clocks = explainAll(told.facts, { calendar, now: told.now }) as unknown as ExplainedClock[]
  expect(inOrder(clocks, 'D_INTAKE').map(({ key }) => key)).toEqual([
    'D_INTAKE',
    'D_HANDLE',
    'D_TOTAL',
    'D_GRAB',
  ])
})
