/** An installation for tests: a PostgreSQL, processes with their roles beside each other, nginx in front of them. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { importPack } from '../features/districts/index.ts'
import { writePack } from '../features/districts/districts.testing.ts'
import { openDatabase, type OpenDatabase } from '../kernel/database.ts'
import { migrate } from '../kernel/migrations.store.ts'
import { freePort, startPostgres, type Postgres } from './postgres.testing.ts'

const PROCESS = fileURLToPath(new URL('./process.testing.ts', import.meta.url))
const NGINX_CONF = fileURLToPath(new URL('../../../../deploy/nginx/gezhi.conf', import.meta.url))

/** Path of nginx, or null: then a test that needs it is skipped, and its name says why. */
export const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find((path) => existsSync(path)) ?? null

/** Port of each unit that the product's configuration names. */
type Ports = Readonly<Record<8081 | 8082 | 8083, number>>

export interface Running {
  readonly url: string
  readonly port: number
  /** SIGTERM; answers exit code and milliseconds until then. */
  readonly stop: () => Promise<{ readonly code: number | null; readonly ms: number }>
  readonly child: ChildProcess
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals) {
  const since = performance.now()
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return { code: child.exitCode, ms: performance.now() - since }
}

/** Waits for the line that says that it listens. */
async function listening(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('started with a pipe')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'listening') continue
    child.stdout.resume()
    return
  }
  throw new Error(`the process ended with ${child.exitCode} before it listened`)
}

/** The small district and a key with which a hotline reports. */
async function fill({ db }: OpenDatabase): Promise<{ district: number; key: string }> {
  await migrate(db)
  const pack = await writePack()
  const { district } = await importPack(db, pack.folder, Date.now())
  await pack.remove()
  const key = 'gzs_of-the-installation-that-tests-start'
  const hash = createHash('sha256').update(key).digest()
  await sql`insert into source (district, code, name, kind, key_hash, active, rate_per_minute, created_at, rotated_at)
    values (${district}, 'hotline', '12345', 'HOTLINE_12345', ${hash}, true, 60000, now(), now())`.execute(db)
  return { district, key }
}

export async function startInstallation() {
  const postgres: Postgres = await startPostgres()
  const home = await mkdtemp(join(tmpdir(), 'gezhi-installation-'))
  const database = await openDatabase({ databaseUrl: postgres.url, home })
  /** With the signal that ends it: nginx killed outright would leave its worker behind. */
  const running = new Map<ChildProcess, NodeJS.Signals>()

  /** A child that the installation ends at last. */
  function launch(
    [program, ...args]: readonly [string, ...string[]],
    env: NodeJS.ProcessEnv,
    last: NodeJS.Signals,
  ): ChildProcess {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
    running.set(child, last)
    child.once('exit', () => running.delete(child))
    return child
  }
  async function stop(): Promise<void> {
    await Promise.all([...running].map(([child, last]) => endOf(child, last)))
    await database.close()
    await postgres.stop()
    await rm(home, { recursive: true, force: true })
  }
  const filled = await fill(database).catch(async (error: unknown) => {
    await stop()
    throw error
  })

  return {
    ...filled,
    db: database.db,
    stop,
    async start(roles: string, given: { port?: number; stopWait?: number } = {}): Promise<Running> {
      const port = given.port ?? (await freePort())
      const child = launch(
        [process.execPath, PROCESS],
        {
          PATH: process.env['PATH'],
          GEZHI_LIBRARY: 'none',
          DATABASE_URL: postgres.url,
          GEZHI_HOME: home,
          GEZHI_ROLES: roles,
          GEZHI_STOP_WAIT: String(given.stopWait ?? 0.5),
          LOG_LEVEL: 'error',
          PORT: String(port),
        },
        'SIGKILL',
      )
      await listening(child)
      return { url: `http://127.0.0.1:${port}`, port, child, stop: () => endOf(child, 'SIGTERM') }
    },
    /** nginx with the product's own configuration; the ports of the units become those given. */
    async startNginx(ports: Ports): Promise<Running> {
      const port = await freePort()
      const child = launch(
        [NGINX ?? 'nginx', '-c', await writeNginx(home, port, ports), '-p', home],
        {},
        'SIGTERM',
      )
      const url = `http://127.0.0.1:${port}`
      for (let tries = 0; tries < 100; tries++) {
        if ((await fetch(`${url}/health`).catch(() => null))?.ok) break
        await sleep(50)
      }
      return { url, port, child, stop: () => endOf(child, 'SIGQUIT') }
    },
  }
}

export type Installation = Awaited<ReturnType<typeof startInstallation>>

/** A main file around the product's, with every path in the folder of the test. */
async function writeNginx(folder: string, port: number, ports: Ports): Promise<string> {
  const listen = join(folder, 'nginx-listen.conf')
  await writeFile(listen, `listen 127.0.0.1:${port};\n`)
  const product = (await readFile(NGINX_CONF, 'utf8'))
    .replaceAll('/etc/gezhi/nginx-listen.conf', listen)
    .replaceAll(
      /127\.0\.0\.1:(808[123])\b/g,
      (_whole, unit: '8081' | '8082' | '8083') => `127.0.0.1:${ports[unit]}`,
    )
  await writeFile(join(folder, 'gezhi.conf'), product)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  )
  const main = join(folder, 'nginx.conf')
  const lines = [
    'daemon off;',
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    'worker_processes 1;',
    `pid ${join(folder, 'nginx.pid')};`,
    'error_log stderr crit;',
    'events { worker_connections 256; }',
    `http { access_log off; ${temporary.join(' ')} include ${join(folder, 'gezhi.conf')}; }`,
  ]
  await writeFile(main, `${lines.join('\n')}\n`)
  return main
}
