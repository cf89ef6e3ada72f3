import { randomUUID } from 'node:crypto'
import type { Figures } from '@gezhi/core/assessment/figure.view'
import { dispatcherEast, handlerEast, member, operator } from '@gezhi/core/cases/actors.testing'
import { LAMP, report, result } from '@gezhi/core/cases/flow.testing'
import { expect, test } from 'vitest'
import { testCases } from '../cases/cases.testing.ts'
import { assessmentDeps } from './assessment.testing.ts'
import { assessmentFeature } from './index.ts'

const { app, live } = testCases((deps) => [assessmentFeature(assessmentDeps(deps))])
const URL = '/api/assessment/figures?from=2026-09-14&to=2026-09-14&indicators=reported,grabRate,handlingTime'

const counts = async () => {
  const { total } = (await app.as(operator).inject(URL)).json<Figures>()
  return total.map(({ denominator }) => denominator)
}

test('a fact is in the figures within five seconds', async () => {
  await app.deps.feed.start({ durable: true })
  const handled = () =>
    live(
      randomUUID(),
      [member, report()],
      [operator, { type: 'accept', item: LAMP }],
      [dispatcherEast, { type: 'grab' }],
      [handlerEast, result()],
    )
  const lags: number[] = []
  for (let done = 1; done <= 5; done++) {
    await handled()
    const since = performance.now()
    while ((await counts()).some((count) => count < done)) await new Promise((wake) => setTimeout(wake, 20))
    lags.push(performance.now() - since)
  }
  console.log(`in the figures after ${lags.map((lag) => Math.round(lag)).join(', ')} ms`)
  expect(await counts()).toEqual([5, 5, 5])
  expect(Math.max(...lags)).toBeLessThan(5000)
})
