/** An archive, a store of files and a key pair of a test's own, in a folder that goes away. */
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { MONDAY } from '../../testing/parts.testing.ts'
import { backUp, type BackupWish } from './backup.ts'
import { restore, type RestoreWish } from './restore.ts'
import { makeIdentity, readIdentities } from './sealed.ts'

export interface Keys {
  readonly recipient: string
  readonly identities: readonly string[]
}

export async function testKeys(folder: string, name: string): Promise<Keys> {
  const path = join(folder, name)
  return { recipient: await makeIdentity(path, MONDAY), identities: await readIdentities(path) }
}

export async function testArchive() {
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-backup-'))
  const keys = await testKeys(folder, 'key')
  const to = join(folder, 'archive')
  const home = join(folder, 'home')
  let made = 0
  return {
    folder,
    keys,
    to,
    home,
    remove: () => rm(folder, { recursive: true, force: true }),
    /** Puts a file into the store of `home`; answers its name. */
    async putFile(text: string): Promise<string> {
      const hash = createHash('sha256').update(text).digest('hex')
      const name = `${hash.slice(0, 2)}/${hash}`
      const path = join(home, 'files', name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
      return name
    },
    /** A backup, each an hour after the one before. */
    backUp: (wish: Partial<BackupWish> = {}) =>
      backUp({
        to,
        recipients: [keys.recipient],
        method: 'logical',
        databaseUrl: null,
        home,
        postgresBin: null,
        personalKeys: [],
        now: MONDAY + made++ * 3_600_000,
        ...wish,
      }),
    restore: (target: string, wish: Partial<RestoreWish> = {}) =>
      restore({
        from: to,
        backup: 'latest',
        identities: keys.identities,
        expected: null,
        databaseUrl: null,
        home: target,
        postgresBin: null,
        base: null,
        verify: async () => ({ facts: 0, streams: 0 }),
        ...wish,
      }),
  }
}
