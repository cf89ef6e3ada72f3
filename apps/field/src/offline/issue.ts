import { Refused } from '@gezhi/client/call'
import type { Outbox, OutboxEntry } from '@gezhi/client/outbox'
import type { HeldCase } from '@gezhi/core/cases/device'
import type { Keeping } from '@gezhi/ui/data/keeping'
import type { Held } from './held.ts'

/** With a network a small command is answered in a second; longer nobody should stand before a form. */
const PATIENCE_MS = 5000
const HASH = /^[0-9a-f]{64}$/

/** Content addresses anywhere in a command, each once. */
export function hashesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return HASH.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return [...new Set(Object.values(value).flatMap(hashesIn))]
}

/** Of these, what lies on this device: the others were sent before it could keep any. */
export async function filesHere({ files }: Outbox, hashes: readonly string[]): Promise<readonly string[]> {
  const kept = await Promise.all(hashes.map((hash) => files.open(hash)))
  return hashes.filter((_, index) => kept[index])
}

/** The centre has answered, it has to wait for another, or there is no way to the centre now. */
const isOver = (entry: OutboxEntry | undefined): boolean =>
  !entry ||
  entry.held ||
  !navigator.onLine ||
  (entry.state === 'saved' ? entry.attempts > 0 : entry.state !== 'sending')

/** The entry when it is over, or as it stands when patience ends. */
async function answered(outbox: Outbox, id: string): Promise<OutboxEntry | undefined> {
  const look = () => outbox.entries().find((entry) => entry.id === id)
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = outbox.subscribe(() => isOver(look()) && resolve())
  const timer = setTimeout(resolve, PATIENCE_MS)
  if (!isOver(look())) await promise
  stop()
  clearTimeout(timer)
  return look()
}

/** Commands of this app go by the device: safe from the first moment, with or without a network. */
export const keepingOn = ({ device, replica, synchronise }: Held): Keeping => ({
  person: device.person,
  async issue(caseId, command) {
    const { outbox } = device
    const base = replica.collection<HeldCase>('cases').get(caseId)?.version ?? null
    const files = await filesHere(outbox, hashesIn(command))
    const id = await outbox.add({ kind: 'case', stream: caseId, body: command, files, base })
    const entry = await answered(outbox, id)
    if (entry?.state === 'refused' && entry.problem) {
      // Its author stands before the form and reads why: no card is needed beside it.
      await outbox.withdraw(id)
      throw new Refused(entry.problem)
    }
    if (entry?.state !== 'received' && entry?.state !== 'decided') return 'kept'
    await synchronise()
    return 'received'
  },
})
