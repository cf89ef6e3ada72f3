/** A base backup into a new data folder: unpacked, rolled forward by a server of its own, looked at, then left at rest. */
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { extract } from 'tar-fs'
import { openServerDatabase } from '../../kernel/database.ts'
import { syncTree } from '../../kernel/durable-files.ts'
import { BackupRefused } from './backup-refused.ts'
import { compareWith } from './compare.ts'
import type { Engine, Manifest } from './manifest.ts'
import { startProgram } from './postgres-programs.ts'
import { unsqueeze } from './sealed.ts'

export interface BaseTarget {
  /** New data folder; its parent is there. */
  readonly data: string
  /** Command by which PostgreSQL fetches archived WAL (%f and %p). */
  readonly fetchWal: string
  /** Milliseconds since 1970 up to which WAL is replayed; null: as far as there is any. */
  readonly until: number | null
}

/** PostgreSQL reads settings before it knows names of time zones, `Z` among them. */
const momentOf = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '+00')
const LOOK_EVERY_MS = 200
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Writes how to recover; answers how to take it back, so that no later start looks for the archive or the key. */
async function askForRecovery(data: string, { fetchWal, until }: BaseTarget): Promise<() => Promise<void>> {
  const path = join(data, 'postgresql.auto.conf')
  const before = await readFile(path, 'utf8')
  const settings = [
    `restore_command = ${quoted(fetchWal)}`,
    `recovery_target_action = 'promote'`,
    ...(until === null ? [] : [`recovery_target_time = ${quoted(momentOf(until))}`]),
  ]
  await writeFile(path, `${before}\n${settings.join('\n')}\n`)
  await writeFile(join(data, 'recovery.signal'), '')
  return () => writeFile(path, before)
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : null

/** Waits while the server replays (57P03: it takes nobody yet), however long that is; throws when it ended. */
async function untilPromoted(url: string): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (codeOf(error) !== '57P03') throw error
      await sleep(LOOK_EVERY_MS)
    }
  }
}

/**
 * Runs a server on the data folder that only this user reaches, by a socket in `scratch`, with settings of its own
 * (Debian keeps those of the cluster elsewhere), until `work` is done.
 */
async function withPrivateServer<T>(
  bin: string | null,
  data: string,
  { database, user }: Engine,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'gezhi-recovery-'))
  await writeFile(join(scratch, 'hba'), 'local all all trust\n')
  await writeFile(join(scratch, 'ident'), '')
  await writeFile(
    join(scratch, 'conf'),
    [
      `data_directory = ${quoted(data)}`,
      `hba_file = ${quoted(join(scratch, 'hba'))}`,
      `ident_file = ${quoted(join(scratch, 'ident'))}`,
      `unix_socket_directories = ${quoted(scratch)}`,
      `listen_addresses = ''`,
      // Nobody asks before it is promoted, so its limits need not be those of the old server.
      'hot_standby = off',
      'archive_mode = off',
      '',
    ].join('\n'),
  )
  const control = (...args: string[]) => startProgram({ bin, name: 'pg_ctl', args, detached: true }).done
  const said = async () => (await readFile(join(scratch, 'log'), 'utf8').catch(() => '')).slice(-1500)
  const url = `postgres://${encodeURIComponent(user)}@/${encodeURIComponent(database)}?host=${encodeURIComponent(scratch)}`
  try {
    const options = `-c config_file=${join(scratch, 'conf')}`
    try {
      await control('-D', data, '-l', join(scratch, 'log'), '-o', options, '-t', '3600', '-w', 'start')
      await untilPromoted(url)
    } catch {
      throw new BackupRefused(`PostgreSQL could not recover from the backup:\n${await said()}`)
    }
    try {
      return await work(url)
    } finally {
      await control('-D', data, '-m', 'fast', '-w', 'stop')
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Unpacks, recovers, compares and verifies beside the target, which gets its name only when all of it fits. */
export async function restoreBase<T>(
  target: BaseTarget & { readonly bin: string | null },
  manifest: Manifest,
  tar: Readable,
  verify: (url: string) => Promise<T>,
): Promise<T> {
  const draft = join(dirname(target.data), `.restoring-${manifest.name}`)
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  try {
    await pipeline(unsqueeze(tar), extract(draft))
    const forget = await askForRecovery(draft, target)
    const verdict = await withPrivateServer(target.bin, draft, manifest.engine, async (url) => {
      const { db, close } = await openServerDatabase(url, 1)
      try {
        await compareWith(db, manifest)
      } finally {
        await close()
      }
      return verify(url)
    })
    await forget()
    await syncTree(draft)
    await rm(target.data, { recursive: true, force: true })
    await rename(draft, target.data)
    return verdict
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
