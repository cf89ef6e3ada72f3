import type { CaseChange, CaseSummary } from '@gezhi/core/cases/case.api'
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { applyChange } from './change.ts'

const summary = (change: Partial<CaseSummary> = {}): CaseSummary => ({
  id: 'a',
  number: 'HS-20261122-00001',
  version: 3,
  state: 'POOLED',
  step: 'DISPATCH',
  urgency: 'GENERAL',
  item: null,
  itemName: null,
  category: null,
  title: '井盖缺失',
  address: null,
  lon: 118.96,
  lat: 42.26,
  street: null,
  streetName: null,
  community: null,
  communityName: null,
  grid: null,
  source: 'RESIDENT',
  reportedAt: 0,
  closedAt: null,
  holder: null,
  handleDueAt: null,
  overdue: false,
  sensitive: false,
  ...change,
})
const changeOf = (view: CaseSummary): CaseChange => ({
  seq: 9,
  fact: 'order.grabbed',
  at: 0,
  actor: { role: 'STREET_DISPATCHER', org: '150402003', orgName: '西城街道' },
  case: view,
})

function holding(view: CaseSummary): QueryClient {
  const queries = new QueryClient()
  queries.setQueryData(['cases', 'list', {}], { pages: [{ cases: [view] }], pageParams: [null] })
  queries.setQueryData(['pins', {}], { pins: [view], more: false })
  return queries
}
const row = (queries: QueryClient): CaseSummary | undefined =>
  queries.getQueryData<{ pages: { cases: CaseSummary[] }[] }>(['cases', 'list', {}])?.pages[0]?.cases[0]
const pins = (queries: QueryClient): CaseSummary[] | undefined =>
  queries.getQueryData<{ pins: CaseSummary[] }>(['pins', {}])?.pins

describe('a change from the feed', () => {
  it('is shown in lists and on the map without asking the server', () => {
    const queries = holding(summary())
    const stale = applyChange(queries, changeOf(summary({ version: 4, state: 'HANDLING' })))
    expect(row(queries)?.state).toBe('HANDLING')
    expect(pins(queries)?.[0]?.state).toBe('HANDLING')
    expect(stale).toEqual([['desk'], ['case', 'a']])
  })

  it('never puts an older state over a newer one', () => {
    const queries = holding(summary({ version: 5, state: 'HANDLING' }))
    applyChange(queries, changeOf(summary({ version: 4, state: 'POOLED' })))
    expect(row(queries)?.state).toBe('HANDLING')
  })

  it('takes a closed case off the map and keeps it in the list', () => {
    const queries = holding(summary())
    applyChange(queries, changeOf(summary({ version: 4, state: 'CLOSED' })))
    expect(pins(queries)).toEqual([])
    expect(row(queries)?.state).toBe('CLOSED')
  })

  it('asks the server where a new case belongs', () => {
    const queries = holding(summary())
    expect(applyChange(queries, changeOf(summary({ id: 'b' })))).toEqual([
      ['desk'],
      ['case', 'b'],
      ['cases', 'list'],
      ['pins'],
    ])
  })
})
