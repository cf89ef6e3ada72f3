import { hash } from 'node:crypto'

/** Names of members, as they are written: there are some three hundred, and quoting one takes longer than finding it. */
const quoted = new Map<string, string>()
const MOST_QUOTED = 2000

function quote(name: string): string {
  const known = quoted.get(name)
  if (known !== undefined) return known
  const text = `${JSON.stringify(name)}:`
  if (quoted.size < MOST_QUOTED) quoted.set(name, text)
  return text
}

/**
 * JSON with sorted keys and no spaces: equal values give equal text, also after `jsonb` has reordered them.
 * Like JSON.stringify it drops undefined members and writes undefined elements as null.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  let text = ''
  // Gate: own members of an object that is no array.
  const members = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(members).sort()) {
    const member = members[name]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${quote(name)}${canonicalJson(member)}`
  }
  return `{${text}}`
}

/** One call into OpenSSL: an object a hash costs more than hashing the two kilobytes of a fact. */
export const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  hash('sha256', parts.length === 1 ? (parts[0] ?? '') : Buffer.concat(parts.map(bytesOf)), 'buffer')

const bytesOf = (part: string | Uint8Array): Uint8Array =>
  typeof part === 'string' ? Buffer.from(part) : part
