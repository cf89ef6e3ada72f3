import type { TaskSort } from '@gezhi/core/fieldwork/commands'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useEntries } from '../offline/held.ts'
import { useText } from '../text.ts'

export interface SavedRecord {
  /** Stream of the field task. */
  readonly id: string
  readonly cases: number
}

interface SavedProps {
  readonly sort: TaskSort
  readonly saved: SavedRecord
  /** Null for a planned task: there is no second one of it. */
  readonly onAgain: (() => void) | null
}

/** What became of it: safe on this device, then at the centre, or sent back with a reason. */
export function Saved({ sort, saved: { id, cases }, onAgain }: SavedProps): ReactNode {
  const text = useText()
  const last = useEntries().findLast(({ stream }) => stream === id)
  const refused = last?.state === 'refused'
  const arrived = last?.state === 'received' || last?.state === 'decided'
  return (
    <Screen title={text(`workSort:${sort}`)} back>
      <div className={refused ? 'gt-note danger' : arrived ? 'gt-note good' : 'gt-note'} role="status">
        <p>{refused ? text('work:refused') : arrived ? `✓ ${text('work:arrived')}` : text('work:saved')}</p>
        {cases > 0 ? <p>{text('work:savedCases', { n: cases })}</p> : null}
      </div>
      {onAgain ? (
        <button type="button" className="gt-button primary wide" onClick={onAgain}>
          {text('work:again')}
        </button>
      ) : null}
      <Link href="/work" className="gt-button wide">
        {text('work:title')}
      </Link>
      <Link href="/outbox" className="gt-button wide">
        {text('outbox:title')}
      </Link>
    </Screen>
  )
}
