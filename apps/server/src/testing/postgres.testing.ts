/** PostgreSQL servers of a test's own, with replicas: in the temporary folder, on free ports, gone afterwards. */
import { execFile, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const HOME = '/usr/lib/postgresql'

function newest(): string | null {
  try {
    const [version] = readdirSync(HOME).sort((a, b) => Number(b) - Number(a))
    return version === undefined ? null : join(HOME, version, 'bin')
  } catch {
    return null
  }
}

/** Folder of the programs, or null: then a test that needs them is skipped, and its name says why. */
export const POSTGRES_PROGRAMS = newest()

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

/** The server refuses to run as root: then it runs as the system's user postgres. */
const isRoot = process.getuid?.() === 0
const program = (name: string, args: readonly string[]): [string, string[]] => {
  const path = join(POSTGRES_PROGRAMS ?? '', name)
  return isRoot ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, [...args]]
}
const call = (name: string, ...args: string[]) => run(...program(name, args), { cwd: '/' })

export interface Postgres {
  readonly url: string
  readonly stop: () => Promise<void>
}

async function folderOfPostgres(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-postgres-'))
  if (!isRoot) return folder
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
  await chown(folder, Number(uid.stdout), Number(gid.stdout))
  return folder
}

/** Starts the server of a data folder; without fsync, because nobody needs these data tomorrow. */
async function startIn(folder: string): Promise<Postgres> {
  const [data, port] = [join(folder, 'data'), await freePort()]
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=120`
  const [path, args] = program('pg_ctl', [
    '-D',
    data,
    '-l',
    join(folder, 'log'),
    '-o',
    settings,
    '-w',
    'start',
  ])
  // pg_ctl leaves the server running with our pipes: it must not inherit any.
  const code = await new Promise<number | null>((resolve) =>
    spawn(path, args, { cwd: '/', stdio: 'ignore' }).on('close', resolve),
  )
  if (code !== 0) throw new Error(`PostgreSQL did not start in ${folder}`)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/gezhi`,
    async stop() {
      await call('pg_ctl', '-D', data, '-m', 'immediate', 'stop').catch(() => undefined)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A new server with an empty database. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await folderOfPostgres()
  const data = join(folder, 'data')
  const locale = ['-E', 'UTF8', '--locale=C.UTF-8']
  await call('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', ...locale)
  const server = await startIn(folder)
  const { hostname, port } = new URL(server.url)
  await call('createdb', '-h', hostname, '-p', port, '-U', 'postgres', 'gezhi')
  return server
}

/** A streaming replica of it. */
export async function startReplica(primary: Postgres): Promise<Postgres> {
  const folder = await folderOfPostgres()
  const { hostname, port } = new URL(primary.url)
  const from = ['-h', hostname, '-p', port, '-U', 'postgres']
  await call(
    'pg_basebackup',
    ...from,
    '-D',
    join(folder, 'data'),
    '-R',
    '-X',
    'stream',
    '-c',
    'fast',
    '--no-sync',
  )
  return startIn(folder)
}
