/** `gezhi serve`: gets everything ready, says so step by step, answers until it is told to stop. */
import type { Logger } from 'pino'
import { createApp } from '../app.ts'
import type { Config } from '../config.ts'
import { createProduct } from '../features.ts'
import { BACKLOG } from '../kernel/server.ts'
import { VERSION } from '../kernel/version.ts'
import { buildWebApps, WEB_APPS, type WebBuild } from '../web/build.ts'
import { loadFirstPack } from './first-pack.ts'
import { createLog, openKernel, type Opened } from './open.ts'
import { createProgress, type Progress } from './progress.ts'
import { settleMemory } from './settle-memory.ts'
import { stopOnSignal } from './stop-on-signal.ts'

const sayDatabase = ({ deps: { database }, migrations }: Opened) =>
  `${database.size}${migrations.length > 0 ? `, ${migrations.length} migrations run` : ''}`

const sayScreens = ({ built, failed }: WebBuild) =>
  [
    built.length > 0 ? built.join(', ') : 'nothing had changed',
    ...failed.map(({ name }) => `${name} FAILED`),
  ].join('; ')

function sayAddresses({ line }: Progress, config: Config, address: string): void {
  line('')
  for (const { name, base } of WEB_APPS) line(`  ${name.padEnd(8)} ${address}${base}`)
  line('')
  if (config.demo)
    line('  Demonstration: anybody at this machine may act in any post; nothing leaves this machine.')
  if (config.databaseUrl === null)
    line(
      '  The embedded database keeps what was acknowledged, also when the power goes. One desk, one machine.',
    )
}

/** Database first, then what it must hold before anybody can sign in. */
async function prepareData(config: Config, log: Logger, progress: Progress): Promise<Opened> {
  const opened = await progress.step('preparing the database', () => openKernel(config, log), sayDatabase)
  await loadFirstPack(opened.deps, progress)
  return opened
}

export async function serveCommand(config: Config): Promise<void> {
  const log = createLog(config)
  const progress = createProgress()
  const forPeople = config.roles.includes('http')
  progress.line(`Gezhi ${VERSION}`)
  // Both take a core for seconds and neither needs the other.
  const [{ deps }, screens] = await Promise.all([
    prepareData(config, log, progress),
    forPeople ? progress.step('building screens', () => buildWebApps(config.home), sayScreens) : null,
  ])
  for (const { name, message } of screens?.failed ?? [])
    progress.line(`\n  ${name} cannot be built. ${message}\n`)
  const { features } = await createProduct(deps)
  const app = await createApp(deps, features, forPeople ? config.home : null)
  stopOnSignal(app)
  deps.database.onFault((error) => {
    log.error({ err: error }, 'the embedded database broke; it is started again')
  })
  await progress.step('starting', app.start)
  const address = await app.server.listen({ host: config.host, port: config.port, backlog: BACKLOG })
  settleMemory()
  if (forPeople) sayAddresses(progress, config, config.publicUrl ?? address)
  else progress.line(`  ${config.roles.join(', ')} at ${address}: /health, /ready, /metrics`)
}
