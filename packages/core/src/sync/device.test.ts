import { expect, test } from 'vitest'
import { DAY } from '../kernel/calendar.ts'
import { deviceStage } from './device.ts'

const NOW = Date.parse('2027-05-03T09:00:00+08:00')
const seen = (ms: number) => ({ lastSeenAt: NOW - ms, revokedAt: null, toldAt: null, deliveredAt: null })
const signedOut = (ms: number, toldAt: number | null = null, deliveredAt: number | null = null) => ({
  ...seen(ms),
  revokedAt: NOW - ms,
  toldAt,
  deliveredAt,
})

test('a device is in use until nothing was heard of it for thirty days', () => {
  expect(deviceStage(seen(30 * DAY - 1), NOW)).toBe('IN_USE')
  expect(deviceStage(seen(30 * DAY), NOW)).toBe('FORGOTTEN')
})

test('a sign-out from afar goes from not told over delivering to delivered', () => {
  expect(deviceStage(signedOut(DAY), NOW)).toBe('NOT_TOLD')
  expect(deviceStage(signedOut(DAY, NOW), NOW)).toBe('DELIVERING')
  expect(deviceStage(signedOut(DAY, NOW, NOW), NOW)).toBe('DELIVERED')
})

test('after thirty days nothing is taken from it, told or not; what was delivered in time stays delivered', () => {
  expect(deviceStage(signedOut(30 * DAY), NOW)).toBe('RUN_OUT')
  expect(deviceStage(signedOut(30 * DAY, NOW - DAY), NOW)).toBe('RUN_OUT')
  expect(deviceStage(signedOut(40 * DAY, NOW - 39 * DAY, NOW - 38 * DAY), NOW)).toBe('DELIVERED')
})
