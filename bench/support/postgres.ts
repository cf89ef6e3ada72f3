// A PostgreSQL of the bench's own: fresh cluster in the temporary folder, free port, fsync on, gone afterwards.
import { execFile, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What the operator has to do before a bench can run, in one sentence. */
export class CannotBench extends Error {}

export interface Cluster {
  /** postgres://… of an empty database. */
  readonly url: string
  readonly version: string
  /** Folder with the programs of this version (pgbench, psql …). */
  readonly bin: string
  /** Data folder; its postmaster is the process `pid`. */
  readonly data: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

const HOW =
  'Benches need the programs of PostgreSQL 15 with PostGIS: apt-get install postgresql-15 postgresql-15-postgis-3'

function programs(): string {
  const home = '/usr/lib/postgresql'
  try {
    const versions = readdirSync(home).sort((a, b) => Number(b) - Number(a))
    const [newest] = versions
    if (newest) return join(home, newest, 'bin')
  } catch {
    // Not Debian, or not installed: said below.
  }
  throw new CannotBench(HOW)
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** The server refuses to run as root: then it runs as the system's user postgres. */
const asPostgres = (program: string, args: readonly string[]): [string, string[]] =>
  process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]]

async function postgresId(): Promise<readonly [number, number] | null> {
  if (process.getuid?.() !== 0) return null
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
  return [Number(uid.stdout), Number(gid.stdout)]
}

/** Starts one. `settings` go to the server as `-c name=value`; fsync stays on. */
export async function startCluster(settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
  const bin = programs()
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-bench-'))
  const owner = await postgresId().catch(() => {
    throw new CannotBench('There is no user postgres to run the server as')
  })
  if (owner) await chown(folder, ...owner)
  const data = join(folder, 'data')
  const port = await freePort()
  const options = Object.entries({
    fsync: 'on',
    synchronous_commit: 'on',
    max_connections: '100',
    ...settings,
  })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
  const call = (program: string, ...args: string[]) =>
    run(...asPostgres(join(bin, program), args), { cwd: '/' })
  await call('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8')
  // pg_ctl leaves the server running with our pipes: it must not inherit any.
  const [program, args] = asPostgres(join(bin, 'pg_ctl'), [
    '-D',
    data,
    '-l',
    join(folder, 'log'),
    '-o',
    `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 ${options}`,
    '-w',
    'start',
  ])
  const code = await new Promise<number | null>((resolve) =>
    spawn(program, args, { cwd: '/', stdio: 'ignore' }).on('close', resolve),
  )
  const stop = async () => {
    await call('pg_ctl', '-D', data, '-m', 'immediate', 'stop').catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  }
  if (code !== 0) {
    await stop()
    throw new CannotBench(`PostgreSQL did not start in ${folder}`)
  }
  await call('createdb', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', 'gezhi')
  const { stdout: version } = await call('postgres', '--version')
  const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
  const url = `postgres://postgres@127.0.0.1:${port}/gezhi`
  return { url, version: version.trim(), bin, data, pid: Number(pid), stop }
}
