/** The commands around backups: their arguments and options. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../config.ts'
import { archiveWalCommand, backupCommand, backupKeyCommand, fetchWalCommand } from './backup.command.ts'
import { restoreCommand, type RestoreOptions } from './restore.command.ts'

/** Runs a command with the configuration; `given` stands above the environment. */
type WithConfig = (
  work: (config: Config) => Promise<number | void>,
  given?: Readonly<Record<string, string>>,
) => Promise<void>

interface ArchiveOptions {
  readonly to?: string
  readonly method?: string
  readonly recipients?: string
  readonly keepDays?: string
}
/** Options stand for the settings of the same meaning. */
const settingsOf = ({ to, method, recipients, keepDays }: ArchiveOptions): Record<string, string> => ({
  ...(to === undefined ? {} : { GEZHI_BACKUP_TO: to }),
  ...(method === undefined ? {} : { GEZHI_BACKUP_METHOD: method }),
  ...(recipients === undefined ? {} : { GEZHI_BACKUP_RECIPIENTS: recipients }),
  ...(keepDays === undefined ? {} : { GEZHI_BACKUP_KEEP_DAYS: keepDays }),
})
const TO = ['--to <folder>', 'folder of the archive (also GEZHI_BACKUP_TO)'] as const
const RECIPIENTS = ['--recipients <list>', 'age1…, who can open it (also GEZHI_BACKUP_RECIPIENTS)'] as const
const IDENTITY = ['--identity <file>', 'secret key, as `gezhi backup-key` made it'] as const

type FetchOptions = ArchiveOptions & { readonly identity: string }
type Restoring = Omit<RestoreOptions, 'backup'> & ArchiveOptions

function addBackup(program: Command, withConfig: WithConfig): void {
  program
    .command('backup')
    .description('encrypt database and files into an archive; then remove what is past its time')
    .option(...TO)
    .option(...RECIPIENTS)
    .option('--method <method>', 'logical or base, for a database server (also GEZHI_BACKUP_METHOD)')
    .option('--keep-days <days>', 'remove older backups (also GEZHI_BACKUP_KEEP_DAYS; default: never)')
    .action((options: ArchiveOptions) => withConfig(backupCommand, settingsOf(options)))

  program
    .command('backup-key')
    .description('make a key pair for backups: the secret half into a new file, the recipient on the screen')
    .argument('<file>', 'kept on another machine')
    .action((file: string) => withConfig(() => backupKeyCommand(resolve(file))))

  program
    .command('restore')
    .description('restore a backup into an empty database and an empty folder, compare and verify it')
    .argument('[backup]', 'name of the backup', 'latest')
    .option(...TO)
    .requiredOption(...IDENTITY)
    .option('--expect <hash>', 'hash of the manifest, as `gezhi backup` said it')
    .option('--data <folder>', 'for a base backup: the new data folder of PostgreSQL')
    .option('--until <time>', 'for a base backup: replay archived WAL up to this moment')
    .option('--drill', 'restore beside everything else, leave a dated record, take it away again')
    .action((backup: string, options: Restoring) =>
      withConfig((config) => restoreCommand(config, { ...options, backup }), settingsOf(options)),
    )
}

function addWal(program: Command, withConfig: WithConfig): void {
  program
    .command('archive-wal')
    .description('encrypt a segment of WAL into the archive, for archive_command')
    .argument('<path>', '%p')
    .option(...TO)
    .option(...RECIPIENTS)
    .action((path: string, options: ArchiveOptions) =>
      withConfig((config) => archiveWalCommand(config, path), settingsOf(options)),
    )

  program
    .command('fetch-wal')
    .description('decrypt a segment of WAL from the archive, for restore_command')
    .argument('<name>', '%f')
    .argument('<into>', '%p')
    .option(...TO)
    .requiredOption(...IDENTITY)
    .action((name: string, into: string, { identity, ...options }: FetchOptions) =>
      withConfig((config) => fetchWalCommand(config, { name, into, identity }), settingsOf(options)),
    )
}

export function addArchiveCommands(program: Command, withConfig: WithConfig): void {
  addBackup(program, withConfig)
  addWal(program, withConfig)
}
