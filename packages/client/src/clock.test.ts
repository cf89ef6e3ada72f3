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
})
