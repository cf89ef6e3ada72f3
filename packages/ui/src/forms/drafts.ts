import { useCallback, useState } from 'react'
import type { FormValues } from './schema.ts'

const PREFIX = 'gezhi.draft.'

function read(key: string): FormValues | null {
  try {
    const text = sessionStorage.getItem(PREFIX + key)
    const value: unknown = text === null ? null : JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as FormValues) : null
  } catch {
    // A broken draft is no draft; the form starts afresh.
    return null
  }
}

export interface Draft {
  readonly values: FormValues
  /** True when what is shown was typed earlier and not sent. */
  readonly restored: boolean
  readonly change: (values: FormValues) => void
  /** Forgets it: it was sent, or given up. */
  readonly clear: () => void
}

/** Values of a form that outlive closing the drawer or reloading the page, until they are sent. */
export function useDraft(key: string, initial: FormValues): Draft {
  const [kept] = useState(() => read(key))
  const [values, setValues] = useState<FormValues>(() => ({ ...initial, ...kept }))
  const change = useCallback(
    (next: FormValues) => {
      setValues(next)
      try {
        sessionStorage.setItem(PREFIX + key, JSON.stringify(next))
      } catch {
        // Storage full or forbidden: the form still works, it only does not outlive the page.
      }
    },
    [key],
  )
  const clear = useCallback(() => {
    sessionStorage.removeItem(PREFIX + key)
    setValues(initial)
  }, [key, initial])
  return { values, restored: kept !== null, change, clear }
}
