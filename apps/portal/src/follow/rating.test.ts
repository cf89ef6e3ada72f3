import type { TimelineEntry } from '@gezhi/core/cases/case.api'
import { describe, expect, it } from 'vitest'
import { hasWrittenSinceFollowUp, lackOfRating, ratingCommand, type Rating } from './rating.ts'

const rating = (change: Partial<Rating> = {}): Rating => ({
  contacted: true,
  solved: true,
  rating: 5,
  note: '',
  ...change,
})
const entry = (type: string, to: TimelineEntry['to'], role: string): TimelineEntry => ({
  version: 1,
  type,
  at: 1,
  via: 'E00',
  actor: { role, post: '', org: '', orgName: '', name: null },
  to,
  data: {},
})

describe('the three questions of a follow-up', () => {
  it('are all asked, and a low rating needs its reason', () => {
    expect(lackOfRating(rating({ contacted: null }))).toBe('contacted')
    expect(lackOfRating(rating({ solved: null }))).toBe('solved')
    expect(lackOfRating(rating({ rating: null }))).toBe('rating')
    expect(lackOfRating(rating({ rating: 2, note: ' ' }))).toBe('why')
    expect(lackOfRating(rating({ rating: 3 }))).toBeNull()
  })

  it('record satisfaction from 3 upwards', () => {
    expect(ratingCommand(rating({ rating: 3, solved: false }), 'low')).toEqual({
      type: 'recordSatisfied',
      contacted: true,
      solved: false,
      rating: 3,
    })
  })

  it('become a note for the follow-up operator below 3, who alone may order a rework', () => {
    expect(ratingCommand(rating({ rating: 1, note: '没有修好' }), 'low')).toEqual({
      type: 'annotate',
      text: 'low',
    })
  })

  it('are not sent while something is missing', () => {
    expect(ratingCommand(rating({ rating: 1 }), 'low')).toBeNull()
  })

  it('are not asked again once the resident has written in this follow-up', () => {
    const before = [
      entry('timeline.added', null, 'RESIDENT'),
      entry('verification.passed', 'FOLLOW_UP', 'GRID_MEMBER'),
    ]
    expect(hasWrittenSinceFollowUp({ state: 'FOLLOW_UP', timeline: before })).toBe(false)
    const after = [...before, entry('timeline.added', null, 'RESIDENT')]
    expect(hasWrittenSinceFollowUp({ state: 'FOLLOW_UP', timeline: after })).toBe(true)
  })
})
