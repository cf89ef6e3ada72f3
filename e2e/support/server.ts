import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
/** Screens built by an earlier run: the server builds again only what has changed since. */
const WEB_CACHE = join(ROOT, 'node_modules', '.cache', 'gezhi-web')
const START_MS = 290_000
const STOP_MS = 20_000

/** The real product, running for one journey file. */
export interface Product {
  /** e.g. `http://127.0.0.1:41234` */
  readonly origin: string
  /** Everything the server has written so far, for the message of a failing journey. */
  log(): string
  stop(): Promise<void>
}

/** Starts `gezhi serve` on a free port with a home of its own, and waits until it is healthy. */
export async function startProduct({ library = false } = {}): Promise<Product> {
  const port = await freePort()
  const home = mkdtempSync(join(tmpdir(), 'gezhi-e2e-'))
  if (existsSync(WEB_CACHE)) cpSync(WEB_CACHE, join(home, 'web'), { recursive: true })
  const child = spawn(process.execPath, ['apps/server/src/main.ts', 'serve'], {
    cwd: ROOT,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      GEZHI_HOME: home,
      LOG_LEVEL: 'warn',
      // 200,000 flats that most journeys do not look at.
      GEZHI_LIBRARY: library ? 'pack' : 'none',
      ...(process.env['TEST_DATABASE_URL'] ? { DATABASE_URL: process.env['TEST_DATABASE_URL'] } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const take = (chunk: Buffer) => (output += chunk.toString())
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const origin = `http://127.0.0.1:${port}`
  const stop = async () => {
    await end(child)
    rmSync(home, { recursive: true, force: true })
  }
  try {
    await healthy(origin, child)
  } catch (cause) {
    await stop()
    throw new Error(`the product did not start:\n${output}`, { cause })
  }
  keepScreens(home)
  return { origin, log: () => output, stop }
}

/** Copies the screens beside the cache and moves them into place, so that another run never sees half of them. */
function keepScreens(home: string): void {
  const next = `${WEB_CACHE}.${process.pid}`
  cpSync(join(home, 'web'), next, { recursive: true })
  rmSync(WEB_CACHE, { recursive: true, force: true })
  renameSync(next, WEB_CACHE)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

async function healthy(origin: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_MS
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`)
    const answer = await fetch(`${origin}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`not healthy within ${START_MS / 1000} s`)
}

/** Asks the server to close with grace and insists after 20 s. */
function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    child.once('exit', () => {
      clearTimeout(insist)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
