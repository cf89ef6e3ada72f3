import { fullTime } from '@gezhi/ui/time'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { Item, Standing as StandingName } from './shelf.ts'

export const SIGNS = { ASKED: '○', SAID: '≠', GOOD: '✓' } as const

/** Local day of an instant. */
export const dayText = (at: number): string => fullTime(at).slice(0, 10)

/** How far an item can be relied on: sign and word. */
export function Standing({ standing, item }: { standing: StandingName; item: Item }): ReactNode {
  const text = useText()
  const words =
    standing === 'SAID'
      ? text('library:said')
      : item.confirmedAt === null
        ? text('library:given', { at: dayText(item.asOf) })
        : text('library:confirmedOn', { at: dayText(item.confirmedAt) })
  return (
    <span className={`lib-standing ${standing.toLowerCase()}`}>
      <span aria-hidden="true">{SIGNS[standing]}</span>{' '}
      {standing === 'ASKED' ? `${text('library:asked')} · ` : ''}
      {words}
      {item.waiting ? ` · ${text('library:waiting')}` : ''}
    </span>
  )
}
