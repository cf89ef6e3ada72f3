/** `gezhi restore`: a backup into something empty, or as a drill into something that goes away again. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { findBackup } from '../features/backup/archive.ts'
import { BackupRefused } from '../features/backup/backup-refused.ts'
import { createDatabase, dropDatabase } from '../features/backup/contents.store.ts'
import { drillRecord, keepRecord } from '../features/backup/drill.ts'
import { backupName, type Manifest } from '../features/backup/manifest.ts'
import {
  restore,
  type Place,
  type Restored,
  type RestoreWish,
  type Verdict,
} from '../features/backup/restore.ts'
import { readIdentities } from '../features/backup/sealed.ts'
import { keyMarks } from '../features/people/personal.keys.ts'
import { openServerDatabase } from '../kernel/database.ts'
import { verify } from '../kernel/verify.ts'
import { archiveOf, personalKeyFile } from './backup.command.ts'
import { withFeatures } from './open.ts'

export interface RestoreOptions {
  readonly backup: string
  readonly identity: string
  readonly expect?: string
  readonly data?: string
  readonly until?: string
  readonly drill?: boolean
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const write = (text: string): void => void process.stdout.write(`${text}\n`)

/** `gezhi verify` on a place that is not the configured one; keys that it makes go away with the scratch folder. */
const verifyAt =
  (config: Config) =>
  async (place: Place): Promise<Verdict> => {
    const at: Config = {
      ...config,
      ...place,
      databaseReadUrl: null,
      personalKeyFile: null,
      logLevel: 'error',
    }
    const { facts, streams, finding } = await withFeatures(at, ({ db }, { features }) =>
      verify(
        db,
        features.flatMap(({ kinds = [] }) => kinds),
      ),
    )
    if (finding)
      throw new BackupRefused(`What was restored does not fit: district ${finding.district}, ${finding.what}`)
    return { facts, streams }
  }

const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function untilOf({ until }: RestoreOptions): number | null {
  if (until === undefined) return null
  const at = Date.parse(until)
  if (Number.isNaN(at))
    throw new BackupRefused(`--until ${until} is no moment; write 2026-11-22T08:30:00+08:00`)
  return at
}

async function wishOf(config: Config, options: RestoreOptions): Promise<RestoreWish> {
  const from = archiveOf(config)
  const identity = resolve(options.identity)
  const fetch = [process.execPath, MAIN, 'fetch-wal', '--to', from, '--identity', identity]
  const { databaseUrl, home, postgresBin } = config
  const base =
    options.data === undefined
      ? null
      : {
          data: resolve(options.data),
          fetchWal: `${fetch.map(shellWord).join(' ')} %f %p`,
          until: untilOf(options),
        }
  return {
    from,
    backup: options.backup,
    identities: await readIdentities(identity),
    expected: options.expect ?? null,
    databaseUrl,
    home,
    postgresBin,
    base,
    verify: verifyAt(config),
  }
}

/** A place for a drill: a folder of its own, and for a dump a database of its own on the configured server. */
async function withScratch<T>(
  config: Config,
  { method }: Manifest,
  work: (place: Place & { readonly data: string }) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'gezhi-drill-'))
  const data = join(home, 'data')
  if (method !== 'logical' || config.databaseUrl === null)
    try {
      return await work({ databaseUrl: null, home, data })
    } finally {
      await rm(home, { recursive: true, force: true })
    }
  const admin = await openServerDatabase(config.databaseUrl, 1)
  const name = `gezhi_drill_${backupName(Date.now()).toLowerCase()}`
  const url = config.databaseUrl.replace(/^(postgres(?:ql)?:\/\/[^/?]*\/)[^?]*/, `$1${name}`)
  try {
    await createDatabase(admin.db, name)
    return await work({ databaseUrl: url, home, data })
  } finally {
    await dropDatabase(admin.db, name)
    await admin.close()
    await rm(home, { recursive: true, force: true })
  }
}

/** Restores beside everything else, leaves a dated record, takes the restored data away. Exit code 0 when it passed. */
async function drill(config: Config, options: RestoreOptions): Promise<number> {
  const manifest = await findBackup(archiveOf(config), options.backup)
  const startedAt = Date.now()
  const tried = await withScratch(config, manifest, async ({ data, ...place }) => {
    const own = manifest.method === 'base' ? { ...options, data } : options
    const wish = { ...(await wishOf(config, own)), ...place }
    return restore(wish).then(
      ({ facts, streams }) => ({ verdict: { facts, streams }, finding: '' }),
      (error: unknown) => ({
        verdict: null,
        finding: error instanceof Error ? error.message : String(error),
      }),
    )
  })
  const record = drillRecord({ manifest, ...tried, startedAt, endedAt: Date.now() })
  const path = await keepRecord(archiveOf(config), record)
  write(`drill ${record.passed ? 'passed' : 'FAILED'} in ${record.seconds} s: ${path}`)
  if (!record.passed) process.stderr.write(`${record.finding}\n`)
  return record.passed ? 0 : 1
}

/** Names and phone numbers stay unread until the key that is kept elsewhere is back. */
async function sayKeys(config: Config, { manifest }: Restored): Promise<void> {
  const path = personalKeyFile(config)
  const here = await keyMarks(path)
  const missing = manifest.personalKeys.filter((mark) => !here.includes(mark))
  if (missing.length > 0)
    write(`Before the start put the key file of the personal data (${missing.join(', ')}) at ${path}`)
}

export async function restoreCommand(config: Config, options: RestoreOptions): Promise<number> {
  if (options.drill) return drill(config, options)
  const restored = await restore(await wishOf(config, options))
  const { manifest, facts, streams } = restored
  write(
    `${manifest.name} restored: ${manifest.files.length} files; ${facts} facts and ${streams} streams fit`,
  )
  await sayKeys(config, restored)
  return 0
}
