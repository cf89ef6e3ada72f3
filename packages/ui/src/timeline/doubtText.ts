// What the timeline says of a time that a device claimed and the rules doubt; null where there is nothing to say.
import type { TimelineEntry } from '@gezhi/core/cases/case.api'
import { TIME_DOUBTS } from '@gezhi/core/cases/occurred'
import type { Translate } from '../i18n/i18n.ts'
import { fullTime } from '../time/format.ts'

type Data = Readonly<Record<string, unknown>>
const record = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {})

/** The claim stands in the fact itself, in its report or in its result. */
export function doubtText({ data }: Pick<TimelineEntry, 'data'>, t: Translate): string | null {
  const given = record(data)
  const found = [given, record(given['report']), record(given['result'])].find((one) => one['doubt'])
  const doubt = TIME_DOUBTS.find((one) => one === found?.['doubt'])
  const at = found?.['claimedAt'] ?? found?.['occurredAt']
  return doubt && typeof at === 'number' ? t(`why:doubt${doubt}`, { at: fullTime(at).slice(0, 16) }) : null
}
