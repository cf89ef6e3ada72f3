// A cluster that holds simulated cases and is kept between benches: loading ten million takes longer than measuring them.
// Its folder is used as it is, without a copy: a bench that writes leaves its rows behind. To begin anew remove the folder.
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readMigrations } from '../../apps/server/src/kernel/migrations.store.ts'
import { CannotBench, freePort, startCluster, type Cluster } from './postgres.ts'

const run = promisify(execFile)
const SEED = 1
/** The day before which everything happened: the same data on every day. */
export const LOADED_UNTIL = '2026-11-22'
const MAIN = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url))
const LOADED = 'loaded.json'

/** The server's own folder: its key file belongs to the personal data in the database. */
const homeOf = (folder: string): string => join(folder, 'home')

/** `GEZHI_BENCH_DATA`, or a folder under the temporary one, by number of cases, seed and migrations. */
export async function loadedFolder(cases: number): Promise<string> {
  const migrations = (await readMigrations()).map(({ name, checksum }) => `${name} ${checksum}`).join()
  const schema = createHash('sha256').update(migrations).digest('hex').slice(0, 8)
  const root = process.env['GEZHI_BENCH_DATA'] ?? tmpdir()
  return join(root, `gezhi-loaded-${cases}-${SEED}-${schema}`)
}

const asRoot = process.getuid?.() === 0
const asPostgres = (program: string, args: readonly string[]): [string, string[]] =>
  asRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]]

const SETTINGS = {
  shared_buffers: '2GB',
  effective_cache_size: '8GB',
  max_wal_size: '8GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  random_page_cost: '1.1',
  max_connections: '100',
  // As the product asks: both sides of a comparison.
  jit: 'off',
}

async function start(folder: string, bin: string, settings: Readonly<Record<string, string>>) {
  const port = await freePort()
  const options = Object.entries({ ...SETTINGS, ...settings })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
  const data = join(folder, 'data')
  const server = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 ${options}`
  const how = ['-D', data, '-l', join(folder, 'log'), '-t', '600', '-w', 'start', '-o', server]
  const [program, args] = asPostgres(join(bin, 'pg_ctl'), how)
  const code = await new Promise<number | null>((resolve) =>
    spawn(program, args, { cwd: '/', stdio: 'ignore' }).on('close', resolve),
  )
  if (code !== 0) throw new CannotBench(`PostgreSQL did not start in ${folder}`)
  const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
  const stop = async () => {
    await run(...asPostgres(join(bin, 'pg_ctl'), ['-D', data, '-m', 'fast', '-t', '600', '-w', 'stop']), {
      cwd: '/',
    })
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/gezhi`, data, pid: Number(pid), stop }
}

async function owned(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  if (!asRoot) return
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
  await chown(folder, Number(uid.stdout), Number(gid.stdout))
}

/** `gezhi simulate` as an operator would run it; its lines are passed on. */
async function simulate(
  { url, home, cases }: { readonly url: string; readonly home: string; readonly cases: number },
  say: (line: string) => void,
): Promise<void> {
  const args = [MAIN, 'simulate', '--cases', String(cases), '--seed', String(SEED), '--until', LOADED_UNTIL]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], DATABASE_URL: url, GEZHI_HOME: home, LOG_LEVEL: 'error' },
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => say(`  ${text.trimEnd()}`))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`simulating ended with code ${code}`)
}

async function load(
  folder: string,
  fresh: Cluster,
  cases: number,
  say: (line: string) => void,
): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await owned(dirname(folder) === tmpdir() ? folder : dirname(folder))
  await owned(folder)
  const call = (program: string, ...args: string[]) =>
    run(...asPostgres(join(fresh.bin, program), args), { cwd: '/' })
  await call(
    'initdb',
    '-D',
    join(folder, 'data'),
    '-U',
    'postgres',
    '--auth=trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  )
  const cluster = await start(folder, fresh.bin, { fsync: 'off' })
  try {
    await call('createdb', '-h', '127.0.0.1', '-p', new URL(cluster.url).port, '-U', 'postgres', 'gezhi')
    const began = performance.now()
    await simulate({ url: cluster.url, home: homeOf(folder), cases }, say)
    const loadedIn = Math.round((performance.now() - began) / 1000)
    await writeFile(join(folder, LOADED), JSON.stringify({ cases, seed: SEED, seconds: loadedIn }))
  } finally {
    await cluster.stop()
  }
}

/** Starts a cluster with so many simulated cases, loaded on the first call; `stop` keeps its folder. fsync is on. */
export async function startLoaded(
  cases: number,
  say: (line: string) => void,
): Promise<Cluster & { readonly home: string }> {
  const folder = await loadedFolder(cases)
  // Programs and version come from where all benches have them.
  const fresh = await startCluster()
  await fresh.stop()
  if (!existsSync(join(folder, LOADED))) {
    say(`loading ${cases} cases into ${folder}; the next bench finds them there`)
    await load(folder, fresh, cases, say)
  }
  const cluster = await start(folder, fresh.bin, { fsync: 'on' })
  return { ...cluster, version: fresh.version, bin: fresh.bin, home: homeOf(folder) }
}
