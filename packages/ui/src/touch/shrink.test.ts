import { describe, expect, it } from 'vitest'
import { fitInto } from './shrink.ts'

describe('the size at which a photo is sent', () => {
  it('keeps the proportions and has no side above 1920', () => {
    expect(fitInto(4000, 3000)).toEqual([1920, 1440])
    expect(fitInto(3000, 4000)).toEqual([1440, 1920])
  })

  it('never enlarges and never vanishes', () => {
    expect(fitInto(640, 480)).toEqual([640, 480])
    expect(fitInto(10_000, 1)).toEqual([1920, 1])
  })
})
