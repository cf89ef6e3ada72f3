// The real centre in a process of its own, with its own disk, which the test kills and starts again.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { CaseView } from '@gezhi/core/cases/case.api'
import type { CaseStateName } from '@gezhi/core/cases/states'
import { vi } from 'vitest'
import { newId } from './ids.ts'

const PROCESS = fileURLToPath(
  new URL('../../../apps/server/src/testing/small-centre.testing.ts', import.meta.url),
)

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

async function launch(home: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROCESS], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      GEZHI_HOME: home,
      GEZHI_LIBRARY: 'none',
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
  })
  for await (const line of createInterface({ input: child.stdout })) if (line === 'listening') return child
  throw new Error(`the centre ended with ${child.exitCode} before it listened`)
}

/** What somebody's browser sends to the centre, with the session of the demo post. */
function browsersOf(origin: string) {
  const cookies = new Map<string, Promise<string>>()
  async function signIn(post: string): Promise<string> {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/api/demo/sign-in`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ post }),
    })
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
    if (!cookie) throw new Error(`${post}: ${answer.status} ${await answer.text()}`)
    return cookie
  }
  return async (post: string): Promise<typeof fetch> => {
    const entered = cookies.get(post) ?? signIn(post)
    cookies.set(post, entered)
    const cookie = await entered
    return (input, init) =>
      fetch(`${origin}${typeof input === 'string' ? input : ''}`, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), cookie },
      })
  }
}

export type RealCentre = Awaited<ReturnType<typeof startCentre>>

export async function startCentre() {
  const home = await mkdtemp(join(tmpdir(), 'gezhi-centre-'))
  const port = await freePort()
  const fetchAs = browsersOf(`http://127.0.0.1:${port}`)
  let child = await launch(home, port)

  async function kill(): Promise<void> {
    if (child.signalCode !== null || child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  async function ask<T>(post: string, path: string, init?: RequestInit): Promise<T> {
    const send = await fetchAs(post)
    const answer = await send(path, init)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    // Gate: what the product answers at this address.
    return (await answer.json()) as T
  }
  return {
    fetchAs,
    ask,
    kill,
    async start(): Promise<void> {
      child = await launch(home, port)
    },
    /** Stores a file as screens do, and answers its content address. */
    async upload(post: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
      const send = await fetchAs(post)
      const headers = {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'content-type': 'application/offset+octet-stream',
      }
      const answer = await send('/api/files/uploads', { method: 'POST', headers, body: bytes })
      const hash = answer.headers.get('gezhi-file')
      if (!hash) throw new Error(`upload: ${answer.status} ${await answer.text()}`)
      return hash
    },
    command: (post: string, id: string, body: unknown) =>
      ask<unknown>(post, `/api/cases/${id}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': newId() },
        body: JSON.stringify(body),
      }),
    /** Waits for what the centre does by itself. */
    until: (post: string, id: string, state: CaseStateName) =>
      vi.waitFor(
        async () => {
          const view = await ask<CaseView>(post, `/api/cases/${id}`)
          if (view.state !== state) throw new Error(`${view.number} is ${view.state}, not ${state}`)
        },
        { timeout: 15_000, interval: 50 },
      ),
    async stop(): Promise<void> {
      await kill()
      await rm(home, { recursive: true, force: true })
    },
  }
}
