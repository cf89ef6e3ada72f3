// Which commands go out next: oldest first, a stream in its order, nothing past one that did not succeed.
import type { CommandRow } from './device.db.ts'

/** Bytes of sealed bodies in one request; the centre takes a megabyte. */
const MOST_BATCH_BYTES = 700_000
/** Nothing is put off for longer; a time beyond it was written by a clock that has been set right since. */
const LONGEST_WAIT_MS = 60_000

export interface Picked {
  readonly rows: readonly CommandRow[]
  /** When the next one may be tried; null when none waits for a time. */
  readonly nextAt: number | null
}

/** `rows` in the order of their `seq`. `limit`: at most so many. */
export function pick(rows: readonly CommandRow[], now: number, limit: number): Picked {
  const blocked = new Set<string>()
  const picked: CommandRow[] = []
  let bytes = 0
  let nextAt: number | null = null
  for (const row of rows) {
    if (row.state === 'received' || row.state === 'decided') continue
    if (blocked.has(row.stream)) continue
    const waits = row.notBefore > now && row.notBefore <= now + LONGEST_WAIT_MS
    if (row.state === 'refused' || waits) {
      blocked.add(row.stream)
      if (row.state !== 'refused') nextAt = Math.min(nextAt ?? Infinity, row.notBefore)
      continue
    }
    bytes += row.body.data.byteLength
    if (picked.length >= limit || (picked.length > 0 && bytes > MOST_BATCH_BYTES)) break
    picked.push(row)
  }
  return { rows: picked, nextAt }
}

/** The body with the hashes of originals replaced by those of what was sent. */
export function withSentFiles(body: unknown, sentAs: ReadonlyMap<string, string>): unknown {
  if (typeof body === 'string') return sentAs.get(body) ?? body
  if (Array.isArray(body)) return body.map((one) => withSentFiles(one, sentAs))
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withSentFiles(value, sentAs)]))
}
