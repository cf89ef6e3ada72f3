// `gezhi serve` as an operator starts it, screens included: how long until it is ready, and what it then holds.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './postgres.ts'

const MAIN = new URL('../../apps/server/src/start.ts', import.meta.url).pathname
const PATIENCE_MS = 300_000
const MIB = 1024 * 1024

export interface Program {
  readonly url: string
  /** Milliseconds from the start of the process until `/ready` said yes. */
  readonly readyMs: number
  /** Resident memory of the process, without its children, in MiB. */
  readonly memory: () => Promise<number>
  /** Until the registers of the district pack are in; seconds since the start. */
  readonly settled: () => Promise<number>
  readonly stop: () => Promise<void>
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
}

/** `databaseUrl` null: the embedded database in `home`. `library` false: the registers of the pack stay out. */
export async function startProgram(at: {
  readonly home: string
  readonly databaseUrl: string | null
  readonly library?: boolean
}): Promise<Program> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      GEZHI_HOME: at.home,
      GEZHI_STOP_WAIT: '0',
      LOG_LEVEL: 'error',
      PORT: String(port),
      ...(at.library === false ? { GEZHI_LIBRARY: 'none' } : {}),
      ...(at.databaseUrl === null ? {} : { DATABASE_URL: at.databaseUrl }),
    },
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}/ready`).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`)
    if (performance.now() - began > PATIENCE_MS) throw new Error('the program is not ready after 300 s')
    await sleep(20)
  }
  const readyMs = performance.now() - began
  return {
    url,
    readyMs,
    async settled() {
      const done = 'gezhi_jobs_total{job="library",outcome="done"}'
      while (!(await (await fetch(`${url}/metrics`)).text()).includes(done)) {
        if (performance.now() - began > PATIENCE_MS) throw new Error('the registers are not in after 300 s')
        await sleep(500)
      }
      return (performance.now() - began) / 1000
    },
    memory: async () => (await residentBytes(child.pid ?? 0)) / MIB,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}
