import { createHash, createHmac, randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { chmod, link, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncName, writeNewFile } from '../../kernel/durable-files.ts'
import type { Vault } from '../../kernel/vault.ts'
import { type Sealing, sealingOf, type Suite } from './cipher-suites.ts'

const KEY_BYTES = 32
/** First byte of everything sealed: the form of what follows. */
const FORM = 1
/** Another process may have added a key: looked for so often. */
const LOOK_MS = 1000
const NATIONAL = 'sm4:'

/** Keys of the personal data by id; `current` encrypts, the others still decrypt. */
export interface PersonalKeys extends Vault {
  readonly current: string
  readonly encrypt: (text: string, place: string) => Buffer
  /** Throws when the key is unknown or the bytes are not what was encrypted for this place. */
  readonly decrypt: (keyId: string, bytes: Buffer, place: string) => string
  /** What each key answers to a fixed question, to find a wrong key before it does harm. */
  readonly proofs: () => readonly KeyProof[]
}

export interface KeyProof {
  readonly id: string
  readonly suite: Suite
  readonly proof: Buffer
}

/** The key file does not fit the database; said in one sentence to the operator. */
export class WrongKeys extends Error {}

interface KeyFile {
  readonly current: string
  /** By key id: base64 of 32 bytes, after `sm4:` for the national suite. The first makes the fingerprints and must stay. */
  readonly keys: Readonly<Record<string, string>>
}

const suiteOf = (text: string): Suite => (text.startsWith(NATIONAL) ? 'national' : 'international')
const bytesOf = (text: string): Buffer => Buffer.from(text.replace(NATIONAL, ''), 'base64')
const newKey = (suite: Suite): string =>
  (suite === 'national' ? NATIONAL : '') + randomBytes(KEY_BYTES).toString('base64')

function parse(text: string, path: string): KeyFile {
  const value: unknown = JSON.parse(text)
  const fault = new WrongKeys(`${path} is not a key file: {"current": id, "keys": {id: base64 of 32 bytes}}`)
  if (typeof value !== 'object' || value === null || !('current' in value) || !('keys' in value)) throw fault
  const { current, keys } = value
  if (typeof current !== 'string' || typeof keys !== 'object' || keys === null) throw fault
  const known = Object.entries(keys).map(([id, key]: [string, unknown]): [string, string] => {
    if (typeof key !== 'string' || bytesOf(key).length !== KEY_BYTES || !/^[\w-]{1,40}$/.test(id)) throw fault
    return [id, key]
  })
  if (!known.some(([id]) => id === current)) throw fault
  return { current, keys: Object.fromEntries(known) }
}

const textOf = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`
const draftOf = (path: string): string => `${path}.${process.pid}.${randomBytes(4).toString('hex')}`

/** Two processes that start together: the first one's file stays. */
async function create(path: string, suite: Suite): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = draftOf(path)
  // What is encrypted with a key is lost with it: it is on the disk before it is used.
  await writeNewFile(draft, textOf({ current: 'k1', keys: { k1: newKey(suite) } }), 0o600)
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

/** Adds a key and makes it the current one; answers its id. Running programs find it within a second. */
export async function addPersonalKey(path: string, suite: Suite): Promise<string> {
  const { keys } = parse(await readFile(path, 'utf8'), path)
  let next = Object.keys(keys).length + 1
  while (`k${next}` in keys) next++
  const id = `k${next}`
  const draft = draftOf(path)
  await writeNewFile(draft, textOf({ current: id, keys: { ...keys, [id]: newKey(suite) } }), 0o600)
  await rename(draft, path)
  await syncName(path)
  return id
}

interface Ring {
  readonly current: string
  readonly sealings: ReadonlyMap<string, Sealing>
  readonly proofs: readonly KeyProof[]
}

function ringOf({ current, keys }: KeyFile): Ring {
  const entries = Object.entries(keys)
  return {
    current,
    sealings: new Map(entries.map(([id, key]) => [id, sealingOf(suiteOf(key), bytesOf(key))])),
    proofs: entries.map(([id, key]) => ({
      id,
      suite: suiteOf(key),
      proof: createHmac('sha256', bytesOf(key)).update('proof of key').digest(),
    })),
  }
}

/** `reload` answers the file as it is now when it changed since; asked when time passed or a key is missing. */
export function personalKeys(file: KeyFile, reload: () => KeyFile | null = () => null): PersonalKeys {
  let ring = ringOf(file)
  const renew = (): void => {
    const changed = reload()
    if (changed) ring = ringOf(changed)
  }
  let looked = Date.now()
  const currentRing = (): Ring => {
    if (Date.now() - looked > LOOK_MS) {
      looked = Date.now()
      renew()
    }
    return ring
  }
  const of = (id: string): Sealing => {
    if (!ring.sealings.has(id)) renew()
    const found = ring.sealings.get(id)
    if (!found) throw new WrongKeys(`the key ${id} of the personal data is not in the key file`)
    return found
  }
  const first = of(Object.keys(file.keys)[0] ?? file.current)
  return {
    get current() {
      return currentRing().current
    },
    encrypt: (text, place) => of(currentRing().current).encrypt(text, place),
    decrypt: (keyId, bytes, place) => of(keyId).decrypt(bytes, place),
    seal(text, place) {
      const id = Buffer.from(currentRing().current)
      return Buffer.concat([Buffer.from([FORM, id.length]), id, of(id.toString()).encrypt(text, place)])
    },
    open(bytes, place) {
      const end = 2 + (bytes[1] ?? 0)
      if (bytes[0] !== FORM || bytes.length <= end) throw new Error('not a sealed value')
      return of(bytes.subarray(2, end).toString()).decrypt(bytes.subarray(end), place)
    },
    fingerprint: (text) => first.fingerprint(text),
    proofs: () => currentRing().proofs,
  }
}

/** The first bytes of everything that is sealed with a key. */
export const sealMark = (keyId: string): Buffer =>
  Buffer.concat([Buffer.from([FORM, keyId.length]), Buffer.from(keyId)])

function watched(path: string): () => KeyFile | null {
  let seen = statSync(path).mtimeMs
  return () => {
    const { mtimeMs } = statSync(path)
    if (mtimeMs === seen) return null
    seen = mtimeMs
    return parse(readFileSync(path, 'utf8'), path)
  }
}

/**
 * Reads the key file; makes one with a new key when `make` and there is none. Refuses a file that other users of the
 * machine can read. The key lies apart from the database, so that neither opens the other (R-P-19).
 */
export async function readPersonalKeys(
  path: string,
  make: boolean,
  suite: Suite = 'international',
): Promise<PersonalKeys> {
  const there = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (!there) {
    if (!make) throw new WrongKeys(`the key file of the personal data is missing: ${path}`)
    await create(path, suite)
  }
  const { mode } = await stat(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new WrongKeys(`${path} must be readable by its owner only (chmod 600)`)
  const reload = watched(path)
  return personalKeys(parse(await readFile(path, 'utf8'), path), reload)
}

/** Which keys a file holds, without telling them: id and eight bytes of a hash. Empty when there is no file. */
export async function keyMarks(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return []
  return Object.entries(parse(text, path).keys).map(
    ([id, key]) => `${id}:${createHash('sha256').update(key).digest('hex').slice(0, 16)}`,
  )
}
