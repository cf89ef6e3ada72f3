/**
 * One person on one device: `openDevice` puts outbox, sender and replicas together. Screens ask it and nothing below it.
 * How the parts work and what they promise: docs/adr/0017 and CONTRIBUTING, "A new thing that works offline".
 */
import { PERSON_HEADER, syncApi } from '@gezhi/core/sync/sync.api'
import { call, Offline, Refused } from './call.ts'
import { openDeviceDb, type DeviceDb } from './device.db.ts'
import { askToPersist, spaceLeft, type Space } from './device.space.ts'
import {
  bind,
  forgetPerson,
  identityOf,
  keepKeys,
  lockOf,
  removePin,
  setPin,
  unlock,
} from './device.person.ts'
import type { Binding, DeviceIdentity } from './device.person.ts'
import { forgetPin, hasPin } from './device.pin.ts'
import { hashesIn, openNotes, type Notes } from './device.notes.ts'
import { canSeal, type DeviceKeys } from './device.vault.ts'
import { createLine } from './line.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import { createSender, type Sender } from './outbox.sender.ts'
import { reportFault } from './outbox.carry.ts'
import { isWide, onNetwork } from './network.ts'
import { openReplica, type Replica } from './replica.ts'
import { uploadFile } from './upload.ts'

export interface DeviceOptions extends Binding {
  readonly person: string
  /** The post in which the person acts; asked for every command. */
  readonly post: () => string
  readonly fetch?: typeof fetch | undefined
  readonly now?: (() => number) | undefined
  /** What the app keeps of drafts outside `notes`, as text: files that it names are not forgotten. */
  readonly drafts?: (() => string) | undefined
  /** Where originals of photos may follow; default: on Wi-Fi and cable, as far as the browser says. */
  readonly wide?: (() => boolean) | undefined
  /** Name of the database; default `gezhi-device`. For tests. */
  readonly database?: string | undefined
}

export interface Device {
  /** By which the centre knows it. */
  readonly id: string
  readonly person: string
  readonly outbox: Outbox
  readonly sender: Sender
  /** What an app has under way for this person, sealed. */
  readonly notes: Notes
  /** The replica of a post; opened once. */
  readonly replica: (post: string) => Promise<Replica>
  /** Sends what waits and fetches what changed for these posts. Throws nothing: `lastFailure` says what went wrong. */
  readonly synchronise: (posts: readonly string[]) => Promise<SyncReport>
  readonly space: () => Promise<Space | null>
  /** Asks for a PIN of at least six digits from the next start on. Needs the network once. */
  readonly setPin: (pin: string) => Promise<void>
  readonly removePin: () => Promise<void>
  readonly hasPin: () => Promise<boolean>
  /** Before the session is ended: what can be sent is sent, what cannot stays for this person's next sign-in. */
  readonly signOut: () => Promise<{ readonly unsent: number }>
  /** Resolves when nothing of it runs any more. */
  readonly close: () => Promise<void>
}

/** revoked: signed out remotely; the replica is gone, what waited was delivered. */
export type SyncReport = 'done' | 'offline' | 'sign-in' | 'revoked' | 'refused'

/** locked: ask for the PIN, then `unlock` · closed: sign in first · unsafe: the page cannot seal, nothing is kept here. */
export type Opened =
  | { readonly state: 'open'; readonly device: Device }
  | {
      readonly state: 'locked'
      readonly unlock: (pin: string) => Promise<Opened | { readonly left: number }>
      /** Takes the PIN away; the keys then come with the next sign-in, and what was not sent stays sealed until it. */
      readonly forget: () => Promise<void>
    }
  | { readonly state: 'closed' }
  | { readonly state: 'unsafe' }

/** A device that synchronises says once an hour that it is in use. */
const TOLD_AGAIN_MS = 3_600_000

/**
 * Opens what this device keeps for the person, without the network when it was bound before. `closed` after `bindNow`
 * failed for lack of a network: the person has never signed in here.
 */
export async function openDevice(options: DeviceOptions): Promise<Opened> {
  if (!canSeal()) return { state: 'unsafe' }
  const db = await openDeviceDb(options.database)
  const send = options.fetch ?? globalThis.fetch.bind(globalThis)
  const identity = await identityOf(db, options.person)
  const opened = async (keys: DeviceKeys): Promise<Opened> => ({
    state: 'open',
    device: await assemble({ db, send, identity, keys, options }),
  })
  const lock = await lockOf(db, options.person)
  switch (lock.state) {
    case 'open':
      // Says that the device is in use; whether it may still read, the first answer tells.
      void bind(identity, options, send).catch(() => undefined)
      return opened(lock.keys)
    case 'locked':
      return {
        state: 'locked',
        async unlock(pin) {
          const tried = await unlock(db, options.person, pin)
          return 'keys' in tried ? opened(tried.keys) : tried
        },
        forget: () => forgetPin(db, options.person),
      }
    case 'closed':
      try {
        return await opened(await keepKeys(db, options.person, await bind(identity, options, send)))
      } catch (error) {
        if (error instanceof Offline || error instanceof Refused) return { state: 'closed' }
        throw error
      }
  }
}

interface Parts {
  readonly db: DeviceDb
  readonly send: typeof fetch
  readonly identity: DeviceIdentity
  readonly keys: DeviceKeys
  readonly options: DeviceOptions
}

async function assemble({ db, send: given, identity, keys, options }: Parts): Promise<Device> {
  const { person, post, now = Date.now, wide = isWide } = options
  const line = createLine(given)
  const send = line.fetch
  const channel = new BroadcastChannel(options.database ?? 'gezhi-device')
  let isClosed = false
  /** Tells other tabs; what is on its way when this one closes has nobody to tell. */
  const tell = (what: 'outbox' | 'replica'): void => {
    if (!isClosed) channel.postMessage(what)
  }
  const replicas = new Map<string, Promise<Replica>>()
  let delivering = false
  const delivery = () => ({ 'gezhi-delivery': `${identity.id}.${identity.deliveryKey}` })
  const own = { [PERSON_HEADER]: person }
  const headers = (): Record<string, string> => (delivering ? { ...own, ...delivery() } : own)

  const notes = openNotes({ db, key: keys.outbox, person })
  const outbox = await openOutbox({
    db,
    key: keys.outbox,
    person,
    post,
    now,
    async used() {
      return hashesIn(`${await notes.all()} ${options.drafts?.() ?? ''}`)
    },
    changed() {
      tell('outbox')
      void sender.flush().catch(reportFault)
    },
  })
  const sender = createSender({
    db,
    key: keys.outbox,
    person,
    now,
    chance: Math.random,
    fetch: send,
    headers,
    upload: uploadFile,
    signal: line.signal,
    // A device that was signed out delivers its work; what would only look better waits for the next sign-in.
    wide: () => !delivering && wide(),
    alone: (work) => navigator.locks.request(`gezhi-outbox ${person}`, work),
    async changed() {
      await outbox.refresh()
      tell('outbox')
    },
  })

  function replica(code: string): Promise<Replica> {
    const known =
      replicas.get(code) ??
      openReplica({
        db,
        key: keys.replica,
        post: code,
        fetch: send,
        now,
        arrived: outbox.settle,
        changed: () => tell('replica'),
      })
    replicas.set(code, known)
    return known
  }

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'outbox') void outbox.refresh()
    if (data === 'replica') for (const one of replicas.values()) void one.then((each) => each.refresh())
  })
  const wake = (): void => {
    // What was on its way hangs in the network that is gone; waiting for it would cost half a minute.
    line.cut()
    void sender.flush().catch(reportFault)
  }
  globalThis.addEventListener?.('online', wake)
  const deaf = onNetwork(() => void sender.flush().catch(reportFault))

  /** A session that ended may be a device that was signed out remotely: the centre says so to its delivery key. */
  async function deliverIfRevoked(): Promise<SyncReport> {
    const { revokedAt } = await call(
      syncApi.deviceState,
      { params: { id: identity.id } },
      { fetch: send, headers: delivery() },
    )
    if (revokedAt === null) return 'sign-in'
    await forgetPerson(db, person)
    for (const one of replicas.values()) await (await one).refresh()
    delivering = true
    await sender.flush()
    const left = outbox.entries().filter(({ state }) => state === 'saved' || state === 'sending')
    if (left.length === 0)
      await call(syncApi.delivered, { params: { id: identity.id } }, { fetch: send, headers: delivery() })
    return 'revoked'
  }

  const unsent = (): number =>
    outbox.entries().filter(({ state }) => state !== 'received' && state !== 'decided').length
  let told: { readonly unsent: number; readonly at: number } | undefined

  async function fetchAll(posts: readonly string[]): Promise<SyncReport> {
    for (const code of posts) await (await replica(code)).sync()
    const next = { unsent: unsent(), at: now() }
    // Administrators are shown what a device had not sent when it was last seen.
    if (told?.unsent !== next.unsent || next.at - told.at >= TOLD_AGAIN_MS) {
      await bind(identity, { ...options, unsent: next.unsent }, send)
      told = next
    }
    return 'done'
  }

  return {
    id: identity.id,
    person,
    outbox,
    sender,
    notes,
    replica,
    async synchronise(posts) {
      try {
        await sender.flush()
        if (sender.state() === 'sign-in' || sender.state() === 'revoked') return await deliverIfRevoked()
        return await fetchAll(posts)
      } catch (error) {
        if (error instanceof Offline) return 'offline'
        if (!(error instanceof Refused)) throw error
        if (error.problem.status !== 401 && error.problem.code !== 'device/revoked') return 'refused'
        return deliverIfRevoked().catch((): SyncReport => 'sign-in')
      }
    },
    async space() {
      await askToPersist(navigator.storage)
      return spaceLeft(navigator.storage)
    },
    async setPin(pin) {
      if (!/^\d{6,12}$/.test(pin)) throw new RangeError('a PIN has 6 to 12 digits')
      await setPin(db, { person, pin, secret: await bind(identity, options, send) })
    },
    async removePin() {
      await removePin(db, person, await bind(identity, options, send))
    },
    hasPin: () => hasPin(db, person),
    async signOut() {
      await sender.flush()
      await sender.stop()
      await forgetPerson(db, person)
      for (const one of replicas.values()) await (await one).refresh()
      return { unsent: unsent() }
    },
    async close() {
      isClosed = true
      channel.close()
      globalThis.removeEventListener?.('online', wake)
      deaf()
      const stopped = sender.stop()
      line.cut()
      await stopped
      db.close()
    },
  }
}
