// One person on one device: binding, PIN, signing out, a shared tablet, a device that was signed out from afar.
import { expect, test, vi } from 'vitest'
import { openDevice, type Device, type DeviceOptions } from './device.ts'
import { addressOf, browserDatabase } from './indexed-db.testing.ts'

browserDatabase()
vi.setConfig({ testTimeout: 20_000 })

/** What the browser says of the network. */
const browser = new EventTarget()
vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser))
vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser))

interface Person {
  readonly secret: string
  revokedAt: number | null
}

/** The centre's side of binding and of commands: one secret a person and device. */
function createCentre() {
  const people = new Map<string, Person>()
  const taken: string[] = []
  const told: number[] = []
  let refusing = false
  let online = true
  let silent = false
  let hanging = 0
  let person = 'zhang'
  let session = true
  const refuse = (code: string, status: number) =>
    Response.json({ code, title: '', titleEn: '', status }, { status })

  const send: typeof fetch = async (input, init) => {
    if (!online) throw new TypeError('failed to fetch')
    if (silent)
      return new Promise((_, reject) => {
        const { signal } = init ?? {}
        hanging++
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
      })
    const url = addressOf(input)
    const delivers = new Headers(init?.headers).has('gezhi-delivery')
    const known = people.get(person) ?? { secret: btoa(person.padEnd(32)).slice(0, 43), revokedAt: null }
    people.set(person, known)
    if (url.endsWith('/state')) return Response.json({ revokedAt: known.revokedAt })
    if (url.endsWith('/delivered')) return new Response(null, { status: 204 })
    if (!session && !(delivers && url.endsWith('/commands'))) return refuse('session/required', 401)
    if (url.includes('/api/devices/')) {
      const { unsent } = JSON.parse(typeof init?.body === 'string' ? init.body : '') as { unsent?: number }
      if (unsent !== undefined) told.push(unsent)
      return Response.json({ device: {}, secret: known.secret })
    }
    if (url.includes('/api/sync')) {
      const rows = [{ id: 'a', version: 1 }]
      const cases = { rows, gone: [], restart: true, complete: true }
      return Response.json({
        now: 1,
        post: 'P',
        posts: ['P'],
        cursor: 'c',
        more: false,
        collections: { cases },
      })
    }
    const { commands } = JSON.parse(typeof init?.body === 'string' ? init.body : '') as {
      commands: { id: string }[]
    }
    if (refusing)
      return Response.json({
        results: commands.map(({ id }) => ({
          id,
          result: 'refused',
          problem: { code: 'case/not-now', title: '', titleEn: '', status: 409 },
        })),
      })
    taken.push(...commands.map(({ id }) => id))
    return Response.json({ results: commands.map(({ id }) => ({ id, result: 'accepted' })) })
  }
  return {
    fetch: send,
    taken,
    /** How many commands the device said it had not sent, each time it said so. */
    told,
    setRefusing: (next: boolean) => void (refusing = next),
    /** Takes requests and answers none, as a network does that the phone has just left. */
    setSilent: (next: boolean) => void (silent = next),
    hanging: () => hanging,
    setOnline: (next: boolean) => void (online = next),
    signIn: (next: string) => {
      person = next
      session = true
    },
    revoke() {
      session = false
      const known = people.get(person)
      if (known) known.revokedAt = 1
    },
  }
}

let databases = 0
function createTablet() {
  const centre = createCentre()
  const database = `tablet ${++databases}`
  const clock = { at: Date.now() }
  const open = (person = 'zhang') => {
    const options: DeviceOptions = {
      person,
      post: () => 'P',
      name: '平板',
      appVersion: '1',
      fetch: centre.fetch,
      database,
      now: () => clock.at,
    }
    return openDevice(options)
  }
  const opened = async (person = 'zhang'): Promise<Device> => {
    const one = await open(person)
    if (one.state !== 'open') throw new Error(one.state)
    return one.device
  }
  return { centre, clock, open, opened }
}
const report = { kind: 'case', stream: 'a', body: { text: '路灯不亮' } }
const states = (device: Device) => device.outbox.entries().map(({ state }) => state)

test('a device that was never signed in on opens with the network only, afterwards without', async () => {
  const { centre, open, opened } = createTablet()
  centre.setOnline(false)
  expect((await open()).state).toBe('closed')
  centre.setOnline(true)
  const first = await opened()
  await first.close()
  centre.setOnline(false)
  const device = await opened()
  await device.outbox.add(report)
  await device.sender.flush()
  expect(states(device)).toEqual(['saved'])
  expect(device.sender.state()).toBe('waiting')
  await device.close()
})

test('what hangs in a network that is gone is sent at once when another is there', async () => {
  const { centre, opened } = createTablet()
  const device = await opened()
  centre.setSilent(true)
  const id = await device.outbox.add(report)
  await vi.waitFor(() => expect(centre.hanging()).toBeGreaterThan(0))
  centre.setSilent(false)
  browser.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(states(device)).toEqual(['received']))
  expect(centre.taken).toEqual([id])
  await device.close()
})

test('signing out takes what the post held; what was not sent waits for the same person and shows nobody else anything', async () => {
  const { centre, opened } = createTablet()
  const first = await opened()
  expect(await first.synchronise(['P'])).toBe('done')
  expect(await (await first.replica('P')).collection('cases').ready()).toHaveLength(1)
  centre.setOnline(false)
  await first.outbox.add(report)
  expect(await first.signOut()).toEqual({ unsent: 1 })
  await first.close()
  centre.setOnline(true)
  centre.signIn('wang')
  const other = await opened('wang')
  expect(other.outbox.entries()).toEqual([])
  expect(await (await other.replica('P')).collection('cases').ready()).toEqual([])
  await other.close()
  centre.signIn('zhang')
  const again = await opened()
  expect(again.outbox.entries()).toMatchObject([{ body: report.body }])
  await again.sender.flush()
  expect(states(again)).toEqual(['received'])
  await again.close()
})

test('a PIN opens the device without the network; five wrong ones need a sign-in and lose nothing', async () => {
  const { centre, open, opened } = createTablet()
  const first = await opened()
  await first.setPin('280419')
  centre.setOnline(false)
  await first.outbox.add(report)
  await first.close()

  const locked = await open()
  if (locked.state !== 'locked') throw new Error(locked.state)
  expect(await locked.unlock('111111')).toEqual({ left: 4 })
  const right = await locked.unlock('280419')
  if (!('state' in right) || right.state !== 'open') throw new Error('did not open')
  expect(states(right.device)).toEqual(['saved'])
  await right.device.close()

  const later = await open()
  if (later.state !== 'locked') throw new Error(later.state)
  for (const left of [4, 3, 2, 1, 0]) expect(await later.unlock('000000')).toEqual({ left })
  expect(await later.unlock('280419')).toEqual({ left: 0 })
  expect((await open()).state).toBe('closed')
  centre.setOnline(true)
  const again = await opened()
  expect(again.outbox.entries()).toMatchObject([{ body: report.body }])
  await again.close()
})

test('a device that was signed out from afar forgets what it held and delivers what it had', async () => {
  const { centre, opened } = createTablet()
  const device = await opened()
  await device.synchronise(['P'])
  centre.setOnline(false)
  const id = await device.outbox.add(report)
  await device.sender.flush()
  centre.setOnline(true)
  centre.revoke()
  expect(await device.synchronise(['P'])).toBe('revoked')
  expect(centre.taken).toEqual([id])
  expect(await (await device.replica('P')).collection('cases').ready()).toEqual([])
  await device.close()
})

test('the centre is told what is not sent: when that changed, and once an hour', async () => {
  const { centre, clock, opened } = createTablet()
  const device = await opened()
  await device.synchronise(['P'])
  await device.synchronise(['P'])
  expect(centre.told).toEqual([0])
  centre.setRefusing(true)
  await device.outbox.add(report)
  await device.synchronise(['P'])
  expect(centre.told).toEqual([0, 1])
  clock.at += 3_599_999
  await device.synchronise(['P'])
  expect(centre.told).toEqual([0, 1])
  clock.at += 1
  await device.synchronise(['P'])
  expect(centre.told).toEqual([0, 1, 1])
  await device.close()
})
