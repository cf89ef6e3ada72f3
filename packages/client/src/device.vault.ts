// What lies on a device is sealed (AES-256-GCM): the replica with a key that signing out removes, commands and files with
// one that only the same person gets back from the centre (docs/adr/0017).

/** Ciphertext with its own nonce; bound to its place, so that it cannot be put elsewhere. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly data: ArrayBuffer
}

/** Keys of one person on this device, not extractable. */
export interface DeviceKeys {
  readonly replica: CryptoKey
  readonly outbox: CryptoKey
}

const IV_BYTES = 12
const text = new TextEncoder()

/** True where the browser can seal: pages by HTTPS or from the own machine. Elsewhere nothing is kept on the device. */
export const canSeal = (): boolean => 'subtle' in crypto

async function derive(secret: BufferSource, purpose: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: text.encode(`gezhi ${purpose}`) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** The two keys made of the 32 bytes that the centre keeps for this person on this device. */
export async function keysFrom(secret: Uint8Array<ArrayBuffer>): Promise<DeviceKeys> {
  return { replica: await derive(secret, 'replica'), outbox: await derive(secret, 'outbox') }
}

export async function sealBytes(key: CryptoKey, bytes: BufferSource, place: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: text.encode(place) },
    key,
    bytes,
  )
  return { iv, data }
}

/** Throws `OperationError` with another key or at another place. */
export const openBytes = (key: CryptoKey, { iv, data }: Sealed, place: string): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: text.encode(place) }, key, data)

/** Seals a value as JSON. */
export const seal = (key: CryptoKey, value: unknown, place: string): Promise<Sealed> =>
  sealBytes(key, text.encode(JSON.stringify(value)), place)

export async function unseal(key: CryptoKey, sealed: Sealed, place: string): Promise<unknown> {
  const value: unknown = JSON.parse(new TextDecoder().decode(await openBytes(key, sealed, place)))
  return value
}

/** 32 bytes as the wire writes them (base64url without padding), and back. */
export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
export const fromBase64Url = (value: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
