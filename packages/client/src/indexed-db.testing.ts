// The browser's database in memory, under the names by which the browser knows it.
import * as inMemory from 'fake-indexeddb'

/** To be called before anything opens a database; calling it again changes nothing. */
export const browserDatabase = (): void => void Object.assign(globalThis, inMemory)

/** Where a request goes, as `fetch` may be told. */
export const addressOf = (input: Parameters<typeof fetch>[0]): string =>
  typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
