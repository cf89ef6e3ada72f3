import type { NoticeLine } from '@gezhi/core/notices/notice.api'
import { EmptyState, ErrorState, busyIcon } from '@gezhi/ui/parts'
import { useInbox, useReadNotices } from '@gezhi/ui/notices/useNotices'
import { Button, Skeleton } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useKeys } from '../app/useKeys.ts'
import { useText } from '../i18n/text.ts'
import { HabitsDrawer } from './HabitsDrawer.tsx'
import { NoticeRow } from './NoticeRow.tsx'
import './notices.css'

const keyOf = ({ ids }: NoticeLine): string => ids[0] ?? ''

/** What this post was told: unread first to hand, each line opens its case. */
export function NoticesPage() {
  const t = useText()
  const [, go] = useLocation()
  const all = new URLSearchParams(useSearch()).get('show') === 'all'
  const query = useInbox(!all)
  const read = useReadNotices()
  const lines = useMemo(() => query.data?.pages.flatMap((page) => page.lines) ?? [], [query.data])
  const unread = query.data?.pages[0]?.unread ?? 0
  const [at, setAt] = useState(0)
  const [open, setOpen] = useState<string | null>(null)
  const [setting, setSetting] = useState(false)
  const index = Math.min(at, lines.length - 1)
  const current = lines[index]
  useEffect(() => {
    document.getElementById(`notice-${current ? keyOf(current) : ''}`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const choose = (line: NoticeLine): void => {
    if (line.cases.length > 1) return setOpen((was) => (was === keyOf(line) ? null : keyOf(line)))
    if (line.unread) read({ ids: line.ids })
    const [only] = line.cases
    if (only) go(`/cases/${only.id}`)
  }
  useKeys({
    j: () => setAt(Math.min(index + 1, lines.length - 1)),
    k: () => setAt(Math.max(index - 1, 0)),
    ArrowDown: () => setAt(Math.min(index + 1, lines.length - 1)),
    ArrowUp: () => setAt(Math.max(index - 1, 0)),
    Enter: () => current && choose(current),
    r: () => current && read({ ids: current.ids }),
  })
  return (
    <div className="notices">
      <header className="notices-head">
        <h1>{t('notice:title')}</h1>
        <div role="tablist" aria-label={t('notice:title')}>
          <Tab chosen={!all} label={t('notice:unread')} count={unread} onChoose={() => go('/notices')} />
          <Tab chosen={all} label={t('notice:all')} onChoose={() => go('/notices?show=all')} />
        </div>
        <span className="grow" />
        <Button disabled={unread === 0} onClick={() => read({ upTo: lines[0]?.at ?? 0 })}>
          {t('notice:readAll')}
        </Button>
        <Button onClick={() => setSetting(true)}>{t('notice:habits')}</Button>
      </header>
      {setting && <HabitsDrawer onClose={() => setSetting(false)} />}
      {query.error && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul className="notices-list" aria-busy={query.isPending}>
          {query.isPending && <Waiting />}
          {lines.map((line, place) => (
            <NoticeRow
              key={keyOf(line)}
              id={`notice-${keyOf(line)}`}
              line={line}
              chosen={place === index}
              open={open === keyOf(line)}
              onChoose={() => {
                setAt(place)
                choose(line)
              }}
              onRead={() => read({ ids: line.ids })}
            />
          ))}
        </ul>
      )}
      {query.data && lines.length === 0 && (
        <EmptyState title={t(all ? 'notice:emptyAll' : 'notice:empty')} body={t('notice:emptyBody')} />
      )}
      {query.hasNextPage && (
        <p className="notices-more">
          <Button loading={busyIcon(query.isFetchingNextPage)} onClick={() => void query.fetchNextPage()}>
            {t('notice:older')}
          </Button>
        </p>
      )}
    </div>
  )
}

interface TabProps {
  readonly chosen: boolean
  readonly label: string
  readonly count?: number
  readonly onChoose: () => void
}

const Tab = ({ chosen, label, count, onChoose }: TabProps) => (
  <button type="button" role="tab" aria-selected={chosen} onClick={onChoose}>
    {label}
    {count !== undefined && <span className="gz-nums">{count}</span>}
  </button>
)

const Waiting = () => (
  <li className="notice-row">
    <Skeleton active title={false} paragraph={{ rows: 6 }} />
  </li>
)
