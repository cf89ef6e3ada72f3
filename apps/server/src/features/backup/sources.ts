/** Where the bytes of a database come from, one way for each method, encrypted as they come. */
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pack } from 'tar-fs'
import { openEmbeddedDatabase, openServerDatabase } from '../../kernel/database.ts'
import { lockFolder } from '../../kernel/folder-lock.ts'
import { BackupRefused } from './backup-refused.ts'
import { findContents, findEngine, findWalSegment, inSnapshot } from './contents.store.ts'
import type { Contents, Engine, Method, Part } from './manifest.ts'
import { startProgram, withoutPassword } from './postgres-programs.ts'
import { squeeze } from './sealed.ts'

/** What one way of copying a database gives beside the file. */
export interface Taken {
  readonly method: Method
  readonly contents: Contents
  readonly engine: Engine
  readonly firstWal: string | null
  readonly database: Part
}

/** Takes the bytes of the database; resolves when they are on the disk. */
export type Keep = (bytes: Readable) => Promise<Part>

/** The output of a program is a whole one only when it ended well. */
async function keepOutput(
  bin: string | null,
  name: string,
  url: string,
  args: readonly string[],
  keep: Keep,
): Promise<Part> {
  const address = withoutPassword(url)
  const { child, done } = startProgram({ bin, name, args: [...args, '-d', address.url], env: address.env })
  if (!child.stdout) throw new Error('no pipe to the program')
  child.stdin?.end()
  const [part] = await Promise.all([
    keep(child.stdout).catch(async (error: unknown) => {
      child.kill()
      throw error
    }),
    done,
  ])
  return part
}

/** pg_dump of one snapshot, in which rows and chain heads are counted too: they fit to the last fact. */
export async function takeLogical(url: string, bin: string | null, keep: Keep): Promise<Taken> {
  const { db, size, close } = await openServerDatabase(url, 2)
  try {
    if (size === 'citus')
      throw new BackupRefused(
        'A cluster is backed up node by node: --method base with DATABASE_URL of each node',
      )
    return await inSnapshot(db, async (tx, snapshot) => ({
      method: 'logical',
      contents: await findContents(tx),
      engine: await findEngine(tx),
      firstWal: null,
      // Compressed lightly: what is encrypted cannot be compressed afterwards.
      database: await keepOutput(
        bin,
        'pg_dump',
        url,
        ['--format=custom', '--compress=3', '--no-owner', `--snapshot=${snapshot}`],
        keep,
      ),
    }))
  } finally {
    await close()
  }
}

/** pg_basebackup of the whole cluster with the WAL it needs. The contents are those of just before. */
export async function takeBase(url: string, bin: string | null, keep: Keep): Promise<Taken> {
  const { db, close } = await openServerDatabase(url, 2)
  try {
    const firstWal = await findWalSegment(db)
    const [contents, engine] = await inSnapshot(
      db,
      async (tx) => [await findContents(tx), await findEngine(tx)] as const,
    )
    const args = ['--pgdata=-', '--format=tar', '--wal-method=fetch', '--checkpoint=fast', '--no-password']
    const database = await keepOutput(bin, 'pg_basebackup', url, args, (tar) => keep(squeeze(tar)))
    return { method: 'base', contents, engine, firstWal, database }
  } finally {
    await close()
  }
}

async function lookInto(folder: string): Promise<Pick<Taken, 'contents' | 'engine'>> {
  const { db, close } = await openEmbeddedDatabase({ folder })
  try {
    return { contents: await findContents(db), engine: await findEngine(db) }
  } finally {
    await close()
  }
}

/** The folder of the embedded database, at rest: it is locked meanwhile. Throws `FolderLocked` while it is in use. */
export async function takeEmbedded(home: string, keep: Keep): Promise<Taken> {
  const lock = lockFolder(join(home, 'database.in-use'))
  try {
    const folder = join(home, 'database')
    const { contents, engine } = await lookInto(folder)
    return {
      method: 'embedded',
      contents,
      engine,
      firstWal: null,
      database: await keep(squeeze(Readable.from(pack(folder)))),
    }
  } finally {
    lock.release()
  }
}
