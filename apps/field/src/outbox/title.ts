import type { OutboxEntry } from '@gezhi/client/outbox'

const field = (body: unknown, name: string): string | null => {
  if (typeof body !== 'object' || body === null) return null
  const value: unknown = Reflect.get(body, name)
  return typeof value === 'string' && value ? value : null
}

/** Name of the command, e.g. `report`; null when the body says none. */
export const commandIn = ({ body }: OutboxEntry): string | null => field(body, 'type')

/** Where its name stands in the catalogues: `command:report`, `patrolCommand:record`. */
export const titleKey = ({ kind }: OutboxEntry, command: string): string =>
  `${kind === 'case' ? 'command' : `${kind}Command`}:${command}`

/** What stands inside a work record. */
const resultIn = (body: unknown): unknown =>
  typeof body === 'object' && body !== null ? Reflect.get(body, 'result') : null

/** The person's own words in it, by which the entry is recognised. */
export function wordsIn({ body }: OutboxEntry): string | null {
  const result = resultIn(body)
  return (
    field(body, 'text') ??
    field(body, 'note') ??
    field(body, 'result') ??
    field(result, 'topic') ??
    field(result, 'wish') ??
    field(result, 'where')
  )
}
