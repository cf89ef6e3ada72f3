import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Coded, Outcome } from './stream-kind.ts'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What the program measures of itself, for Prometheus at `/metrics`. One registry a process. */
export interface Metrics {
  readonly registry: Registry
  readonly info: Gauge<'version' | 'roles'>
  readonly httpSeconds: Histogram<'method' | 'route' | 'status'>
  readonly flushSeconds: Histogram
  readonly flushCommands: Histogram
  readonly queueDepth: Gauge
  readonly feedLag: Gauge<'reader'>
  readonly schedulerLag: Gauge
  readonly deadlinesFired: Counter<'kind' | 'outcome'>
  readonly jobs: Counter<'job' | 'outcome'>
  readonly jobEnded: Gauge<'job'>
  readonly listReads: Counter<'from'>
  readonly caseTiles: Counter<'from'>
  readonly replicaUp: Gauge
  readonly replicaLag: Gauge
  /** `settled` null: the command ended in a fault or was not taken. */
  readonly countCommand: (kind: string, command: unknown, settled: Outcome<Coded> | null) => void
}

/** `report`; empty for what is no command. */
export const typeOf = (command: unknown): string =>
  typeof command === 'object' && command !== null && 'type' in command ? String(command.type) : ''

function resultOf(settled: Outcome<Coded> | null): string {
  if (settled === null) return 'fault'
  return settled.ok ? 'accepted' : settled.refusal.code
}

/** `ofProcess` adds memory, CPU and event loop; tests leave them out. */
export function createMetrics({ ofProcess }: { readonly ofProcess: boolean }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (ofProcess) collectDefaultMetrics({ register: registry })
  const commands = new Counter({
    name: 'gezhi_commands_total',
    help: 'Commands by kind of stream, type and result',
    labelNames: ['kind', 'type', 'result', 'replayed'],
    registers,
  })
  return {
    registry,
    info: new Gauge({
      name: 'gezhi_info',
      help: 'Always 1; which program this is and what it does',
      labelNames: ['version', 'roles'],
      registers,
    }),
    httpSeconds: new Histogram({
      name: 'gezhi_http_seconds',
      help: 'Time until the answer of a request was sent, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    flushSeconds: new Histogram({
      name: 'gezhi_flush_seconds',
      help: 'Time of one group-commit transaction',
      buckets: SECONDS,
      registers,
    }),
    flushCommands: new Histogram({
      name: 'gezhi_flush_commands',
      help: 'Commands in one group-commit transaction',
      buckets: [1, 2, 4, 8, 16, 32, 64],
      registers,
    }),
    queueDepth: new Gauge({ name: 'gezhi_queue_depth', help: 'Commands that wait for a flush', registers }),
    feedLag: new Gauge({
      name: 'gezhi_feed_lag_facts',
      help: 'Facts that a reader of the feed has not handled yet',
      labelNames: ['reader'],
      registers,
    }),
    schedulerLag: new Gauge({
      name: 'gezhi_scheduler_lag_seconds',
      help: 'How long the deadline that was fired last had been due',
      registers,
    }),
    deadlinesFired: new Counter({
      name: 'gezhi_deadlines_fired_total',
      help: 'Deadlines handed to their handler',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    jobs: new Counter({
      name: 'gezhi_jobs_total',
      help: 'Work in the background that ended, by outcome: done, failed',
      labelNames: ['job', 'outcome'],
      registers,
    }),
    jobEnded: new Gauge({
      name: 'gezhi_job_done_timestamp_seconds',
      help: 'When work in the background was done last, in seconds since 1970',
      labelNames: ['job'],
      registers,
    }),
    listReads: new Counter({
      name: 'gezhi_list_reads_total',
      help: 'Reads of lists and dashboards that a replica may answer, by the database that answered',
      labelNames: ['from'],
      registers,
    }),
    caseTiles: new Counter({
      name: 'gezhi_case_tiles_total',
      help: 'Map tiles of cases that were answered: kept from before, or cut from rows',
      labelNames: ['from'],
      registers,
    }),
    replicaUp: new Gauge({
      name: 'gezhi_replica_up',
      help: '1 while the replica answers, 0 while lists come from the primary because it does not',
      registers,
    }),
    replicaLag: new Gauge({
      name: 'gezhi_replica_lag_seconds',
      help: 'How long ago the oldest change was written that the replica has not replayed',
      registers,
    }),
    countCommand(kind, command, settled) {
      const replayed = String(settled?.replayed ?? false)
      commands.inc({ kind, type: typeOf(command), result: resultOf(settled), replayed })
    },
  }
}
