import { Refused } from '@gezhi/client/call'

/** Sends requests with a resident's access key; the key is never part of an address. */
export const asResident =
  (key: string): typeof fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Resident ${key}`)
    return fetch(input, { ...init, headers })
  }

/** Reads are tried again when the network failed, not when the server said no. */
export const retryReads = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof Refused)
