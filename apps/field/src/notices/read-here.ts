// What was read without the network: kept sealed on this device, and told to the centre when it is reached.
import type { Notes } from '@gezhi/client/device.notes'

const NAME = 'notices-read'
/** What the centre takes at a time. */
const MOST_IDS = 1000
const NONE: ReadonlySet<string> = new Set()

export interface ReadHere {
  readonly ids: () => ReadonlySet<string>
  readonly subscribe: (listener: () => void) => () => void
  /** These were read now. */
  readonly add: (ids: readonly string[]) => Promise<void>
  /** Tells the centre with `send`; ids stay until it took them. Throws what `send` throws. */
  readonly tell: (send: (ids: string[]) => Promise<unknown>) => Promise<void>
  /** Forgets what the rows of this device know by now. */
  readonly settle: (unread: ReadonlySet<string>) => Promise<void>
}

function idsIn(kept: unknown): ReadonlySet<string> {
  if (!Array.isArray(kept)) return NONE
  return new Set(kept.filter((id): id is string => typeof id === 'string'))
}

export async function openReadHere(notes: Pick<Notes, 'get' | 'put' | 'remove'>): Promise<ReadHere> {
  let ids = idsIn(await notes.get(NAME))
  let told: ReadonlySet<string> = NONE
  const listeners = new Set<() => void>()
  let last: Promise<void> = Promise.resolve()
  /** On the disk first: what a screen shows as read must be so after a restart as well. One after another. */
  function change(to: (now: ReadonlySet<string>) => ReadonlySet<string>): Promise<void> {
    const work = async (): Promise<void> => {
      const next = to(ids)
      if (next.size === ids.size) return
      await (next.size === 0 ? notes.remove(NAME) : notes.put(NAME, [...next]))
      ids = next
      for (const listener of listeners) listener()
    }
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
  return {
    ids: () => ids,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    add: (more) => change((now) => new Set([...now, ...more])),
    async tell(send) {
      const next = [...ids].filter((id) => !told.has(id)).slice(0, MOST_IDS)
      if (next.length === 0) return
      await send(next)
      told = new Set([...told, ...next])
    },
    settle: (unread) => change((now) => new Set([...now].filter((id) => unread.has(id)))),
  }
}
