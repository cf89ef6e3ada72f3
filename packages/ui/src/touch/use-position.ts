import type { LonLat } from '@gezhi/core/kernel/geo'
import { useCallback, useEffect, useRef, useState } from 'react'

export type PositionFailure = 'denied' | 'unavailable' | 'timeout' | 'insecure'

/** What to say when the device gives no position. */
export const POSITION_FAILURES = {
  denied: 'place:denied',
  unavailable: 'place:unavailable',
  timeout: 'place:timeout',
  insecure: 'place:insecure',
} as const satisfies Record<PositionFailure, string>

export interface Position {
  /** Rounded to six decimals, 0.1 m. */
  readonly point: LonLat
  /** Radius of the 68 % circle in metres, as the device says. */
  readonly accuracyM: number
}

const WAIT_MS = 15_000
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

const failureOf = ({ code }: GeolocationPositionError): PositionFailure =>
  code === GeolocationPositionError.PERMISSION_DENIED
    ? 'denied'
    : code === GeolocationPositionError.TIMEOUT
      ? 'timeout'
      : 'unavailable'

/** Asks the device where it is, once each time; it is never followed (domain specification §4.5, R-P-27). */
export function usePosition(onPosition: (position: Position) => void): {
  readonly asking: boolean
  readonly failure: PositionFailure | null
  readonly ask: () => void
} {
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<PositionFailure | null>(null)
  const take = useRef(onPosition)
  useEffect(() => {
    take.current = onPosition
  })
  const ask = useCallback(() => {
    // Browsers give positions only to pages that came by HTTPS or from the own machine.
    if (!isSecureContext || !('geolocation' in navigator)) return setFailure('insecure')
    setAsking(true)
    setFailure(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false)
        take.current({ point: [round(coords.longitude), round(coords.latitude)], accuracyM: coords.accuracy })
      },
      (error) => {
        setAsking(false)
        setFailure(failureOf(error))
      },
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 30_000 },
    )
  }, [])
  return { asking, failure, ask }
}
