// Small things under way that an app keeps for one person, sealed like the outbox: only the same person reads them again.
import type { DeviceDb } from './device.db.ts'
import { seal, unseal, type Sealed } from './device.vault.ts'

export interface Notes {
  /** What was kept under the name; undefined when there is nothing, or nothing that this person can open. */
  readonly get: (name: string) => Promise<unknown>
  /** Any JSON. The one before is gone when this resolves. */
  readonly put: (name: string, value: unknown) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

interface Given {
  readonly db: DeviceDb
  readonly key: CryptoKey
  readonly person: string
}

export function openNotes({ db, key, person }: Given): Notes {
  const placeOf = (name: string): string => `note ${person} ${name}`
  return {
    async get(name) {
      // Gate: written by `put` only.
      const sealed = (await db.get('setting', placeOf(name))) as Sealed | undefined
      if (!sealed) return undefined
      try {
        return await unseal(key, sealed, placeOf(name))
      } catch {
        // Sealed with a key of an earlier binding: nobody can read it any more.
        return undefined
      }
    },
    async put(name, value) {
      const sealed = await seal(key, value, placeOf(name))
      await db.put('setting', sealed, placeOf(name))
    },
    async remove(name) {
      await db.delete('setting', placeOf(name))
    },
  }
}
