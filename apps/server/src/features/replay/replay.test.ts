import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedDatabase } from '../../kernel/database.ts'
import { migratedImage } from '../../testing/database.testing.ts'
import { createClient } from './client.ts'
import { caseIdOf } from './life.ts'
import { csv, MAPPING } from './replay.testing.ts'

const ROWS = 50
const MINUTES = 60_000
const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const PROGRAM = pathOf('../../main.ts')
const SERVER = pathOf('./server.testing.ts')

let folder = ''
let url = ''
const children = new Set<ChildProcess>()

interface Running {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
}

function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env }, cwd: folder })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => void (said += part))
  const ended = once(child, 'exit').then(([code]) => {
    children.delete(child)
    // Gate: the first argument of `exit` is the code, or null after a signal.
    return code as number | null
  })
  return { child, said: () => said, ended }
}

const home = () => ({
  GEZHI_HOME: join(folder, 'home'),
  PORT: new URL(url).port,
  HOST: '127.0.0.1',
  LOG_LEVEL: 'error',
  GEZHI_LIBRARY: 'none',
})

async function until(true_: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  const end = Date.now() + 5 * MINUTES
  while (!(await true_())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what()}`)
    await pause(50)
  }
}

async function startServer(): Promise<Running> {
  const server = run(SERVER, [], home())
  await until(() => server.said().includes('listening') || server.child.exitCode !== null, server.said)
  if (server.child.exitCode !== null) throw new Error(server.said())
  return server
}

const play = (...more: string[]): Running =>
  run(PROGRAM, ['replay', 'rows.csv', '--map', 'map.yaml', '--url', url, '--state', 'at.state.json', ...more])

/** Steps that the state file says are done. */
async function position(): Promise<number> {
  const text = await readFile(join(folder, 'at.state.json'), 'utf8').catch(() => '{"position":0}')
  return (JSON.parse(text) as { position: number }).position
}

async function kill({ child, ended }: Running): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'))
  url = `http://127.0.0.1:${await freePort()}`
  await mkdir(join(folder, 'home'))
  const database = await openEmbeddedDatabase({
    folder: join(folder, 'home', 'database'),
    image: await migratedImage(),
  })
  await database.close()
  await writeFile(join(folder, 'rows.csv'), `${csv(ROWS)}broken line\r\n`)
  await writeFile(join(folder, 'map.yaml'), MAPPING)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function signedIn(post: string) {
  const client = createClient({ url, connections: 4, patienceMs: MINUTES })
  const { headers } = await client.ask({ method: 'POST', path: '/api/demo/sign-in', json: { post } })
  const cookie = (headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
  return async <T>(path: string): Promise<T> => {
    const { body } = await client.ask({ method: 'GET', path, headers: { cookie } })
    return body as T
  }
}

async function operator(): Promise<string> {
  const client = createClient({ url, connections: 1, patienceMs: MINUTES })
  const { body } = await client.ask({ method: 'GET', path: '/api/demo/posts?role=DISTRICT_OPERATOR' })
  return (body as { posts: { code: string }[] }).posts[0]?.code ?? ''
}

describe('a replay', () => {
  it(
    'loses and doubles nothing when first the player and then the server is killed',
    { timeout: 15 * MINUTES },
    async () => {
      const first = await startServer()
      const killed = play()
      await until(async () => (await position()) > 40, killed.said)
      await kill(killed)
      const before = await position()

      const player = play()
      await until(async () => (await position()) > Math.max(100, before), player.said)
      await kill(first)
      const second = await startServer()
      expect(await player.ended, player.said()).toBe(0)
      expect(player.said()).toContain('going on after step')
      expect(player.said()).toMatch(/50 cases: .*45 CLOSED/)
      expect(player.said()).toMatch(/with a target in the source 43 of 43 \(100\.00 %\)/)
      expect(player.said()).not.toContain('unexplained')

      const read = await signedIn(await operator())
      const { total } = await read<{ total: { count: number } }>('/api/cases?limit=1')
      expect(total.count).toBe(ROWS)
      const late = await read<{ result: { late: boolean; at: number }; clocks: { key: string }[] }>(
        `/api/cases/${caseIdOf('test-311', 'R5')}`,
      )
      expect(late.result.late).toBe(true)
      const open = await read<{ state: string }>(`/api/cases/${caseIdOf('test-311', 'R10')}`)
      expect(open.state).toBe('HANDLING')
      expect(await readFile(join(folder, 'at.not-taken.csv'), 'utf8')).toMatch(
        /^row,line,id,reason,detail\r\n51,\d+,,malformed-line,.*\r\n$/,
      )

      second.child.kill('SIGTERM')
      await second.ended
      const verified = run(PROGRAM, ['verify'], home())
      expect(await verified.ended, verified.said()).toBe(0)
      expect(verified.said()).toMatch(/and 50 streams fit/)
    },
  )
})
