// A connection that notices when the database is gone without a word (stopped, swapped out, cut off by a firewall): TCP
// alone would wait for hours, and everybody who asked with it.
import pg from 'pg'
import { Batch } from './batch.ts'
import { PreparingClient } from './prepared.ts'

/** Longer than `statement_timeout`: what the database itself cancels is answered by then. */
export const PATIENCE_MS = 20_000
/** Looks within the patience: a connection is given up at most this share of it too late. */
const LOOKS = 4
const PROBE_MS = 3000

const probes = new Map<string, Promise<boolean>>()

/** Whether the database answers anybody: one question at a time for all connections of the process. */
function answers(options: pg.ClientConfig): Promise<boolean> {
  const { connectionString = '' } = options
  const known = probes.get(connectionString)
  if (known) return known
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: PROBE_MS,
    query_timeout: PROBE_MS,
  })
  client.on('error', () => {})
  const probe = client
    .connect()
    .then(() => client.query('select 1'))
    .then(
      () => true,
      () => false,
    )
    .finally(() => {
      probes.delete(connectionString)
      void client.end().catch(() => {})
    })
  probes.set(connectionString, probe)
  return probe
}

interface PatientOptions extends pg.ClientConfig {
  readonly patienceMs?: number
}

/** Ends itself when it was asked, hears nothing for `patienceMs`, and nobody else is answered either. */
export class PatientClient extends PreparingClient {
  constructor(options: PatientOptions = {}) {
    super(options)
    const { patienceMs = PATIENCE_MS } = options
    // Gate: `pg` keeps the socket to itself, and it is the only one that can end a question without an answer.
    const { stream } = (
      this as unknown as { connection: { stream: NodeJS.ReadableStream & { destroy(error: Error): void } } }
    ).connection
    let asked = 0
    let heard = true
    let silent = 0
    const ask = this.query.bind(this) as (...all: unknown[]) => unknown
    const answered = () => void asked--
    this.query = ((...all: unknown[]) => {
      const answer = ask(...all)
      const waiting = answer instanceof Batch ? answer.settled : answer
      if (!(waiting instanceof Promise)) return answer
      asked++
      waiting.then(answered, answered)
      return answer
    }) as pg.Client['query']
    const look = async () => {
      silent = asked === 0 || heard ? 0 : silent + 1
      heard = false
      if (silent < LOOKS || (await answers(options))) return
      if (silent >= LOOKS) stream.destroy(new Error('Connection terminated: the database does not answer'))
    }
    const timer = setInterval(() => void look(), patienceMs / LOOKS).unref()
    stream.on('data', () => (heard = true))
    this.once('end', () => clearInterval(timer))
  }
}
