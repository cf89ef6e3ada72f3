// A centre that the test commands: it takes batches as the real one does, and the network loses what the test says.
import type { CommandResult, KeptCommand } from '@gezhi/core/sync/sync.api'
import { openDeviceDb, type DeviceDb } from './device.db.ts'
import { browserDatabase } from './indexed-db.testing.ts'
import { keysFrom, type DeviceKeys } from './device.vault.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import { createSender, type Sender } from './outbox.sender.ts'

browserDatabase()

/** What becomes of one request. `broken answer`: taken, and the answer ends in the middle. `never`: the page is killed before one. */
export type Weather =
  | 'fine'
  | 'lost before'
  | 'lost after'
  | 'fault'
  | 'sign-in'
  | 'busy streams'
  | 'broken answer'
  | 'never'

const problem = (code: string, status: number) => ({
  type: `/problems/${code}`,
  code,
  title: '',
  titleEn: '',
  status,
})

const json = (status: number, body: unknown): Response =>
  Response.json(body, {
    status,
    headers: { 'content-type': status === 200 ? 'application/json' : 'application/problem+json' },
  })

/** The centre: every command once by its id, refuses bodies that say so, keeps the order in which it took them. */
export function createCentre() {
  const answers = new Map<string, CommandResult>()
  const taken: KeptCommand[] = []
  let weather: Weather = 'fine'

  function take(command: KeptCommand): CommandResult {
    const known = answers.get(command.id)
    if (known) return known
    const { id, body } = command
    const refuses = typeof body === 'object' && body !== null && 'refuse' in body
    const result: CommandResult = refuses
      ? { id, result: 'refused', problem: problem('case/not-now', 409) }
      : { id, result: 'accepted', answer: { version: taken.length + 1 } }
    if (!refuses) taken.push(command)
    answers.set(id, result)
    return result
  }

  function takeAll(commands: readonly KeptCommand[], now: Weather): CommandResult[] {
    const stopped = new Set<string>()
    return commands.map((command): CommandResult => {
      const { id, stream } = command
      if (stopped.has(stream)) return { id, result: 'held', problem: problem('sync/held-back', 409) }
      const later = now === 'busy streams' && stream.charCodeAt(0) % 2 === 0
      const result: CommandResult = later
        ? { id, result: 'later', problem: problem('server/busy', 503) }
        : take(command)
      if (result.result !== 'accepted') stopped.add(stream)
      return result
    })
  }

  const send: typeof fetch = async (_url, init) => {
    const now = weather
    if (now === 'never') return new Promise(() => undefined)
    if (now === 'lost before') throw new TypeError('failed to fetch')
    if (now === 'fault') return json(500, problem('server/fault', 500))
    if (now === 'sign-in') return json(401, problem('session/required', 401))
    const { commands } = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as {
      commands: KeptCommand[]
    }
    const results = takeAll(commands, now)
    if (now === 'lost after') throw new TypeError('failed to fetch')
    if (now === 'broken answer') return new Response(JSON.stringify({ results }).slice(0, -9))
    return json(200, { results })
  }
  return {
    fetch: send,
    /** In the order in which the centre took them. */
    taken: taken as readonly KeptCommand[],
    has: (id: string) => answers.get(id)?.result === 'accepted',
    become: (next: Weather) => void (weather = next),
  }
}

const secret = new Uint8Array(32).fill(7)
let databases = 0

export interface Phone {
  readonly db: DeviceDb
  readonly outbox: Outbox
  readonly sender: Sender
}

/** A phone whose app can be killed and opened again on the same database. */
export async function createPhone(centre: { readonly fetch: typeof fetch }) {
  const database = `phone ${++databases}`
  const keys: DeviceKeys = await keysFrom(secret)
  const uploads: string[] = []
  let now = 1_800_000_000_000
  let wide = false
  let drafts: readonly string[] = []

  async function open(): Promise<Phone> {
    const db = await openDeviceDb(database)
    const shared = { db, key: keys.outbox, person: 'zhang', now: () => now }
    const outbox = await openOutbox({
      ...shared,
      post: () => 'P-1',
      used: async () => new Set(drafts),
      changed: () => undefined,
    })
    const sender = createSender({
      ...shared,
      chance: () => 0.5,
      fetch: centre.fetch,
      headers: () => ({}),
      async upload(file, { original }) {
        uploads.push(original ? `${file.name} of ${original}` : file.name)
        return file.name
      },
      signal: () => new AbortController().signal,
      wide: () => wide,
      // Every sender of a killed app is gone: the lock is the browser's, and it lets go.
      alone: (work) => work(),
      changed: outbox.refresh,
    })
    return { db, outbox, sender }
  }
  return {
    database,
    uploads,
    open,
    pass: (ms: number) => void (now += ms),
    /** What drafts name from now on. */
    draft: (...hashes: readonly string[]) => void (drafts = hashes),
    setWide: (next: boolean) => void (wide = next),
    /** The app is gone in the middle of whatever it did; nothing of it runs on. */
    kill(phone: Phone): void {
      void phone.sender.stop()
      phone.db.close()
    },
  }
}
