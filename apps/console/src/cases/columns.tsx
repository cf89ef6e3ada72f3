import type { CaseSummary } from '@gezhi/core/cases/case.api'
import { DueTime, StateTag, UrgencyTag } from '@gezhi/ui/parts'
import { fullTime, shortTime } from '@gezhi/ui/time'
import type { ReactNode } from 'react'
import type { ConsoleKey, useText } from '../i18n/text.ts'

export interface Column {
  readonly id: string
  readonly title: ConsoleKey
  readonly width: string
  /** Shown until somebody chooses otherwise. */
  readonly usual: boolean
  readonly cell: (summary: CaseSummary, t: ReturnType<typeof useText>, now: number) => ReactNode
}

const time = (at: number | null, now: number): ReactNode =>
  at === null ? '—' : <span title={fullTime(at)}>{shortTime(at, now)}</span>

export const COLUMNS: readonly Column[] = [
  {
    id: 'urgency',
    title: 'cases:urgency',
    width: '84px',
    usual: true,
    cell: ({ urgency }) => <UrgencyTag urgency={urgency} bare />,
  },
  {
    id: 'title',
    title: 'cases:matter',
    width: 'minmax(200px, 4fr)',
    usual: true,
    cell: ({ title }) => <strong>{title}</strong>,
  },
  {
    id: 'state',
    title: 'cases:state',
    width: '112px',
    usual: true,
    cell: ({ state }) => <StateTag state={state} />,
  },
  {
    id: 'holder',
    title: 'cases:holder',
    width: 'minmax(108px, 1.3fr)',
    usual: true,
    cell: ({ holder }) => holder?.orgName ?? '—',
  },
  {
    id: 'due',
    title: 'cases:due',
    width: '132px',
    usual: true,
    cell: ({ holder }) =>
      holder ? <DueTime dueAt={holder.dueAt} clock={holder.clock} paused={holder.paused} /> : '—',
  },
  {
    id: 'street',
    title: 'cases:street',
    width: 'minmax(84px, 1fr)',
    usual: true,
    cell: ({ streetName }) => streetName ?? '—',
  },
  {
    id: 'reportedAt',
    title: 'cases:reportedAt',
    width: '92px',
    usual: true,
    cell: ({ reportedAt }, _, now) => time(reportedAt, now),
  },
  { id: 'number', title: 'cases:number', width: '152px', usual: true, cell: ({ number }) => number },
  {
    id: 'item',
    title: 'cases:item',
    width: 'minmax(110px, 1.4fr)',
    usual: false,
    cell: ({ itemName }) => itemName ?? '—',
  },
  {
    id: 'community',
    title: 'cases:community',
    width: 'minmax(84px, 1fr)',
    usual: false,
    cell: ({ communityName }) => communityName ?? '—',
  },
  {
    id: 'address',
    title: 'cases:address',
    width: 'minmax(140px, 2fr)',
    usual: false,
    cell: ({ address }) => address ?? '—',
  },
  {
    id: 'source',
    title: 'cases:source',
    width: '104px',
    usual: false,
    cell: ({ source }, t) => t.any(`option:source.${source}`, source),
  },
  {
    id: 'closedAt',
    title: 'cases:closedAt',
    width: '104px',
    usual: false,
    cell: ({ closedAt }, _, now) => time(closedAt, now),
  },
]

const KEY = 'gezhi.columns'

export function readColumns(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (Array.isArray(kept) && kept.length)
      return COLUMNS.map(({ id }) => id).filter((id) => kept.includes(id))
  } catch {
    // What was kept is broken: the usual columns are shown.
  }
  return COLUMNS.filter(({ usual }) => usual).map(({ id }) => id)
}

export const keepColumns = (ids: readonly string[]): void => localStorage.setItem(KEY, JSON.stringify(ids))
