// What a grid member is shown before sending: the same matter, reported already.
import { describe, expect, it } from 'vitest'
import type { CaseSummary } from './case.view.ts'
import { alikeNearby, commonAround } from './likeness.ts'

/** 0.001° of latitude is 111 m. */
const HERE = [118.96, 42.26] as const
const metresNorth = (metres: number): number => HERE[1] + metres / 111_195

const ITEMS: Readonly<Record<string, { family: string; radiusM: number }>> = {
  LAMP: { family: 'light', radiusM: 200 },
  LAMP_POLE: { family: 'light', radiusM: 200 },
  NOISE: { family: 'noise', radiusM: 50 },
}
const itemOf = (code: string) => ITEMS[code]

const summary = (id: string, metres: number, change: Partial<CaseSummary> = {}): CaseSummary => ({
  id,
  number: id,
  version: 1,
  state: 'POOLED',
  step: 'DISPATCH',
  urgency: 'GENERAL',
  item: 'LAMP',
  itemName: null,
  category: null,
  title: id,
  address: null,
  lon: HERE[0],
  lat: metresNorth(metres),
  street: null,
  streetName: null,
  community: null,
  communityName: null,
  grid: null,
  source: 'GRID_PATROL',
  reportedAt: 0,
  closedAt: null,
  holder: null,
  handleDueAt: null,
  overdue: false,
  sensitive: false,
  ...change,
})
const seen = (item: string | null, cases: readonly CaseSummary[], accuracyM: number | null = null) =>
  alikeNearby({ point: HERE, accuracyM, item }, cases, itemOf).map((one) => one.case.id)

describe('a matter that was reported before', () => {
  it('is a case of the same family within the radius in which the centre merges', () => {
    expect(seen('LAMP', [summary('near', 150), summary('far', 230)])).toEqual(['near'])
    expect(seen('LAMP', [summary('other family', 10, { item: 'NOISE' })])).toEqual([])
    expect(seen('NOISE', [summary('narrow', 60, { item: 'NOISE' })])).toEqual([])
  })

  it('is under way still: what was verified and is seen again has come back, and is a new case', () => {
    expect(seen('LAMP', [summary('to verify', 10, { state: 'TO_VERIFY' })])).toEqual(['to verify'])
    for (const state of [
      'DRAFT',
      'FOLLOW_UP',
      'TO_ASSESS',
      'CLOSED',
      'MERGED',
      'VOIDED',
      'TRANSFERRED',
    ] as const)
      expect(seen('LAMP', [summary('done', 10, { state })])).toEqual([])
  })

  it('may be one that nobody has classified yet', () => {
    expect(seen('LAMP', [summary('in words', 150, { item: null })])).toEqual(['in words'])
  })

  it('names the same item before its family, and the nearest first', () => {
    const cases = [
      summary('family', 5, { item: 'LAMP_POLE' }),
      summary('farther', 90),
      summary('nearer', 40),
      summary('fourth', 120),
    ]
    expect(seen('LAMP', cases)).toEqual(['nearer', 'farther', 'fourth'])
    expect(seen('LAMP_POLE', cases)).toEqual(['family', 'nearer', 'farther'])
  })

  it('is at hand while no item is chosen', () => {
    expect(seen(null, [summary('here', 30, { item: 'NOISE' }), summary('there', 70)])).toEqual(['here'])
  })

  it('may be as much farther away as the position is inexact, at most twice the radius', () => {
    expect(seen('LAMP', [summary('near', 230)], 40)).toEqual(['near'])
    expect(seen('LAMP', [summary('far', 430)], 5000)).toEqual([])
  })

  it('is never shown when it is sensitive', () => {
    expect(seen('LAMP', [summary('next door', 5, { sensitive: true })])).toEqual([])
  })
})

describe('what is common around here', () => {
  it('counts the items within 500 m, open or closed, without sensitive ones', () => {
    const cases = [
      summary('a', 400, { item: 'NOISE' }),
      summary('b', 300, { item: 'NOISE', closedAt: 1 }),
      summary('c', 10),
      summary('d', 600, { item: 'LAMP_POLE' }),
      summary('e', 20, { item: 'LAMP_POLE', sensitive: true }),
      summary('f', 20, { item: null }),
    ]
    expect(commonAround(HERE, cases, 6)).toEqual(['NOISE', 'LAMP'])
    expect(commonAround(HERE, cases, 1)).toEqual(['NOISE'])
  })
})
