import { useEffect, useRef } from 'react'
import { usePreferences } from '../frame/preferences.tsx'
import { useEntries } from '../offline/held.ts'
import { heardOf, type States } from './heard.ts'

/** Milliseconds on and off: short for what arrived, twice and long for what came back. */
export const BUZZ = { sent: [40], refused: [160, 90, 160] } as const satisfies Record<string, number[]>

export const canBuzz = (): boolean => 'vibrate' in navigator
export const buzz = (pattern: readonly number[]): void => {
  if (canBuzz()) navigator.vibrate([...pattern])
}

/** Lets the hand feel that something was sent or refused, when the eyes are on the road. Shows nothing. */
export function Haptics(): null {
  const { buzzes } = usePreferences()
  const entries = useEntries()
  const before = useRef<States | null>(null)
  useEffect(() => {
    const { heard, states } = heardOf(before.current, entries)
    before.current = states
    if (buzzes && heard !== null && document.visibilityState === 'visible') buzz(BUZZ[heard])
  }, [entries, buzzes])
  return null
}
