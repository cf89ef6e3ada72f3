import { expect, test } from 'vitest'
import { drillLink, partOf, queryOf, searchOf } from './links.ts'

const september = { from: '2026-09-01', to: '2026-09-30' }

test('a filter survives the address bar', () => {
  const query = { ...september, org: '150402D03', category: '02', urgency: 'URGENT' as const, mine: true }
  expect(queryOf(searchOf(query), { from: '', to: '' })).toEqual(query)
})

test('an address that says nonsense shows the usual period', () => {
  expect(queryOf('from=yesterday&urgency=VERY&colour=red', september)).toEqual(september)
  expect(partOf('part=HALF')).toBe('DENOMINATOR')
})

test('a figure links to the cases it counts under the same filter', () => {
  expect(drillLink('onTimeRate', { ...september, street: '150402010' }, 'REST')).toBe(
    '/assessment/cases/onTimeRate?from=2026-09-01&to=2026-09-30&street=150402010&part=REST',
  )
})
