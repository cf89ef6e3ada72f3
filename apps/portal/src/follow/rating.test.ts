import { describe, expect, it } from 'vitest'
import { answerOfRating, lackOfRating, ratingCommand, type Rating } from './rating.ts'

const rating = (change: Partial<Rating> = {}): Rating => ({
  contacted: true,
  solved: true,
  rating: 5,
  note: '',
  ...change,
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
    expect(ratingCommand(rating({ rating: 3, solved: false }))).toEqual({
      type: 'recordSatisfied',
      contacted: true,
      solved: false,
      rating: 3,
    })
  })

  it('go to the follow-up operator below 3, who alone may order a redo', () => {
    expect(ratingCommand(rating({ rating: 1, note: ' 没有修好 ' }))).toEqual({
      type: 'recordDissatisfied',
      contacted: true,
      solved: true,
      rating: 1,
      note: '没有修好',
    })
  })

  it('are not sent while something is missing', () => {
    expect(ratingCommand(rating({ rating: 1 }))).toBeNull()
    expect(answerOfRating(rating({ solved: null }))).toBeNull()
  })
})
