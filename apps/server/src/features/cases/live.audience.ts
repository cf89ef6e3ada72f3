// Who is listening, found by mark instead of by asking everybody: listeners of one place share one group, and a group
// gets one chunk a pass, made once.
import type { Marks } from './feed.view.ts'

export interface Listener {
  readonly district: number
  readonly marks: Marks
  readonly send: (chunk: Buffer) => void
}

/** One event, ready for the wire. */
export interface Frame {
  readonly marks: Marks
  readonly text: string
}

/** Listeners with the same places: they get the same bytes. */
interface Group {
  readonly places: readonly string[]
  readonly listeners: Set<Listener>
}

const groupKey = (district: number, { places }: Marks): string => [district, ...places].join(' ')
const markKey = (district: number, mark: string): string => `${district} ${mark}`

/** Sets by key; an empty set leaves nothing behind. */
function createIndex<V>() {
  const sets = new Map<string, Set<V>>()
  return {
    of: (key: string): ReadonlySet<V> | undefined => sets.get(key),
    add(key: string, value: V) {
      const set = sets.get(key) ?? new Set()
      sets.set(key, set.add(value))
    },
    remove(key: string, value: V) {
      const set = sets.get(key)
      if (set?.delete(value) && set.size === 0) sets.delete(key)
    },
  }
}

function append<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

export interface Audience {
  readonly size: () => number
  readonly add: (listener: Listener) => void
  readonly remove: (listener: Listener) => void
  /** Gives each listener its frames of a district, in their order, as one chunk. */
  readonly give: (district: number, frames: readonly Frame[]) => void
}

export function createAudience(): Audience {
  const groups = new Map<string, Group>()
  const byPlace = createIndex<Group>()
  const byReporter = createIndex<Listener>()
  let size = 0

  /** Which frames each group gets, and which a listener gets besides because it reported the case. */
  function route(district: number, frames: readonly Frame[]) {
    const ofGroup = new Map<Group, number[]>()
    const besides = new Map<Listener, number[]>()
    for (const [index, { marks }] of frames.entries()) {
      const reached = new Set<Group>()
      for (const place of marks.places)
        for (const group of byPlace.of(markKey(district, place)) ?? []) reached.add(group)
      for (const group of reached) append(ofGroup, group, index)
      if (marks.reporter === undefined) continue
      for (const listener of byReporter.of(markKey(district, marks.reporter)) ?? [])
        if (!reached.has(groupOf(listener))) append(besides, listener, index)
    }
    return { ofGroup, besides }
  }

  function groupOf({ district, marks }: Listener): Group {
    const key = groupKey(district, marks)
    const known = groups.get(key)
    if (known) return known
    const group = { places: marks.places, listeners: new Set<Listener>() }
    groups.set(key, group)
    for (const place of marks.places) byPlace.add(markKey(district, place), group)
    return group
  }

  return {
    size: () => size,
    add(listener) {
      const { listeners } = groupOf(listener)
      if (listeners.has(listener)) return
      listeners.add(listener)
      size++
      const { reporter } = listener.marks
      if (reporter !== undefined) byReporter.add(markKey(listener.district, reporter), listener)
    },
    remove(listener) {
      const { district, marks } = listener
      const group = groupOf(listener)
      if (group.listeners.delete(listener)) size--
      if (marks.reporter !== undefined) byReporter.remove(markKey(district, marks.reporter), listener)
      if (group.listeners.size > 0) return
      groups.delete(groupKey(district, marks))
      for (const place of marks.places) byPlace.remove(markKey(district, place), group)
    },
    give(district, frames) {
      const chunk = (indexes: readonly number[]) =>
        Buffer.from(indexes.map((index) => frames[index]?.text ?? '').join(''))
      const { ofGroup, besides } = route(district, frames)
      for (const [group, indexes] of ofGroup) {
        const shared = chunk(indexes)
        for (const listener of group.listeners) if (!besides.has(listener)) listener.send(shared)
      }
      for (const [listener, own] of besides)
        listener.send(chunk([...own, ...(ofGroup.get(groupOf(listener)) ?? [])].toSorted((a, b) => a - b)))
    },
  }
}
