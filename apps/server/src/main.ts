/** The program: reads its arguments and environment, runs one command. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import { addArchiveCommands } from './commands/archive.commands.ts'
import { withFeatures } from './commands/open.ts'
import { migrateCommand } from './commands/migrate.command.ts'
import { rebuildCommand } from './commands/rebuild.command.ts'
import { serveCommand } from './commands/serve.command.ts'
import { CannotSimulate, simulateCommand, type SimulateWish } from './commands/simulate/simulate.command.ts'
import { verifyCommand } from './commands/verify.command.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { BackupRefused } from './features/backup/backup-refused.ts'
import { replayCommand } from './features/replay/replay.command.ts'
import { importCommand } from './features/districts/index.ts'
import { PackRefused } from './features/districts/pack-refused.ts'
import { addUserCommand } from './features/people/add-user.command.ts'
import { rotateKeysCommand } from './features/people/keys.command.ts'
import { WrongKeys } from './features/people/personal.keys.ts'
import { SEALED } from './features/residents/index.ts'
import { FolderLocked } from './kernel/folder-lock.ts'
import { VERSION } from './kernel/version.ts'

/** Runs a command with the configuration; mistakes of the operator are said in one line, ours with their trace. */
async function withConfig(
  work: (config: Config) => Promise<number | void>,
  given: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    process.exitCode = (await work(readConfig({ ...process.env, ...given }))) ?? 0
  } catch (error) {
    const isMistake = [BackupRefused, ConfigError, FolderLocked, PackRefused, CannotSimulate, WrongKeys].some(
      (kind) => error instanceof kind,
    )
    process.stderr.write(
      `${error instanceof Error ? (isMistake ? error.message : error.stack) : String(error)}\n`,
    )
    process.exit(1)
  }
}

const program = new Command('gezhi')
  .description('Open platform for grid-based community governance')
  .version(VERSION)

program
  .command('serve', { isDefault: true })
  .description('prepare the database and the screens, then answer requests')
  .option('--roles <list>', 'what this process does: http, worker, ingest (default: all; also GEZHI_ROLES)')
  .action(({ roles }: { roles?: string }) =>
    withConfig(serveCommand, roles === undefined ? {} : { GEZHI_ROLES: roles }),
  )

program
  .command('migrate')
  .description('bring the database to the state of this program')
  .action(() => withConfig(migrateCommand))

program
  .command('verify')
  .description('compute the hash chain again and compare what people read with the log')
  .action(() => withConfig(verifyCommand))

program
  .command('rebuild')
  .description('compute again from facts what a feature keeps, e.g. the figures of assessment')
  .argument('<feature>', 'assessment')
  .action((name: string) => withConfig((config) => rebuildCommand(config, name)))

program
  .command('import')
  .description('check a district pack and load what differs, all or nothing')
  .argument('<pack>', 'folder of the pack, e.g. districts/hongshan')
  .action((pack: string) =>
    withConfig((config) => withFeatures(config, (deps) => importCommand(deps, resolve(pack)))),
  )

program
  .command('simulate')
  .description('fill a district with believable cases of the past, to try the product at size')
  .requiredOption('--cases <number>', 'how many, e.g. 100000')
  .option('--seed <number>', 'the same seed makes the same cases', '1')
  .option('--district <code>', 'default: the first district of the database')
  .option('--until <day>', 'the day before which everything happens, e.g. 2026-11-22 (default: today)')
  .option('--add', 'beside cases that are there; nobody else may write meanwhile')
  .action((wish: SimulateWish) => withConfig((config) => simulateCommand(config, wish)))

program
  .command('add-user')
  .description('open an account for the holder of a post; prints a link that sets the password once')
  .requiredOption('--post <code>', 'a post that somebody holds today')
  .requiredOption('--username <name>', '3 to 30 letters, digits, dots or underscores')
  .action((wish: { post: string; username: string }) =>
    withConfig((config) => withFeatures(config, (_deps, { people }) => addUserCommand(people, wish))),
  )

program
  .command('keys')
  .description('keys of the personal data')
  .command('rotate')
  .description(
    'seal all personal data with a new key (GEZHI_CRYPTO); goes on where it was when it was cut short',
  )
  .action(() =>
    withConfig((config) => withFeatures(config, (_deps, { people }) => rotateKeysCommand(people, SEALED))),
  )

addArchiveCommands(program, withConfig)

program
  .command('replay')
  .description('play foreign requests through the interface of a running demonstration server')
  .argument('[arguments...]', 'see `gezhi replay --help`')
  .helpOption(false)
  .allowUnknownOption()
  .action(async (argv: string[]) => void (process.exitCode = await replayCommand(argv)))

await program.parseAsync()
