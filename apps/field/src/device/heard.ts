// What became of the outbox since it was looked at last: one signal, however many commands moved.
import type { OutboxEntry } from '@gezhi/client/outbox'

type CommandState = OutboxEntry['state']
export type States = ReadonlyMap<string, CommandState>
export type Heard = 'sent' | 'refused'

const isTaken = (state: CommandState | undefined): boolean => state === 'received' || state === 'decided'

/** `before` null: the app has just opened, and nothing is news. What was refused is said before what was sent. */
export function heardOf(
  before: States | null,
  entries: readonly Pick<OutboxEntry, 'id' | 'state'>[],
): { readonly heard: Heard | null; readonly states: States } {
  const states = new Map(entries.map(({ id, state }) => [id, state]))
  if (!before) return { heard: null, states }
  const moved = entries.filter(({ id, state }) => before.has(id) && before.get(id) !== state)
  const refused = moved.some(({ state }) => state === 'refused')
  const sent = moved.some(({ id, state }) => isTaken(state) && !isTaken(before.get(id)))
  return { heard: refused ? 'refused' : sent ? 'sent' : null, states }
}
