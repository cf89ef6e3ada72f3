/** Brings the outbox to the centre: one sender a device, files before the commands that name them, order kept. */
import { Refused } from './call.ts'
import type { CommandRow } from './device.db.ts'
import { isFull } from './device.space.ts'
import { backOff } from './live.ts'
import { type CarrySetting, createCarrier, isAway, isPassing, reportFault } from './outbox.carry.ts'
import { pick } from './outbox.pick.ts'
import { post, type PostOutcome, type PostSetting } from './outbox.post.ts'

/**
 * idle: nothing waits · sending · waiting: the centre was not reached, tried again by itself · sign-in: the session
 * ended, everything waits safely · revoked: the device was signed out remotely and has nothing more to deliver.
 */
export type SenderState = 'idle' | 'sending' | 'waiting' | 'sign-in' | 'revoked'

export interface SenderSetting extends PostSetting, CarrySetting {
  /** Runs `work` while no other tab of this device sends. */
  readonly alone: (work: () => Promise<void>) => Promise<void>
  /** States of entries changed. */
  readonly changed: () => Promise<void>
}

export interface Sender {
  readonly state: () => SenderState
  readonly subscribe: (listener: () => void) => () => void
  /** Sends what waits, now; resolves when nothing more can be done at the moment. */
  readonly flush: () => Promise<void>
  /** Share of the file that is being sent, by hash, 0 to 1. */
  readonly progress: () => ReadonlyMap<string, number>
  /** Resolves when what is on its way has been written down. */
  readonly stop: () => Promise<void>
}

const MOST = 100

export function createSender(setting: SenderSetting): Sender {
  const { db, person, now } = setting
  const listeners = new Set<() => void>()
  let state: SenderState = 'idle'
  let failures = 0
  let limit = MOST
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const carrier = createCarrier(setting, tell)
  function become(next: SenderState): void {
    if (state === next) return
    state = next
    tell()
  }

  async function rows(): Promise<CommandRow[]> {
    const all = await db.getAllFromIndex('command', 'person', person)
    return all.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
  }

  /** Files of one command; what the centre refuses for good becomes the refusal of the command. */
  async function sendFiles(row: CommandRow): Promise<boolean> {
    try {
      for (const hash of row.files) await carrier.send(hash)
      return true
    } catch (error) {
      if (!(error instanceof Refused) || isPassing(error)) throw error
      const current = await db.getFromIndex('command', 'id', row.id)
      if (current) await db.put('command', { ...current, state: 'refused', problem: error.problem })
      return false
    }
  }

  async function round(): Promise<PostOutcome | 'done'> {
    const { rows: picked, nextAt } = pick(await rows(), now(), limit)
    if (picked.length === 0) {
      if (nextAt !== null) plan(nextAt - now())
      if (nextAt !== null) return 'busy'
      // What is new goes first: one original at a time.
      return (await carrier.follow()) ? 'ok' : 'done'
    }
    become('sending')
    const ready: CommandRow[] = []
    const behind = new Set<string>()
    for (const row of picked) {
      if (behind.has(row.stream)) continue
      if (await sendFiles(row)) ready.push(row)
      else behind.add(row.stream)
    }
    return ready.length === 0 ? 'ok' : post(setting, ready)
  }

  function plan(ms: number): void {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void flush().catch(reportFault), Math.max(250, ms))
  }

  function after(outcome: PostOutcome | 'done'): boolean {
    switch (outcome) {
      case 'ok':
        failures = 0
        limit = Math.min(MOST, limit * 2)
        return true
      case 'smaller':
        limit = Math.max(1, Math.floor(limit / 4))
        return true
      case 'done':
        become('idle')
        return false
      case 'offline':
      case 'busy':
        become('waiting')
        failures++
        if (!timer || outcome === 'offline') plan(backOff(failures, setting.chance))
        return false
      case 'sign-in':
      case 'revoked':
        become(outcome)
        return false
    }
  }

  async function work(): Promise<void> {
    for (let going = true; going;) {
      const outcome = await round().catch((error: unknown): PostOutcome => {
        if (error instanceof Refused && error.problem.status === 401) return 'sign-in'
        if (isAway(error)) return 'offline'
        // The states could not be written: nothing is lost by that, and room may come.
        if (isFull(error)) return 'busy'
        throw error
      })
      await setting.changed()
      going = after(outcome) && !stopped
    }
  }

  function start(): Promise<void> {
    next = null
    clearTimeout(timer)
    timer = undefined
    running = setting.alone(work).finally(() => {
      running = null
    })
    return running
  }

  function flush(): Promise<void> {
    if (stopped) return Promise.resolve()
    if (!running) return start()
    // What runs has read the outbox before this call: it is looked at once more.
    next ??= running.catch(() => undefined).then(() => (stopped ? undefined : start()))
    return next
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    flush,
    progress: carrier.progress,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
