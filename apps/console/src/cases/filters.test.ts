import { describe, expect, it } from 'vitest'
import { filterOf, listOf, searchOf } from './filters.ts'

describe('a filter in the address bar', () => {
  it('comes back as it was set', () => {
    const filter = {
      state: 'POOLED,ASSIGNED',
      urgency: 'URGENT',
      overdue: true,
      text: '井盖 三中街',
      from: 1_700_000_000_000,
    }
    expect(filterOf(searchOf(filter))).toEqual(filter)
  })

  it('leaves out what is not set and what is no filter', () => {
    expect(searchOf({ text: '', overdue: false, state: undefined })).toBe('')
    expect(filterOf('?foo=1&from=yesterday&open=maybe&step=HANDLE')).toEqual({ step: 'HANDLE' })
  })

  it('is the same address whatever the order of setting', () => {
    expect(searchOf({ urgency: 'URGENT', state: 'POOLED' })).toBe(
      searchOf({ state: 'POOLED', urgency: 'URGENT' }),
    )
  })

  it('holds several values of one kind', () => {
    expect(listOf('POOLED,ASSIGNED')).toEqual(['POOLED', 'ASSIGNED'])
    expect(listOf(undefined)).toEqual([])
  })
})
