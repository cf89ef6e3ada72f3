import { useRef, useState } from 'react'

export interface Send<A> {
  readonly sending: boolean
  /** Why the last try failed; null before and after a success. */
  readonly error: unknown
  /** Sends once at a time: further taps while one is under way do nothing. Answers whether it went through. */
  readonly send: (argument: A) => Promise<boolean>
}

/** Runs a sending on demand and keeps its failure for the page to show; the page keeps what was filled in. */
export function useSend<A>(work: (argument: A) => Promise<void>): Send<A> {
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  // State arrives with the next drawing; a second tap may come before it.
  const under = useRef(false)
  const send = async (argument: A): Promise<boolean> => {
    if (under.current) return false
    under.current = true
    setSending(true)
    setError(null)
    try {
      await work(argument)
      return true
    } catch (caught) {
      setError(caught)
      return false
    } finally {
      under.current = false
      setSending(false)
    }
  }
  return { sending, error, send }
}
