import { describe, expect, it } from 'vitest'
import { createClock } from './clock.ts'

describe('the server’s clock on this device', () => {
  it('is the local clock until the server has answered', () => {
    expect(createClock(() => 1_000).now()).toBe(1_000)
  })

  it('adds half the round trip to the server’s answer', () => {
    const clock = createClock(() => 10_000)
    clock.sync(70_000, 9_800, 10_000)
    expect(clock.now()).toBe(70_100)
  })

  it('keeps the answer with the shorter round trip', () => {
    const clock = createClock(() => 10_000)
    clock.sync(70_000, 9_990, 10_000)
    clock.sync(90_000, 5_000, 10_000)
    expect(clock.now()).toBe(70_005)
  })

  it('believes a fresh slow answer after ten minutes', () => {
    const clock = createClock(() => 700_000)
    clock.sync(60_000, 9_990, 10_000)
    clock.sync(800_000, 699_000, 700_000)
    expect(clock.now()).toBe(800_500)
  })

  it('follows at once when somebody sets the local clock, whichever way', () => {
    const DAY = 86_400_000
    let local = 10 * DAY
    const clock = createClock(() => local)
    clock.sync(7 * DAY, local - 10, local)
    expect(clock.now()).toBe(7 * DAY + 5)
    local = 7 * DAY
    clock.sync(7 * DAY, local - 900, local)
    expect(clock.now()).toBe(7 * DAY + 450)
  })

  it('knows without the network how far it was off when the server last answered', () => {
    const kept: number[] = []
    const known = { first: -3000, keep: (offset: number) => void kept.push(offset) }
    const clock = createClock(() => 10_000, known)
    expect(clock.now()).toBe(7000)
    clock.sync(5000, 10_000, 10_000)
    expect([clock.now(), kept]).toEqual([5000, [-5000]])
  })
})
