// Who this device belongs to: its id and keys for one person, bound at the centre, kept here as keys that cannot be read.
import { syncApi } from '@gezhi/core/sync/sync.api'
import { call } from './call.ts'
import type { DeviceDb } from './device.db.ts'
import { forgetPin, hasPin, keepPin, tryPin } from './device.pin.ts'
import { fromBase64Url, keysFrom, toBase64Url, type DeviceKeys } from './device.vault.ts'
import { newId } from './ids.ts'

/** How the centre knows this device, apart from any session. */
export interface DeviceIdentity {
  readonly id: string
  /** With it the device delivers what it still has after it was signed out remotely. */
  readonly deliveryKey: string
}

export interface Binding {
  /** `Huawei MatePad`, as the person or the browser calls it. */
  readonly name: string
  readonly appVersion: string
  /** Commands that are not at the centre; left out when nobody has counted. */
  readonly unsent?: number | undefined
}

const identityKey = (person: string): string => `device ${person}`
const keysKey = (person: string): string => `keys ${person}`

/** Made on first use; one for each person who shares the device. */
export async function identityOf(db: DeviceDb, person: string): Promise<DeviceIdentity> {
  const tx = db.transaction('setting', 'readwrite')
  // Gate: written by this function only.
  const known = (await tx.store.get(identityKey(person))) as DeviceIdentity | undefined
  const deliveryKey = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  const identity = known ?? { id: newId(), deliveryKey }
  if (!known) await tx.store.put(identity, identityKey(person))
  await tx.done
  return identity
}

/** Binds the device for the signed-in person and answers the secret of its keys. Throws like `call`. */
export async function bind(
  identity: DeviceIdentity,
  { name, appVersion, unsent }: Binding,
  send: typeof fetch,
): Promise<Uint8Array<ArrayBuffer>> {
  const { secret } = await call(
    syncApi.bindDevice,
    {
      params: { id: identity.id },
      body: {
        name,
        appVersion,
        deliveryKey: identity.deliveryKey,
        ...(unsent === undefined ? {} : { unsent }),
      },
    },
    { fetch: send },
  )
  return fromBase64Url(secret)
}

/** open: keys are here · locked: a PIN opens them · closed: a sign-in brings them. */
export type Lock =
  | { readonly state: 'open'; readonly keys: DeviceKeys }
  | { readonly state: 'locked' }
  | { readonly state: 'closed' }

export async function lockOf(db: DeviceDb, person: string): Promise<Lock> {
  if (await hasPin(db, person)) return { state: 'locked' }
  // Gate: written by `keepKeys` only.
  const keys = (await db.get('setting', keysKey(person))) as DeviceKeys | undefined
  return keys ? { state: 'open', keys } : { state: 'closed' }
}

/** Keeps the keys for the next start. With a PIN they are not kept: only what the PIN opens. */
export async function keepKeys(
  db: DeviceDb,
  person: string,
  secret: Uint8Array<ArrayBuffer>,
): Promise<DeviceKeys> {
  const keys = await keysFrom(secret)
  if (!(await hasPin(db, person))) await db.put('setting', keys, keysKey(person))
  return keys
}

/** Asks for a PIN from the next start on. Needs the secret, so the centre must be reachable when it is set. */
export async function setPin(
  db: DeviceDb,
  given: { readonly person: string; readonly pin: string; readonly secret: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await keepPin(db, given)
  await db.delete('setting', keysKey(given.person))
}

export async function removePin(
  db: DeviceDb,
  person: string,
  secret: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await forgetPin(db, person)
  await keepKeys(db, person, secret)
}

/** The keys behind the PIN, or how many tries are left. */
export async function unlock(
  db: DeviceDb,
  person: string,
  pin: string,
): Promise<{ readonly keys: DeviceKeys } | { readonly left: number }> {
  const tried = await tryPin(db, person, pin)
  return tried.ok ? { keys: await keysFrom(tried.secret) } : { left: tried.left }
}

/** Signing out: keys, PIN and replica go; commands and files stay sealed until the same person signs in again. */
export async function forgetPerson(db: DeviceDb, person: string): Promise<void> {
  const tx = db.transaction(['setting', 'row', 'cursor'], 'readwrite')
  const settings = tx.objectStore('setting')
  await Promise.all([
    settings.delete(keysKey(person)),
    settings.delete(`pin ${person}`),
    tx.objectStore('row').clear(),
    tx.objectStore('cursor').clear(),
    tx.done,
  ])
}
