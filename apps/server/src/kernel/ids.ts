import { canonicalJson, sha256 } from './canonical.ts'

/**
 * The same parts always give the same id, other parts another: a UUID of version 8 (RFC 9562 §5.8) from SHA-256.
 * Commands that the machinery issues carry such ids, so that issuing one twice is harmless.
 */
export function idOf(...parts: readonly (string | number)[]): string {
  const bytes = sha256(canonicalJson(parts)).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
