// Photos, recordings and documents on the device: safe from the moment they were taken, whatever becomes of the form.
import { type DeviceDb, DURABLY, type FileRow } from './device.db.ts'
import { openBytes, sealBytes } from './device.vault.ts'
import { keeping } from './device.space.ts'
import { shrink } from './photo.ts'
import { sha256Of } from './upload.ts'

export interface KeptFiles {
  /** Keeps a file durably and answers its hash, by which the body of a command names it. */
  readonly keep: (file: File) => Promise<string>
  /** The file as it was kept, to be shown before it is sent; null when it is not on this device. */
  readonly open: (hash: string) => Promise<Blob | null>
  /**
   * Forgets files that neither a waiting command nor a draft names: a day after they were kept when the centre
   * has them, else after thirty; never one whose original is still to follow. Runs by itself when the device opens.
   */
  readonly forgetUnused: () => Promise<number>
  /** Photos whose original is still to follow. */
  readonly owed: () => Promise<number>
  /** Makes room for what is new: forgets at once what the centre has, small or whole, and no waiting command names. */
  readonly freeSent: () => Promise<number>
}

interface Setting {
  readonly db: DeviceDb
  readonly key: CryptoKey
  readonly person: string
  readonly now: () => number
  /** Hashes that drafts of this person name. */
  readonly used: () => Promise<ReadonlySet<string>>
}

const DAY_MS = 86_400_000
/** Photos of drafts and of what was withdrawn: as long as a report may lie before its time is doubted. */
const UNSENT_KEPT_MS = 30 * DAY_MS
const fileKey = (person: string, hash: string): string => `${person}/${hash}`

async function smallOf(file: File, key: CryptoKey): Promise<FileRow['small']> {
  const small = await shrink(file)
  if (!small) return undefined
  const hash = await hashOf(small)
  return { hash, type: small.type, bytes: await sealBytes(key, await small.arrayBuffer(), `file ${hash}`) }
}

async function hashOf(blob: Blob): Promise<string> {
  const hash = await sha256Of(blob)
  if (hash === null)
    throw new Error('this page cannot keep files: it came neither by HTTPS nor from this machine')
  return hash
}

/** Forgets files that no waiting command and no draft names and that `may` go; answers how many. */
async function forget(
  { db, person, used }: Pick<Setting, 'db' | 'person' | 'used'>,
  may: (file: FileRow) => boolean,
): Promise<number> {
  const drafted = await used()
  const tx = db.transaction(['command', 'file'], 'readwrite')
  const commands = await tx.objectStore('command').index('person').getAll(person)
  const waiting = commands.filter(({ state }) => state !== 'received' && state !== 'decided')
  const named = new Set([...drafted, ...waiting.flatMap(({ files }) => files)])
  let forgotten = 0
  for (const file of await tx.objectStore('file').index('person').getAll(person)) {
    if (named.has(file.hash) || !may(file)) continue
    await tx.objectStore('file').delete(file.key)
    forgotten++
  }
  await tx.done
  return forgotten
}

export function createFiles({ db, key, person, now, used }: Setting): KeptFiles {
  const mine = { db, person, used }
  const freeSent = (): Promise<number> => forget(mine, ({ sentAs }) => sentAs !== null)
  return {
    freeSent,
    async keep(file) {
      const hash = await hashOf(file)
      const known = await db.get('file', fileKey(person, hash))
      if (known) return hash
      const small = await smallOf(file, key)
      const row: FileRow = {
        key: fileKey(person, hash),
        person,
        hash,
        name: file.name,
        type: file.type,
        savedAt: now(),
        original: await sealBytes(key, await file.arrayBuffer(), `file ${hash}`),
        ...(small ? { small } : {}),
        sentAs: null,
      }
      await keeping(async () => {
        const tx = db.transaction('file', 'readwrite', DURABLY)
        await Promise.all([tx.store.put(row), tx.done])
      }, freeSent)
      return hash
    },
    async open(hash) {
      const row = await db.get('file', fileKey(person, hash))
      if (!row) return null
      return new Blob([await openBytes(key, row.original, `file ${hash}`)], { type: row.type })
    },
    owed: async () => (await owedOf(db, person)).length,
    forgetUnused: () =>
      forget(
        mine,
        ({ sentAs, savedAt, owed }) =>
          !owed && savedAt <= now() - (sentAs === null ? UNSENT_KEPT_MS : DAY_MS),
      ),
  }
}

async function owedOf(db: DeviceDb, person: string): Promise<readonly FileRow[]> {
  const rows = await db.getAllFromIndex('file', 'person', person)
  return rows.filter(({ owed }) => owed).sort((a, b) => a.savedAt - b.savedAt)
}

/** The oldest photo whose original is to follow; null when all have. */
export const nextOwed = async (db: DeviceDb, person: string): Promise<string | null> =>
  (await owedOf(db, person))[0]?.hash ?? null

/** Bytes of a file in the form in which it goes out: the original, or its small version. */
export async function formOf(
  { db, key, person }: Pick<Setting, 'db' | 'key' | 'person'>,
  hash: string,
  original: boolean,
): Promise<{ readonly row: FileRow; readonly file: File; readonly hash: string } | null> {
  const row = await db.get('file', fileKey(person, hash))
  if (!row) return null
  const small = original ? undefined : row.small
  const [sealed, name, type] = small
    ? [small.bytes, small.hash, small.type]
    : [row.original, row.hash, row.type]
  const bytes = await openBytes(key, sealed, `file ${name}`)
  // Name and date are what an upload that was broken off is found again by: the same after every restart.
  return { row, hash: name, file: new File([bytes], name, { type, lastModified: row.savedAt }) }
}
