import type { Device } from '@gezhi/client/device'
import { useGezhi } from '@gezhi/ui/data'
import { span } from '@gezhi/ui/time/format'
import { type ReactNode, useEffect, useState } from 'react'
import { useHeld } from './held.ts'
import { useText } from '../text.ts'
import { wrongBy } from './own-clock.ts'

const EVERY_MS = 60_000

/** True when hardly any room is left; looked at when something was kept, and every minute. */
function useLowSpace(device: Device | undefined): boolean {
  const [low, setLow] = useState(false)
  useEffect(() => {
    if (!device) return
    const look = (): void =>
      void device.space().then(
        (space) => setLow(space?.low ?? false),
        (error: unknown) => reportError(error),
      )
    look()
    const timer = setInterval(look, EVERY_MS)
    const deaf = device.outbox.subscribe(look)
    return () => {
      deaf()
      clearInterval(timer)
    }
  }, [device])
  return low
}

/** What a person should know of this device before it hurts: no room, or a clock that is wrong. */
export function DeviceNotes(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const low = useLowSpace(useHeld()?.device)
  const ahead = wrongBy(clock)
  return (
    <>
      {low ? (
        <p className="gt-note warn" role="status">
          {text('outbox:low')}
        </p>
      ) : null}
      {ahead === null ? null : (
        <p className="gt-note warn" role="status">
          {text(ahead > 0 ? 'outbox:clockFast' : 'outbox:clockSlow', { by: span(Math.abs(ahead), text) })}
        </p>
      )}
    </>
  )
}
