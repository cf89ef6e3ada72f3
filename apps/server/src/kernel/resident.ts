import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { accessKeyOf } from '@gezhi/core/people/resident'

export interface ResidentKey {
  /** Shown to the resident once, kept nowhere. */
  readonly key: string
  /** SHA-256 of the key in hexadecimal: the person of the actor. */
  readonly person: string
}

/** The person behind an access key. */
export const residentOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/**
 * Access keys for residents who report for the first time: 32 bytes that only the server can make, the same for the same
 * command, so that a report that is sent again gets the answer it would have had.
 */
export function residentKeys(secret: string): (commandId: string) => ResidentKey {
  const forKeys = Buffer.from(hkdfSync('sha256', secret, '', 'resident access keys', 32))
  return (commandId) => {
    const key = accessKeyOf(createHmac('sha256', forKeys).update(commandId).digest('base64url'))
    return { key, person: residentOf(key) }
  }
}
