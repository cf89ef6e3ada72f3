/** The wire protocol of PostgreSQL (version 3) cut into what is asked and answered as one. */

const [SYNC, QUERY, READY] = [0x53, 0x51, 0x5a]
/** Type byte and length; the length counts itself. */
const HEAD = 5

/** Offset behind the message that begins at `at`. */
const endOf = (bytes: Uint8Array, at: number): number =>
  at + 1 + new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getInt32(0)

/**
 * What a client wrote, cut behind each message that makes PostgreSQL answer: Sync and Query. The first message of a
 * connection has no type and goes alone.
 */
export function unitsOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] === 0) return [bytes]
  const units: Uint8Array[] = []
  let from = 0
  for (let at = 0; at + HEAD <= bytes.length;) {
    const type = bytes[at]
    at = endOf(bytes, at)
    if (type !== SYNC && type !== QUERY) continue
    units.push(bytes.subarray(from, at))
    from = at
  }
  if (from < bytes.length) units.push(bytes.subarray(from))
  return units
}

/** PGlite says twice that it is ready after an error: a client that asks ahead would take it for the next answer. */
export function answerOf(bytes: Uint8Array): Uint8Array {
  for (let at = 0; at + HEAD <= bytes.length;) {
    const end = endOf(bytes, at)
    if (bytes[at] === READY) return bytes.subarray(0, end)
    at = end
  }
  return bytes
}
