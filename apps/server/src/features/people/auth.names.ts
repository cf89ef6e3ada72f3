// What is known of sign-in without the library that does it.
import type { Config } from '../../config.ts'

const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
/** A session ends after 12 hours without use; use is noticed every quarter of an hour. */
export const SESSION_S = 12 * HOUR_S
export const SESSION_USE_S = 15 * MINUTE_S
export const PASSWORD_LINK_S = 24 * HOUR_S

/** Set from the connection by our own bridge; what a client sends under this name is overwritten. */
export const ADDRESS_HEADER = 'x-gezhi-client-address'

/** The library wants an address for everybody; nothing is ever sent to it. RFC 2606 keeps the domain free for ever. */
export const mailboxOf = (district: number, person: string): string =>
  `${person.toLowerCase()}@${district}.people.invalid`

export const COOKIE_PREFIX = 'gezhi'

/** Cookies go over TLS alone where people come by it. */
export const isSecure = ({ publicUrl }: Pick<Config, 'publicUrl'>): boolean =>
  publicUrl?.startsWith('https:') === true

/** The library's name of the session cookie. */
export const sessionCookie = (config: Pick<Config, 'publicUrl'>): string =>
  `${isSecure(config) ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`
