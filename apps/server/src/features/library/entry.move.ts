// Moves what stands on the map: an outline goes along with its pin.
import type { Geometry } from '@gezhi/core/library/load'
import type { RecordRow } from './record.store.ts'

/** 0.1 m: a pin that was not touched comes back rounded to this. */
const STILL = 1.5e-6

const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number')
const micro = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

function shifted(value: unknown, by: readonly [number, number]): unknown {
  if (isPair(value)) return [micro(value[0] + by[0]), micro(value[1] + by[1])]
  return Array.isArray(value) ? value.map((each: unknown) => shifted(each, by)) : value
}

/** The geometry of a record when its middle is where the pin is; null: it stays, or the pin is none. */
export function moved(
  { lon, lat }: Pick<RecordRow, 'lon' | 'lat'>,
  shape: Geometry | undefined,
  pin: Geometry | null,
): Geometry | null {
  if (pin?.type !== 'Point' || !isPair(pin.coordinates)) return null
  if (!shape || lon === null || lat === null) return pin
  const by = [pin.coordinates[0] - lon, pin.coordinates[1] - lat] as const
  if (Math.max(Math.abs(by[0]), Math.abs(by[1])) < STILL) return null
  return { ...shape, coordinates: shifted(shape.coordinates, by) }
}
