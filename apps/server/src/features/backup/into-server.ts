/** A logical backup into an empty database of a running server: all of it, or nothing. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openServerDatabase } from '../../kernel/database.ts'
import { BackupRefused } from './backup-refused.ts'
import { compareWith } from './compare.ts'
import { analyse, isEmpty, prepareEmpty } from './contents.store.ts'
import type { Manifest } from './manifest.ts'
import { startProgram, withoutPassword } from './postgres-programs.ts'

interface Target {
  readonly url: string
  readonly bin: string | null
}

/** Throws `BackupRefused` when somebody's data is there. */
export async function refuseUsedDatabase(url: string): Promise<void> {
  const { db, close } = await openServerDatabase(url, 1)
  try {
    if (!(await isEmpty(db)))
      throw new BackupRefused('The database is not empty; a backup is restored into an empty one only')
  } finally {
    await close()
  }
}

/** The entries of a dump except extensions, which belong to whoever owns the server. Reads its beginning only. */
async function entries(bin: string | null, dump: Readable): Promise<string> {
  const { child, done } = startProgram({ bin, name: 'pg_restore', args: ['--list'] })
  if (!child.stdin || !child.stdout) throw new Error('no pipe to the program')
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  // It closes its input once it has the list.
  pipeline(dump, child.stdin).catch(() => {})
  await done
  return text
    .split('\n')
    .filter((line) => !/^\d+; \d+ \d+ (EXTENSION|COMMENT - EXTENSION) /.test(line))
    .join('\n')
}

async function pour({ url, bin }: Target, list: string, dump: Readable): Promise<void> {
  const address = withoutPassword(url)
  const { child, done } = startProgram({
    bin,
    name: 'pg_restore',
    args: ['--single-transaction', '--exit-on-error', '--no-owner', `--use-list=${list}`, '-d', address.url],
    env: address.env,
  })
  if (!child.stdin) throw new Error('no pipe to the program')
  const [poured, ended] = await Promise.allSettled([
    pipeline(dump, child.stdin).catch((error: unknown) => {
      // What came is not the whole: nothing of it may stay.
      child.kill()
      throw error
    }),
    done,
  ])
  if (ended.status === 'rejected') throw ended.reason
  if (poured.status === 'rejected') throw poured.reason
}

/** `open` decrypts the dump from its beginning, each time it is called. */
export async function restoreIntoServer(
  target: Target,
  manifest: Manifest,
  open: () => Promise<Readable>,
): Promise<void> {
  const { db, close } = await openServerDatabase(target.url, 2)
  const scratch = await mkdtemp(join(tmpdir(), 'gezhi-restore-'))
  try {
    await prepareEmpty(db)
    const list = join(scratch, 'list')
    await writeFile(list, await entries(target.bin, await open()))
    await pour(target, list, await open())
    await compareWith(db, manifest)
    await analyse(db)
  } finally {
    await rm(scratch, { recursive: true, force: true })
    await close()
  }
}
