import { v7 } from 'uuid'

/**
 * A new time-ordered id (UUIDv7): for cases made on this device and for idempotency keys.
 * Make the key once when a person decides to send, and use the same one for every retry.
 */
export const newId = (): string => v7()
