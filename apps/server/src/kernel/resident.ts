import { createHash, randomBytes } from 'node:crypto'
import { accessKeyOf } from '@gezhi/core/people/resident'

export interface ResidentKey {
  /** Shown to the resident once, kept nowhere. */
  readonly key: string
  /** SHA-256 of the key in hexadecimal: the person of the actor. */
  readonly person: string
}

/** The person behind an access key. */
export const residentOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** A new access key for a resident who reports for the first time: 32 random bytes. */
export function newResidentKey(): ResidentKey {
  const key = accessKeyOf(randomBytes(32).toString('base64url'))
  return { key, person: residentOf(key) }
}
