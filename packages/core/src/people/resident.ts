import type { Actor } from './actor.ts'

/** Access keys are `gzk_` and 43 characters of base64url: 32 bytes that the server makes at the first report. */
const ACCESS_KEY = /^gzk_[A-Za-z0-9_-]{43}$/

/** True for text that has the form of an access key; whether anything was reported with it is another question. */
export const isAccessKey = (text: string): boolean => ACCESS_KEY.test(text)

/** Writes 32 bytes, already in base64url, as an access key. */
export const accessKeyOf = (secret: string): string => `gzk_${secret}`

/**
 * A resident who follows the own reports (L0). `person` is the SHA-256 of the access key in hexadecimal: the log
 * never holds what opens a case, and no name (domain specification §4.5, R-P-43: anonymous reporting).
 */
export const residentActor = (district: number, person: string): Actor => ({
  post: `resident:${person}`,
  person,
  role: 'RESIDENT',
  org: '',
  district,
})
