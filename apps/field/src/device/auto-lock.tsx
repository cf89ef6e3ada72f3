import { type ReactNode, useEffect } from 'react'
import { usePreferences } from '../frame/preferences.tsx'
import { useHeld } from '../offline/held.ts'
import { usePatrolState } from '../patrol/patrol-part.tsx'

const MINUTE_MS = 60_000
const LOOK_MS = 5000
const TOUCHES = ['pointerdown', 'keydown'] as const

/** Locks when nobody has touched the app for as long as was chosen; a patrol goes on in the pocket and is left alone. */
export function AutoLock(): ReactNode {
  const lock = useHeld()?.lock
  const { walk } = usePatrolState()
  const { lockAfter } = usePreferences()
  const isWalking = walk !== null && walk !== undefined
  useEffect(() => {
    if (!lock || lockAfter === 0 || isWalking) return
    // Not the clock of the centre: it may jump, and only how long ago is asked.
    let touched = Date.now()
    const touch = (): void => void (touched = Date.now())
    const look = (): void => {
      if (Date.now() - touched >= lockAfter * MINUTE_MS) lock()
    }
    const timer = setInterval(look, LOOK_MS)
    for (const kind of TOUCHES) addEventListener(kind, touch)
    // A page in the background is not asked every five seconds.
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      for (const kind of TOUCHES) removeEventListener(kind, touch)
      document.removeEventListener('visibilitychange', look)
    }
  }, [lock, lockAfter, isWalking])
  return null
}
