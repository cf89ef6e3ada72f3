/** `gezhi backup` and what belongs to it: the key, WAL, age. */
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { backUp } from '../features/backup/backup.ts'
import { BackupRefused } from '../features/backup/backup-refused.ts'
import { prune } from '../features/backup/prune.ts'
import { makeIdentity, readIdentities } from '../features/backup/sealed.ts'
import { archiveWal, fetchWal } from '../features/backup/wal.ts'
import { noteBackup } from '../kernel/last-backup.ts'
import { keyMarks } from '../features/people/personal.keys.ts'

const write = (text: string): void => void process.stdout.write(`${text}\n`)

/** The folder of the archive, from the option or the environment. */
export function archiveOf({ backup }: Config): string {
  if (backup.to === null) throw new BackupRefused('Name the folder of the archive: --to, or GEZHI_BACKUP_TO')
  return backup.to
}

export const personalKeyFile = ({ personalKeyFile: named, home }: Config): string =>
  named ?? join(home, 'keys', 'personal.key')

/** Makes a backup, then takes away what is past its time. */
export async function backupCommand(config: Config): Promise<void> {
  const { databaseUrl, home, postgresBin } = config
  const { recipients, method, keepDays } = config.backup
  const to = archiveOf(config)
  const personalKeys = await keyMarks(personalKeyFile(config))
  const now = Date.now()
  const wish = { to, recipients, method, databaseUrl, home, postgresBin, personalKeys, now }
  const { manifest, hash, copied } = await backUp(wish)
  await noteBackup(home, manifest.name, now)
  const rows = Object.values(manifest.contents.counts).reduce((sum, n) => sum + n, 0)
  write(
    `${manifest.name} (${manifest.method}): ${rows} rows, ${manifest.files.length} files, ${copied} of them new`,
  )
  write(`hash of the manifest, to be kept elsewhere: ${hash}`)
  if (keepDays === null) return
  const gone = await prune(to, keepDays, Date.now())
  if (gone.backups.length > 0) write(`removed by age: ${gone.backups.join(', ')}, ${gone.files} files`)
}

/** `gezhi backup-key <file>`: a key pair; the secret half belongs on another machine. */
export async function backupKeyCommand(path: string): Promise<void> {
  write(await makeIdentity(path, Date.now()))
}

/** `gezhi archive-wal <path>`: for `archive_command`. */
export const archiveWalCommand = (config: Config, path: string): Promise<void> =>
  archiveWal(path, archiveOf(config), config.backup.recipients)

/** From 126 on PostgreSQL gives up; 1 would tell it that the log ends here. */
const CANNOT_FETCH = 126

/** `gezhi fetch-wal <name> <into>`: for `restore_command`; exit code 1 when there is none. */
export async function fetchWalCommand(
  config: Config,
  wish: { readonly name: string; readonly into: string; readonly identity: string },
): Promise<number> {
  try {
    const identities = await readIdentities(wish.identity)
    return (await fetchWal(wish.name, wish.into, archiveOf(config), identities)) ? 0 : 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return CANNOT_FETCH
  }
}
