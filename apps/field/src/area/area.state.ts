// The kept map as screens see it: one for the app, read from the device once, refreshed when somebody asks or once a day.
import { Refused } from '@gezhi/client/call'
import { readTilesBy } from '@gezhi/ui/map/kept-tiles'
import { useSyncExternalStore } from 'react'
import { forgetArea, keptArea, keptTile, refreshArea, type KeptArea, type Progress } from './kept.ts'

export interface AreaState {
  /** Null: nothing is kept yet; undefined: the device has not been asked yet. */
  readonly area: KeptArea | null | undefined
  /** What is being fetched; null when nothing is. */
  readonly progress: Progress | null
  readonly error: unknown
}

let state: AreaState = { area: undefined, progress: null, error: null }
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
function become(change: Partial<AreaState>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

let reading: Promise<KeptArea | null> | null = null

/** What the device keeps; read once. */
function area(): Promise<KeptArea | null> {
  if (state.area !== undefined) return Promise.resolve(state.area)
  reading ??= keptArea().then(
    (found) => {
      become({ area: found })
      return found
    },
    () => {
      become({ area: null })
      return null
    },
  )
  return reading
}

/** A new one each time: it is handed to the map's worker for good. */
const empty = (): ArrayBuffer => new ArrayBuffer(0)

/** A kept tile before one of the centre: a tenth of the time, and no traffic. Neither: nothing is drawn there. */
async function readTile(
  layer: string,
  { z, x, y }: { readonly z: number; readonly x: number; readonly y: number },
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const kept = await area()
  const bytes = kept ? await keptTile(kept, `${layer}/${z}/${x}/${y}`) : null
  if (bytes) return bytes
  try {
    const response = await fetch(`/api/tiles/${layer}/${z}/${x}/${y}`, { signal })
    return response.status === 200 ? await response.arrayBuffer() : empty()
  } catch (error) {
    if (signal.aborted) throw error
    return empty()
  }
}

/** From now on every map of the app shows what is kept. */
export const showKeptMap = (): void => readTilesBy(readTile)

export interface Whose {
  readonly person: string
  readonly post: string
  readonly now: () => number
}

let refreshing: Promise<void> | null = null

async function refresh(whose: Whose): Promise<void> {
  become({ progress: { done: 0, of: 0 }, error: null })
  try {
    become({ area: await refreshArea(whose, (progress) => become({ progress })) })
  } catch (error) {
    // Grids that were lost are not kept; a network that was lost changes nothing.
    if (error instanceof Refused && error.problem.code === 'patrol/no-grids') await dropArea()
    become({ error })
  } finally {
    become({ progress: null })
    refreshing = null
  }
}

/** Fetches what changed. Who asks while it runs waits for the same. */
export function fetchArea(whose: Whose): Promise<void> {
  refreshing ??= refresh(whose)
  return refreshing
}

export async function dropArea(): Promise<void> {
  await forgetArea()
  become({ area: null, error: null })
}

const DAY_MS = 86_400_000

/** True where the browser says that data cost money or the person wants to save it. */
function saves(): boolean {
  if (!('connection' in navigator)) return false
  const { connection } = navigator
  return Boolean(
    typeof connection === 'object' && connection && 'saveData' in connection && connection.saveData,
  )
}

/** Once a day by itself: a grid is 0.2 MB, and mostly nothing changed. */
export async function keepFresh(whose: Whose): Promise<void> {
  const kept = await area()
  const own = kept?.person === whose.person && kept.post === whose.post
  if (own && whose.now() - kept.fetchedAt < DAY_MS) return
  if (!own && kept) await dropArea()
  if (!saves()) await fetchArea(whose)
}

/** What of the map is on this device. */
export function useArea(): AreaState {
  return useSyncExternalStore(subscribe, () => {
    if (state.area === undefined) void area()
    return state
  })
}
