// Closed-loop load over raw sockets, from a process of its own: one request a connection at a time, the next one as soon
// as the answer is there. What is sent comes from a scenario module. About 0.15 core at 5,000 requests a second.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { percentile } from './report.ts'

export interface Sending {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** Written to `acknowledged` when the answer is 2xx. */
  readonly key?: string
}

/** One connection's share of a scenario; `next` null ends the connection. */
export interface Script {
  readonly next: () => Sending | null
  /** Every answer, in the order of sending; a lost connection answers 0. */
  readonly answered?: (status: number, body: string, sending: Sending) => void
}

/** Default export of a scenario module. `data` is what the bench hands over, as JSON. */
export type Scenario<D> = (data: D, connection: number) => Script

export interface LoadOptions<D> {
  readonly url: string
  /** Module with the scenario, as `new URL('./x.scenario.ts', import.meta.url)`. */
  readonly scenario: URL
  readonly data: D
  readonly connections: number
  readonly seconds: number
  /** Sent but not measured before. Default 2. */
  readonly warmupSeconds?: number
  /** Requests a second of all connections together, evenly; latencies count from when a request was due. */
  readonly perSecond?: number
  /** File that gets the key of each acknowledged request, one a line, as soon as the answer is there. */
  readonly acknowledged?: string
  /** Told every 200 ms where it stands; for benches that do something in between. */
  readonly onPid?: (pid: number) => void
}

export interface Load {
  /** Requests answered with 2xx a second of the measured time. */
  readonly rate: number
  readonly seconds: number
  readonly byStatus: Readonly<Record<string, number>>
  /** Acknowledged with 2xx from the first to the last request, warm-up included. */
  readonly acknowledged: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly most: number
  /** Milliseconds of each measured 2xx answer. */
  readonly latencies: readonly number[]
  readonly pid: number
}

interface Counted {
  readonly seconds: number
  readonly byStatus: Readonly<Record<string, number>>
  readonly acknowledged: number
  readonly latencies: readonly number[]
}

const MAIN = new URL('./http-load.main.ts', import.meta.url).pathname

/** Runs one load to its end. */
export async function httpLoad<D>({ onPid, scenario, ...rest }: LoadOptions<D>): Promise<Load> {
  const child = fork(MAIN, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const pid = child.pid ?? 0
  onPid?.(pid)
  child.send({ ...rest, scenario: scenario.href })
  const [counted] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the load ended with code ${code}`)
    }),
  ])) as [Counted]
  child.disconnect()
  const { latencies, seconds } = counted
  return {
    ...counted,
    pid,
    rate: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    most: percentile(latencies, 1),
  }
}
