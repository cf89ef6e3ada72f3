// What became of a device: in use, or how far its remote sign-out has come.
import { DAY } from '../kernel/calendar.ts'

/** After that the key of a lost device opens nothing: work that comes later is entered again by somebody signed in. */
export const DELIVERED_WITHIN_MS = 30 * DAY

/** Nobody leaves a working device alone for so long: it lies in a drawer, or is lost. */
export const FORGOTTEN_AFTER_MS = 30 * DAY

export const DEVICE_STAGES = [
  'IN_USE',
  'FORGOTTEN',
  'NOT_TOLD',
  'DELIVERING',
  'DELIVERED',
  'RUN_OUT',
] as const
/**
 * `FORGOTTEN`: not seen for thirty days. Signed out remotely: `NOT_TOLD`, it has not come online since; `DELIVERING`, it
 * has forgotten what it held and sends what its person did; `DELIVERED`, it has sent everything; `RUN_OUT`, its thirty days
 * are over, and what it had not sent by then stays on it.
 */
export type DeviceStage = (typeof DEVICE_STAGES)[number]

/** Instants in milliseconds. */
export interface DeviceTimes {
  readonly lastSeenAt: number
  readonly revokedAt: number | null
  readonly toldAt: number | null
  readonly deliveredAt: number | null
}

export function deviceStage(
  { lastSeenAt, revokedAt, toldAt, deliveredAt }: DeviceTimes,
  now: number,
): DeviceStage {
  if (revokedAt === null) return now - lastSeenAt >= FORGOTTEN_AFTER_MS ? 'FORGOTTEN' : 'IN_USE'
  if (deliveredAt !== null) return 'DELIVERED'
  if (now >= revokedAt + DELIVERED_WITHIN_MS) return 'RUN_OUT'
  return toldAt === null ? 'NOT_TOLD' : 'DELIVERING'
}
