// A PIN in front of what lies on the device: the secret of its keys is sealed with a key made of the PIN. Five wrong
// tries remove it; signing in brings it back from the centre, and nothing that was not sent is lost.
import type { DeviceDb } from './device.db.ts'
import { openBytes, sealBytes, type Sealed } from './device.vault.ts'

/** OWASP's count for PBKDF2 with SHA-256 (2023): some 0.3 s on a phone of 2020. */
const ITERATIONS = 600_000
export const MOST_TRIES = 5

interface PinRow {
  readonly salt: Uint8Array<ArrayBuffer>
  readonly iterations: number
  readonly sealed: Sealed
  readonly tries: number
}

export type Unlocking =
  | { readonly ok: true; readonly secret: Uint8Array<ArrayBuffer> }
  /** `left` 0: the PIN is forgotten, a sign-in is needed. */
  | { readonly ok: false; readonly left: number }

const rowKey = (person: string): string => `pin ${person}`
const place = (person: string): string => `secret of ${person}`

async function keyOf(pin: string, { salt, iterations }: Pick<PinRow, 'salt' | 'iterations'>) {
  const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveKey',
  ])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

export const hasPin = async (db: DeviceDb, person: string): Promise<boolean> =>
  (await db.getKey('setting', rowKey(person))) !== undefined

/** `iterations` lower only in tests. */
export async function keepPin(
  db: DeviceDb,
  { person, pin, secret }: { readonly person: string; readonly pin: string; readonly secret: BufferSource },
  iterations = ITERATIONS,
): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const sealed = await sealBytes(await keyOf(pin, { salt, iterations }), secret, place(person))
  await db.put('setting', { salt, iterations, sealed, tries: 0 } satisfies PinRow, rowKey(person))
}

export const forgetPin = (db: DeviceDb, person: string): Promise<void> => db.delete('setting', rowKey(person))

/** Counts the try before it is made: closing the page in between wins nothing. */
export async function tryPin(db: DeviceDb, person: string, pin: string): Promise<Unlocking> {
  const tx = db.transaction('setting', 'readwrite')
  // Gate: written by `keepPin` only.
  const row = (await tx.store.get(rowKey(person))) as PinRow | undefined
  if (row) await tx.store.put({ ...row, tries: row.tries + 1 } satisfies PinRow, rowKey(person))
  await tx.done
  if (!row || row.tries >= MOST_TRIES) {
    await forgetPin(db, person)
    return { ok: false, left: 0 }
  }
  try {
    const secret = new Uint8Array(await openBytes(await keyOf(pin, row), row.sealed, place(person)))
    await db.put('setting', { ...row, tries: 0 } satisfies PinRow, rowKey(person))
    return { ok: true, secret }
  } catch {
    const left = MOST_TRIES - row.tries - 1
    if (left <= 0) await forgetPin(db, person)
    return { ok: false, left: Math.max(0, left) }
  }
}
