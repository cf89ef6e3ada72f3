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
  /** Id of the command in the outbox; null when it went straight to the centre. */
  readonly entry: string | null
  /** Number of the case that it was added to; null for a new case. */
  readonly addedTo: string | null
}

/** The fate of the report: safe on this device, then at the centre, under this number. */
export function Sent({ receipt, onAgain }: { receipt: Receipt; onAgain: () => void }): ReactNode {
  const text = useText()
  const entry = useEntries().find(({ id }) => id === receipt.entry)
  const row = useRows<HeldCase>('cases')?.find(({ id }) => id === receipt.id)
  const { addedTo } = receipt
  const number = receipt.number ?? (addedTo === null ? (row?.summary.number ?? null) : null)
  const arrived = number !== null || entry?.state === 'received' || entry?.state === 'decided'
  const refused = entry?.state === 'refused'
  const good = addedTo === null ? 'report:sent' : 'report:added'
  return (
    <Screen title={text(arrived ? good : refused ? 'outbox:refused' : 'report:savedHere')}>
      <p
        className={refused ? 'gt-note danger' : arrived ? 'gt-note good gt-figure' : 'gt-note'}
        role="status"
      >
        {refused ? text('report:refusedBody') : <Fate addedTo={addedTo} number={number} arrived={arrived} />}
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

interface FateProps extends Pick<Receipt, 'addedTo' | 'number'> {
  readonly arrived: boolean
}

/** In words: a new case with its number, what was added to another, or what waits on this device. */
function Fate({ addedTo, number, arrived }: FateProps): ReactNode {
  const text = useText()
  if (addedTo !== null)
    return arrived
      ? `✓ ${text('report:addedBody', { number: addedTo })}`
      : text('report:addedHere', { number: addedTo })
  if (number !== null) return `✓ ${text('report:sentBody', { number })}`
  return text(arrived ? 'report:sentNoNumber' : 'report:savedHereBody')
}
