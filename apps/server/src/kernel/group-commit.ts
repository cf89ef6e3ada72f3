/** The bounded queue in front of the database: concurrent commands share transactions, each keeps its own answer. */
import type { Logger } from 'pino'
import { flush, type Flushed, type FlushPlace } from './flush.ts'
import type { Pending } from './flush.slots.ts'
import type { Metrics } from './metrics.ts'
import { isLostRace, isOutage } from './outage.ts'
import { KernelProblem } from './problem.ts'
import { traced } from './traces.ts'

/** Measured with 32 clients on PostgreSQL: 2 flushes in flight give 1.47, 1 gives 1.22, 4 give 1.38 of raw pgbench. */
const IN_FLIGHT = 2
const MOST_COMMANDS = 64
const MOST_WAITING = 2000
/** A command that no flush took in this time is refused: nothing of it was sent, and its sender gives up soon. */
const LONGEST_WAIT_MS = 5000
const LOOK_MS = 500
/** Another process can win the same race again; the third loss is answered as busy. */
const RACES = 3

export interface GroupCommitOptions {
  readonly place: FlushPlace
  readonly log: Logger
  readonly metrics: Metrics
  /** The embedded database has one backend: a second flush could only wait for the first. */
  readonly inFlight?: number
  /** Called after every commit that brought facts or deadlines. */
  readonly onCommit: (flushed: Flushed) => void
}

export interface GroupCommit {
  readonly add: (pending: Pending) => void
  /** Refuses new commands and waits until all that were taken are answered. */
  readonly drain: () => Promise<void>
}

export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { place, log, metrics, onCommit, inFlight = IN_FLIGHT } = options
  let waiting: Pending[] = []
  const since = new WeakMap<Pending, number>()
  let looking: NodeJS.Timeout | undefined
  const busyStreams = new Set<string>()
  const busyCommands = new Set<string>()
  let flying = 0
  let pumping = false
  let draining: PromiseWithResolvers<void> | null = null

  const streamOf = ({ envelope: { district, stream } }: Pending) => `${district}/${stream}`
  const commandOf = ({ envelope: { district, commandId } }: Pending) => `${district}/${commandId}`
  const othersOf = ({ kind, envelope: { district, command } }: Pending) =>
    (kind.also?.(command) ?? []).map((stream) => `${district}/${stream}`)

  /**
   * Commands of one district that can go together now: no stream and no command id is in two flights, and nobody
   * reads a stream that another command of the batch changes.
   */
  function takeBatch(): Pending[] {
    const batch: Pending[] = []
    const left: Pending[] = []
    const passedOver = new Set<string>()
    const [changed, read, ids] = [new Set<string>(), new Set<string>(), new Set<string>()]
    for (const pending of waiting) {
      const [stream, id, others] = [streamOf(pending), commandOf(pending), othersOf(pending)]
      const fits =
        batch.length < MOST_COMMANDS &&
        (batch[0] === undefined || batch[0].envelope.district === pending.envelope.district) &&
        !(busyStreams.has(stream) || passedOver.has(stream) || busyCommands.has(id) || ids.has(id)) &&
        !(read.has(stream) || others.some((other) => changed.has(other)))
      if (fits) {
        batch.push(pending)
        ids.add(id)
        changed.add(stream)
        for (const other of others) read.add(other)
      } else {
        left.push(pending)
        // Commands of one stream keep their order: once one has to wait, the later ones wait behind it.
        passedOver.add(stream)
      }
    }
    waiting = left
    return batch
  }

  async function attempt(batch: readonly Pending[]): Promise<void> {
    const district = batch[0]?.envelope.district ?? 0
    const end = metrics.flushSeconds.startTimer()
    const links = batch.flatMap(({ trace }) => (trace ? [{ context: trace }] : []))
    const flushed = await traced('flush', { links, attributes: { 'gezhi.commands': batch.length } }, () =>
      flush(place, district, batch),
    )
    end()
    metrics.flushCommands.observe(batch.length)
    for (const [pending, settled] of flushed.settled) {
      if ('outcome' in settled) pending.resolve(settled.outcome)
      else pending.reject(settled.fault)
    }
    if (flushed.facts > 0 || flushed.nextDue !== null) onCommit(flushed)
  }

  /** A flush that failed as a whole is done again command by command, so that one command cannot hurt the others. */
  async function alone(pending: Pending): Promise<void> {
    for (let races = 1; ; races++) {
      try {
        return await attempt([pending])
      } catch (error) {
        if (isLostRace(error) && races < RACES) continue
        return pending.reject(translate(error))
      }
    }
  }

  function translate(error: unknown): unknown {
    return isLostRace(error) || isOutage(error) ? new KernelProblem('server/busy', { cause: error }) : error
  }

  async function fly(batch: readonly Pending[]): Promise<void> {
    try {
      await attempt(batch)
    } catch (error) {
      if (isOutage(error)) {
        log.error({ err: error, commands: batch.length }, 'database cannot be reached')
        for (const pending of batch) pending.reject(translate(error))
        return
      }
      if (!isLostRace(error))
        log.error({ err: error, commands: batch.length }, 'flush failed; one by one now')
      for (const pending of batch) await alone(pending)
    }
  }

  /** With a database that does not answer, flights do not land: who waits must hear of it. */
  function refuseLate(): void {
    const before = performance.now() - LONGEST_WAIT_MS
    const late = waiting.filter((pending) => (since.get(pending) ?? 0) < before)
    if (late.length > 0) waiting = waiting.filter((pending) => (since.get(pending) ?? 0) >= before)
    for (const pending of late) pending.reject(new KernelProblem('server/busy'))
    looking = waiting.length > 0 ? setTimeout(refuseLate, LOOK_MS) : undefined
    if (late.length > 0) pump()
  }

  function launch(batch: readonly Pending[]): void {
    flying++
    for (const pending of batch) {
      busyStreams.add(streamOf(pending))
      busyCommands.add(commandOf(pending))
    }
    void fly(batch).finally(() => {
      flying--
      for (const pending of batch) {
        busyStreams.delete(streamOf(pending))
        busyCommands.delete(commandOf(pending))
      }
      pump()
    })
  }

  function pump(): void {
    while (flying < inFlight && waiting.length > 0) {
      const batch = takeBatch()
      if (batch.length === 0) break
      launch(batch)
    }
    metrics.queueDepth.set(waiting.length)
    if (flying === 0 && waiting.length === 0) draining?.resolve()
  }

  return {
    add(pending) {
      if (draining || waiting.length >= MOST_WAITING) throw new KernelProblem('server/busy')
      waiting.push(pending)
      since.set(pending, performance.now())
      looking ??= setTimeout(refuseLate, LOOK_MS)
      if (pumping) return
      pumping = true
      // Commands that arrive in the same turn of the event loop fly together.
      queueMicrotask(() => {
        pumping = false
        pump()
      })
    },
    drain() {
      draining ??= Promise.withResolvers<void>()
      queueMicrotask(pump)
      return draining.promise
    },
  }
}
