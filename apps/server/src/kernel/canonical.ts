import { hash } from 'node:crypto'

const members = (value: object) =>
  Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

/**
 * JSON with sorted keys and no spaces: equal values give equal text, also after `jsonb` has reordered them.
 * Like JSON.stringify it drops undefined members and writes undefined elements as null.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${members(value)
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
      .join(',')}}`
  return JSON.stringify(value) ?? 'null'
}

/** One call into OpenSSL: an object a hash costs more than hashing the two kilobytes of a fact. */
export const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  hash('sha256', parts.length === 1 ? (parts[0] ?? '') : Buffer.concat(parts.map(bytesOf)), 'buffer')

const bytesOf = (part: string | Uint8Array): Uint8Array =>
  typeof part === 'string' ? Buffer.from(part) : part
