import { useSyncExternalStore } from 'react'
import type { Action } from './actions.ts'

const none: readonly Action[] = []
let current: readonly Action[] = none
const listeners = new Set<() => void>()

/** Tells the help which case is being looked at; the newest caller wins, null when its screen closes. */
export function setCurrentActions(actions: readonly Action[] | null): void {
  current = actions ?? none
  for (const listener of listeners) listener()
}

export const useCurrentActions = (): readonly Action[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
