import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One timer for the whole page, running only while something on it counts. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * Reads a value that changes with time once a second. The component redraws only when the value is another one,
 * so a list of 200 due times in hours redraws nothing for a minute.
 */
export function useTicking<V extends string | number | boolean>(read: () => V): V {
  return useSyncExternalStore(subscribe, read)
}
