import type { NewCommand, OutboxEntry } from '@gezhi/client/outbox'
import type { HeldPoint } from '@gezhi/core/patrol/point'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPatrols } from './patrols.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 8, 7, 2)
const GRID = '1504020010011001'
const hydrant: HeldPoint = {
  id: '01990000-0000-7000-8000-000000000001',
  code: '1504020113000001',
  kind: 'HYDRANT',
  name: '消火栓1',
  lon: 118.93,
  lat: 42.26,
}
const street = {
  name: '昭乌达路',
  lines: [
    [
      [118.93, 42.26],
      [118.935, 42.26],
    ],
  ] as const,
}

/** A device's positions as the browser would give them. */
function createSky() {
  const watching = new Map<number, PositionCallback>()
  let next = 1
  return {
    watching: () => watching.size,
    asked: () => next - 1,
    move(lon: number, lat: number, accuracy = 8) {
      const position = { coords: { longitude: lon, latitude: lat, accuracy }, timestamp: Date.now() }
      for (const hear of watching.values()) hear(position as GeolocationPosition)
    },
    geolocation: {
      watchPosition(hear: PositionCallback) {
        watching.set(next, hear)
        return next++
      },
      clearWatch: (id: number) => void watching.delete(id),
    },
  }
}

/** What lies on the device, and what it sent; another app on it starts with the same. */
function createDevice() {
  const kept = new Map<string, unknown>()
  const sent: NewCommand[] = []
  const sky = createSky()
  let full = false
  const app = () =>
    createPatrols({
      notes: {
        get: async (name) => kept.get(name),
        put: async (name, value) => void kept.set(name, structuredClone(value)),
        remove: async (name) => void kept.delete(name),
      },
      outbox: {
        entries: () => sent as unknown as readonly OutboxEntry[],
        async add(command) {
          if (full) throw new Error('the device has no room left')
          sent.push(command)
          return 'id'
        },
      },
      geolocation: sky.geolocation,
      now: () => Date.now(),
      shiftEnd: () => START + 10 * HOUR,
      streets: async () => [street],
    })
  return {
    kept,
    sent,
    sky,
    app,
    fill: (now: boolean) => {
      full = now
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

async function walkAlong(sky: ReturnType<typeof createSky>, to: number): Promise<void> {
  for (let step = 0; step <= to; step++) {
    sky.move(118.93 + step * 0.00015, 42.26)
    await vi.advanceTimersByTimeAsync(10_000)
  }
}

describe('a device', () => {
  it('R-P-27 is asked where it is from the start of a patrol to its end, and at no other time', async () => {
    const { sky, app } = createDevice()
    const patrols = app()
    await patrols.open()
    expect([sky.watching(), sky.asked()]).toEqual([0, 0])
    await patrols.start(GRID)
    expect(sky.watching()).toBe(1)
    await patrols.stop()
    expect(sky.watching()).toBe(0)
    await vi.advanceTimersByTimeAsync(24 * HOUR)
    expect([sky.watching(), sky.asked()]).toEqual([0, 1])
  })

  it('R-P-27 sends points with times and metres of streets, and keeps nothing of where somebody was', async () => {
    const { kept, sent, sky, app } = createDevice()
    const patrols = app()
    await patrols.open()
    await patrols.start(GRID)
    await walkAlong(sky, 16)
    await patrols.see({ point: hydrant, at: Date.now(), means: 'QR' })
    await patrols.see({ point: hydrant, at: Date.now(), means: 'CODE' })
    await patrols.stop()
    expect(sent).toMatchObject([
      {
        kind: 'patrol',
        body: {
          type: 'record',
          grid: GRID,
          startedAt: START,
          end: 'PERSON',
          positions: 'SOUND',
          visits: [{ point: hydrant.id, means: 'QR', uncertain: true }],
          streets: [{ name: '昭乌达路', metres: 411 }],
        },
      },
    ])
    const [{ body } = {}] = sent
    expect(JSON.stringify(body)).not.toMatch(/11[89]\.|42\.2/)
    expect([...kept]).toEqual([])
  })

  it('ends a patrol by itself with the shift', async () => {
    const { sent, sky, app } = createDevice()
    const patrols = app()
    await patrols.open()
    await patrols.start(GRID)
    await vi.advanceTimersByTimeAsync(10 * HOUR)
    expect(sky.watching()).toBe(0)
    expect(patrols.state()).toMatchObject({ walk: null, endedByShift: true })
    expect(sent).toMatchObject([{ body: { end: 'SHIFT', endedAt: START + 10 * HOUR } }])
  })

  it('goes on with a patrol after the app was killed, and loses no point', async () => {
    const { sent, sky, app } = createDevice()
    const first = app()
    await first.open()
    await first.start(GRID)
    await first.see({ point: hydrant, at: Date.now(), means: 'QR' })
    first.close()
    expect(sky.watching()).toBe(0)
    const second = app()
    await second.open()
    expect(sky.watching()).toBe(1)
    await second.stop()
    expect(sent).toMatchObject([{ body: { visits: [{ uncertain: false }], positions: 'NONE', streets: [] } }])
  })

  it('R-P-27 that lay in a drawer tells what was seen and forgets where somebody went', async () => {
    const { kept, sent, sky, app } = createDevice()
    const first = app()
    await first.open()
    await first.start(GRID)
    await walkAlong(sky, 12)
    first.close()
    await vi.advanceTimersByTimeAsync(31 * 24 * HOUR)
    await app().open()
    expect(sky.watching()).toBe(0)
    expect(sent).toMatchObject([{ body: { end: 'SHIFT', endedAt: START + 10 * HOUR, streets: [] } }])
    expect([...kept]).toEqual([])
  })

  it('without room keeps the patrol and tells it later, without reading positions again', async () => {
    const { sent, sky, app, fill } = createDevice()
    const patrols = app()
    await patrols.open()
    await patrols.start(GRID)
    fill(true)
    await expect(patrols.stop()).rejects.toThrow('no room')
    fill(false)
    await app().open()
    expect([sky.watching(), sky.asked()]).toEqual([0, 1])
    expect(sent).toMatchObject([{ body: { endedAt: START } }])
    await app().open()
    expect(sent).toHaveLength(1)
  })

  it('without positions still counts points', async () => {
    const { sent, app } = createDevice()
    const patrols = app()
    await patrols.open()
    await patrols.see({ point: hydrant, at: Date.now(), means: 'QR' })
    expect(patrols.state().walk).toBeNull()
    await patrols.start(GRID)
    await patrols.see({ point: hydrant, at: Date.now(), means: 'NFC' })
    await patrols.stop()
    expect(sent).toMatchObject([{ body: { positions: 'NONE', visits: [{ means: 'NFC' }] } }])
  })
})
