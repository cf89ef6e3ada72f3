import type { Outbox } from '@gezhi/client/outbox'
import { type ReactNode, useEffect, useState } from 'react'
import type { Held } from '../offline/held.ts'
import { useText } from '../text.ts'
import { letFollowAnywhere, mayFollowAnywhere } from './originals.ts'

/** How many originals are still to follow; looked up anew whenever the outbox changed. */
function useOwed({ files, subscribe }: Outbox): number {
  const [owed, setOwed] = useState(0)
  useEffect(() => {
    let left = false
    const look = (): void =>
      void files.owed().then(
        (count) => left || setOwed(count),
        (error: unknown) => reportError(error),
      )
    look()
    const deaf = subscribe(look)
    return () => {
      left = true
      deaf()
    }
  }, [files, subscribe])
  return owed
}

/** Photos that arrived small: their originals wait for Wi-Fi, or go at once when the person allows it. */
export function OriginalsPart({ held: { device } }: { held: Held }): ReactNode {
  const text = useText()
  const owed = useOwed(device.outbox)
  const [anywhere, setAnywhere] = useState(mayFollowAnywhere)
  if (owed === 0 && !anywhere) return null
  const allow = (allowed: boolean): void => {
    if (!letFollowAnywhere(allowed)) return
    setAnywhere(allowed)
    if (allowed) void device.sender.flush().catch((error: unknown) => reportError(error))
  }
  return (
    <section className="gt-panel gt-stack tight">
      <p role="status">{text(owed === 0 ? 'originals:none' : 'originals:waiting', { n: owed })}</p>
      <label className="gt-choice">
        <input type="checkbox" checked={anywhere} onChange={(event) => allow(event.target.checked)} />
        {text('originals:anywhere')}
      </label>
      <p className="gt-muted gt-small">{text('originals:hint')}</p>
    </section>
  )
}
