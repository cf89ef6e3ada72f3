// How far a record can be relied on, and which ones are looked at again (domain specification §4.4): the same rule on the
// server and on a phone.

export const YEAR_MS = 365 * 86_400_000

/** One record in so many is looked at each month, whatever its age: 2 % (domain specification §4.4). */
export const SAMPLE_OF = 50

/** When a record was given, changed and confirmed, in milliseconds. */
export interface Dated {
  readonly asOf: number
  readonly changedAt: number
  readonly confirmedAt: number | null
}

/** True when a source or a decision changed it since it was confirmed, or when nobody said so for twelve months. */
export const isDue = ({ asOf, changedAt, confirmedAt }: Dated, now: number): boolean =>
  (confirmedAt !== null && changedAt > confirmedAt) || (confirmedAt ?? asOf) < now - YEAR_MS

/** Month since the year 0, by UTC: samples change at eight in the morning of the first. */
export function monthOf(now: number): number {
  const date = new Date(now)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** First instant of the month that `now` lies in. */
export function monthStart(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

/** The fiftieth of all records that is sampled in the month of `now`: each record once in fifty months. */
export const samplePart = (now: number): number => (SAMPLE_OF - (monthOf(now) % SAMPLE_OF)) % SAMPLE_OF

/** True for records of this month's sample; ids are hashes, so that their beginnings are spread evenly. */
export const isSampled = (id: string, now: number): boolean =>
  Number.parseInt(id.slice(0, 7), 16) % SAMPLE_OF === samplePart(now)
