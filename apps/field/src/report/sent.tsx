import type { HeldCase } from '@gezhi/core/cases/device'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useEntries, useRows } from '../offline/held.ts'
import { useText } from '../text.ts'

export interface Receipt {
  readonly id: string
  /** Null while the report is only on this device. */
  readonly number: string | null
}

/** The fate of the report: safe on this device, then at the centre, under this number. */
export function Sent({ receipt, onAgain }: { receipt: Receipt; onAgain: () => void }): ReactNode {
  const text = useText()
  const entry = useEntries().find(({ stream }) => stream === receipt.id)
  const row = useRows<HeldCase>('cases')?.find(({ id }) => id === receipt.id)
  const number = receipt.number ?? row?.summary.number ?? null
  const arrived = number !== null || entry?.state === 'received' || entry?.state === 'decided'
  const refused = entry?.state === 'refused'
  return (
    <Screen title={text(arrived ? 'report:sent' : refused ? 'outbox:refused' : 'report:savedHere')}>
      <p
        className={refused ? 'gt-note danger' : arrived ? 'gt-note good gt-figure' : 'gt-note'}
        role="status"
      >
        {number !== null
          ? `✓ ${text('report:sentBody', { number })}`
          : text(arrived ? 'report:sentNoNumber' : refused ? 'report:refusedBody' : 'report:savedHereBody')}
      </p>
      <button type="button" className="gt-button primary wide" onClick={onAgain}>
        {text('report:again')}
      </button>
      {arrived ? (
        <Link href={`/cases/${receipt.id}`} className="gt-button wide">
          {text('report:see')}
        </Link>
      ) : (
        <Link href="/outbox" className="gt-button wide">
          {text('outbox:title')}
        </Link>
      )}
      <Link href="/" className="gt-button wide">
        {text('report:home')}
      </Link>
    </Screen>
  )
}
