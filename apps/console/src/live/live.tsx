import { type Feed, type LiveState, openFeed } from '@gezhi/client/live'
import { caseApi, type CaseChange } from '@gezhi/core/cases/case.api'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { applyChange } from './change.ts'

interface Live {
  readonly feed: Feed
  readonly onChange: (listener: (change: CaseChange) => void) => () => void
}

const Context = createContext<Live | null>(null)

/** The feed's data were checked against `CaseChange` by the server that printed them. */
const changeOf = (data: string): CaseChange => JSON.parse(data) as CaseChange

/** Collects what has to be asked again; a burst of changes asks once. */
function useLazyInvalidation(queries: QueryClient): (keys: readonly string[][]) => void {
  const waiting = useRef(new Map<string, string[]>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  return useCallback(
    (keys) => {
      for (const key of keys) waiting.current.set(key.join('/'), key)
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        const all = [...waiting.current.values()]
        waiting.current.clear()
        for (const queryKey of all) void queries.invalidateQueries({ queryKey })
      }, 250)
    },
    [queries],
  )
}

/** One live connection for the tab: it keeps lists, maps and cases new, and tells screens what happened. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const invalidate = useLazyInvalidation(queries)
  const listeners = useRef(new Set<(change: CaseChange) => void>())
  const [feed] = useState(() => openFeed({ url: caseApi.feed.url }))
  useEffect(() => {
    const stop = feed.listen(({ event, data }) => {
      if (event === 'notices') invalidate([['notices']])
      // Too far behind to be told each change: everything on the screen is asked again.
      if (event === 'reset') void queries.invalidateQueries()
      if (event !== 'case') return
      const change = changeOf(data)
      for (const listener of listeners.current) listener(change)
      invalidate(applyChange(queries, change))
    })
    let was: LiveState = feed.state()
    const unwatch = feed.watch(() => {
      const now = feed.state()
      // After a gap the resumed feed fills in; what was asked meanwhile and failed is asked again.
      if (was === 'offline' && now === 'live') void queries.invalidateQueries()
      was = now
    })
    const online = (): void => feed.retry()
    addEventListener('online', online)
    return () => {
      removeEventListener('online', online)
      stop()
      unwatch()
      feed.close()
    }
  }, [feed, queries, invalidate])
  const onChange = useCallback((listener: (change: CaseChange) => void) => {
    listeners.current.add(listener)
    return () => listeners.current.delete(listener)
  }, [])
  return <Context.Provider value={{ feed, onChange }}>{children}</Context.Provider>
}

function useLive(): Live {
  const live = useContext(Context)
  if (!live) throw new Error('no live feed around')
  return live
}

export function useLiveState(): { state: LiveState; retry: () => void } {
  const { feed } = useLive()
  const state = useSyncExternalStore(feed.watch, feed.state)
  return { state, retry: feed.retry }
}

/** Hears each change while the screen stands; the newest listener is used, so it may close over state. */
export function useChanges(listener: (change: CaseChange) => void): void {
  const { onChange } = useLive()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => onChange((change) => latest.current(change)), [onChange])
}
