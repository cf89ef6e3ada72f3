// Small things under way that an app keeps for one person, sealed like the outbox: only the same person reads them again.
import type { DeviceDb } from './device.db.ts'
import { seal, unseal, type Sealed } from './device.vault.ts'

export interface Notes {
  /** What was kept under the name; undefined when there is nothing, or nothing that this person can open. */
  readonly get: (name: string) => Promise<unknown>
  /** Any JSON. The one before is gone when this resolves. */
  readonly put: (name: string, value: unknown) => Promise<void>
  readonly remove: (name: string) => Promise<void>
  /** All that this person can open, as one text. */
  readonly all: () => Promise<string>
}

interface Given {
  readonly db: DeviceDb
  readonly key: CryptoKey
  readonly person: string
}

export function openNotes({ db, key, person }: Given): Notes {
  const placeOf = (name: string): string => `note ${person} ${name}`
  async function get(name: string): Promise<unknown> {
    // Gate: written by `put` only.
    const sealed = (await db.get('setting', placeOf(name))) as Sealed | undefined
    if (!sealed) return undefined
    try {
      return await unseal(key, sealed, placeOf(name))
    } catch {
      // Sealed with a key of an earlier binding: nobody can read it any more.
      return undefined
    }
  }
  return {
    get,
    async put(name, value) {
      const sealed = await seal(key, value, placeOf(name))
      await db.put('setting', sealed, placeOf(name))
    },
    async remove(name) {
      await db.delete('setting', placeOf(name))
    },
    async all() {
      const names = (await db.getAllKeys('setting')).filter((name) => name.startsWith(placeOf('')))
      const found = await Promise.all(names.map((name) => get(name.slice(placeOf('').length))))
      return JSON.stringify(found)
    },
  }
}

/** Content addresses that a text names. */
export const hashesIn = (text: string): ReadonlySet<string> => new Set(text.match(/\b[0-9a-f]{64}\b/g))
