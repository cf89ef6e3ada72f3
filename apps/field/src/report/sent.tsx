import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useText } from '../text.ts'

export interface Receipt {
  readonly id: string
  readonly number: string
}

/** The fate of the report: the centre has it, under this number. */
export function Sent({ receipt, onAgain }: { receipt: Receipt; onAgain: () => void }): ReactNode {
  const text = useText()
  return (
    <Screen title={text('report:sent')}>
      <p className="gt-note good gt-figure" role="status">
        ✓ {text('report:sentBody', { number: receipt.number })}
      </p>
      <button type="button" className="gt-button primary wide" onClick={onAgain}>
        {text('report:again')}
      </button>
      <Link href={`/cases/${receipt.id}`} className="gt-button wide">
        {text('report:see')}
      </Link>
      <Link href="/" className="gt-button wide">
        {text('report:home')}
      </Link>
    </Screen>
  )
}
