import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncName, writeNewFile } from '../../kernel/durable-files.ts'

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** Keys of the personal data by id; `current` encrypts, the others still decrypt. */
export interface PersonalKeys {
  readonly current: string
  /** IV, tag and ciphertext in one. `place` is where the value belongs: moved elsewhere it cannot be read. */
  readonly encrypt: (text: string, place: string) => Buffer
  /** Throws when the key is unknown or the bytes are not what was encrypted for this place. */
  readonly decrypt: (keyId: string, bytes: Buffer, place: string) => string
  /** Finds equal values without knowing them; the same for every key id. */
  readonly fingerprint: (text: string) => Buffer
}

interface KeyFile {
  readonly current: string
  /** Base64 of 32 bytes by key id. The first one ever also makes the fingerprints and must stay. */
  readonly keys: Readonly<Record<string, string>>
}

function parse(text: string, path: string): KeyFile {
  const value: unknown = JSON.parse(text)
  const fault = new Error(`${path} is not a key file: {"current": id, "keys": {id: base64 of 32 bytes}}`)
  if (typeof value !== 'object' || value === null || !('current' in value) || !('keys' in value)) throw fault
  const { current, keys } = value
  if (typeof current !== 'string' || typeof keys !== 'object' || keys === null) throw fault
  const known = Object.entries(keys).map(([id, key]: [string, unknown]): [string, string] => {
    if (typeof key !== 'string' || Buffer.from(key, 'base64').length !== KEY_BYTES) throw fault
    return [id, key]
  })
  if (!known.some(([id]) => id === current)) throw fault
  return { current, keys: Object.fromEntries(known) }
}

/** Two processes that start together: the first one's file stays. */
async function create(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file: KeyFile = { current: 'k1', keys: { k1: randomBytes(KEY_BYTES).toString('base64') } }
  // What is encrypted with a key is lost with it: it is on the disk before it is used.
  await writeNewFile(draft, `${JSON.stringify(file, null, 2)}\n`, 0o600)
  try {
    await link(draft, path)
    await chmod(path, 0o600)
    await syncName(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
}

export function personalKeys(file: KeyFile): PersonalKeys {
  const keys = new Map(Object.entries(file.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]))
  const keyOf = (id: string): Buffer => {
    const key = keys.get(id)
    if (!key) throw new Error(`the key ${id} of the personal data is not in the key file`)
    return key
  }
  const [first = file.current] = keys.keys()
  const forFingerprints = Buffer.from(hkdfSync('sha256', keyOf(first), '', 'fingerprint', KEY_BYTES))
  return {
    current: file.current,
    encrypt(text, place) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, keyOf(file.current), iv).setAAD(Buffer.from(place))
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), bytes])
    },
    decrypt(keyId, bytes, place) {
      const iv = bytes.subarray(0, IV_BYTES)
      const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
      const decipher = createDecipheriv(CIPHER, keyOf(keyId), iv, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(place))
        .setAuthTag(tag)
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    },
    fingerprint: (text) => createHmac('sha256', forFingerprints).update(text).digest(),
  }
}

/**
 * Reads the key file; makes one with a new key when `make` and there is none. Refuses a file that other users of the
 * machine can read. The key lies apart from the database, so that neither opens the other (R-P-19).
 */
export async function readPersonalKeys(path: string, make: boolean): Promise<PersonalKeys> {
  const there = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (!there) {
    if (!make) throw new Error(`the key file of the personal data is missing: ${path}`)
    await create(path)
  }
  const { mode } = await stat(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Error(`${path} must be readable by its owner only (chmod 600)`)
  return personalKeys(parse(await readFile(path, 'utf8'), path))
}

/** Which keys a file holds, without telling them: id and eight bytes of a hash. Empty when there is no file. */
export async function keyMarks(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return []
  return Object.entries(parse(text, path).keys).map(
    ([id, key]) => `${id}:${createHash('sha256').update(key).digest('hex').slice(0, 16)}`,
  )
}
