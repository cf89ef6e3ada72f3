// Touching a plate with the phone, where the browser has Web NFC (Chrome on Android).
import { useEffect, useRef } from 'react'

interface Reading extends Event {
  readonly message: {
    readonly records: readonly { readonly recordType: string; readonly data?: DataView }[]
  }
}
interface Reader extends EventTarget {
  readonly scan: (options: { signal: AbortSignal }) => Promise<void>
}

export const hasTags = (): boolean => 'NDEFReader' in globalThis

/** Hears texts of tags while `on`; a person who forbids it scans or types. */
export function useTags(on: boolean, onText: (text: string) => void): void {
  const latest = useRef(onText)
  useEffect(() => {
    latest.current = onText
  })
  useEffect(() => {
    if (!on || !hasTags()) return
    const leaving = new AbortController()
    // Gate: TypeScript's DOM library does not know it; only what is used is said here.
    const Found = Reflect.get(globalThis, 'NDEFReader') as new () => Reader
    const reader = new Found()
    const hear = (event: Event): void => {
      for (const { recordType, data } of (event as Reading).message.records)
        if (recordType === 'text' && data) latest.current(new TextDecoder().decode(data))
    }
    reader.addEventListener('reading', hear)
    reader.scan({ signal: leaving.signal }).catch(() => undefined)
    return () => {
      leaving.abort()
      reader.removeEventListener('reading', hear)
    }
  }, [on])
}
