// The product as a process of its own: started on a database, signed in as posts, stopped or killed.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface BenchServer {
  readonly url: string
  readonly pid: number
  /** Cookie header of each post that was asked for. */
  readonly cookies: Readonly<Record<string, string>>
  /** Milliseconds from the start of the process to its first answer, sign-ins included. */
  readonly readyMs: number
  readonly process: ChildProcess
  /** SIGTERM: what was taken is answered first. */
  readonly stop: () => Promise<void>
  /** SIGKILL. */
  readonly kill: () => Promise<void>
}

export interface ServerOptions {
  /** Null: the embedded database in `home`. */
  readonly databaseUrl: string | null
  readonly home: string
  /** Codes of posts to sign in. */
  readonly posts?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly nodeOptions?: readonly string[]
  /** Port to listen on again after a kill; 0 takes any. */
  readonly port?: number
  /** A module that does more than `bench-server.main.ts`, which it imports. */
  readonly main?: URL
}

const MAIN = new URL('./bench-server.main.ts', import.meta.url)

/** Starts it and waits until it listens and everybody is signed in. */
export async function startServer(options: ServerOptions): Promise<BenchServer> {
  const { databaseUrl, home, posts = [], env = {}, nodeOptions = [], port = 0, main = MAIN } = options
  const began = performance.now()
  const child = spawn(process.execPath, [...nodeOptions, main.pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      GEZHI_HOME: home,
      LOG_LEVEL: 'error',
      GEZHI_LIBRARY: 'none',
      PORT: String(port),
      BENCH_POSTS: posts.join(','),
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      ...env,
    },
  })
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    if (!line.startsWith('{"url"')) continue
    // Gate: bench-server.main.ts wrote it.
    const { url, cookies } = JSON.parse(line) as Pick<BenchServer, 'url' | 'cookies'>
    child.stdout.resume()
    const readyMs = performance.now() - began
    const pid = child.pid ?? 0
    return {
      url,
      pid,
      cookies,
      readyMs,
      process: child,
      stop: () => end('SIGTERM'),
      kill: () => end('SIGKILL'),
    }
  }
  throw new Error(`the server ended before it listened (exit code ${child.exitCode})`)
}
