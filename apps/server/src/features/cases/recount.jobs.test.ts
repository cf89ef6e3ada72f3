import { randomUUID } from 'node:crypto'
import { dispatcherEast, member, operator } from '@gezhi/core/cases/actors.testing'
import { report } from '@gezhi/core/cases/flow.testing'
import { at, DISTRICT, HOUR, nextYear } from '@gezhi/core/cases/rules.testing'
import type { Feature } from '../../kernel/feature.ts'
import { expect, test } from 'vitest'
import type { CaseDeps } from './case.deps.ts'
import { createCaseKind } from './case.kind.ts'
import { testCases } from './cases.testing.ts'
import { createRecounting } from './recount.jobs.ts'

let given: CaseDeps | undefined
const { app, live, page } = testCases((deps): Feature[] => {
  given = deps
  return []
})

/** The same server after the pack with the holidays of 2027 was imported. */
function imported() {
  if (!given) throw new Error('the app has not started')
  const today = given
  const districts: CaseDeps['districts'] = (district) => ({ ...today.districts(district), rules: nextYear })
  return createRecounting({ ...today, districts }, createCaseKind(districts))
}

test('due times of a year that was not published are counted again when it is, once, and others stay', async () => {
  const [december, summer] = [randomUUID(), randomUUID()]
  app.clock.set(at('2026-09-14 10:00'))
  await live(summer, [member, report()], [operator, { type: 'accept', item: 'W04001' }])
  app.clock.set(at('2026-12-18 10:00'))
  await live(
    december,
    [member, report()],
    [operator, { type: 'accept', item: 'W04001' }],
    [dispatcherEast, { type: 'grab' }],
  )
  const dueOf = async (id: string, key: string) =>
    (await page(operator, id)).clocks.find((clock) => clock.key === key)?.dueAt
  expect(await dueOf(december, 'D_HANDLE')).toBe(at('2027-01-15 10:00'))
  const before = await dueOf(summer, 'D_TOTAL')

  app.clock.set(at('2026-12-19 09:00'))
  const recounting = imported()
  expect(await recounting.once(DISTRICT)).toBe(1)
  expect(await dueOf(december, 'D_HANDLE')).toBe(at('2027-01-18 10:00'))
  expect(await dueOf(summer, 'D_TOTAL')).toBe(before)
  expect((await page(operator, december)).timeline.at(-1)).toMatchObject({
    type: 'deadline.recounted',
    via: 'E66c',
  })

  app.clock.set(at('2026-12-19 09:00') + HOUR)
  const { version } = await page(operator, december)
  expect(await recounting.once(DISTRICT)).toBe(0)
  expect(await imported().once(DISTRICT)).toBe(0)
  expect((await page(operator, december)).version).toBe(version)
})

test('before anything is published nothing moves', async () => {
  if (!given) throw new Error('the app has not started')
  const id = randomUUID()
  app.clock.set(at('2026-12-21 10:00'))
  await live(id, [member, report()], [operator, { type: 'accept', item: 'W04001' }])
  const { version } = await page(operator, id)
  expect(await createRecounting(given, createCaseKind(given.districts)).once(DISTRICT)).toBe(1)
  expect((await page(operator, id)).version).toBe(version)
})
