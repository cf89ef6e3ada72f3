import { call } from '@gezhi/client/call'
import { caseApi, type CaseSummary } from '@gezhi/core/cases/case.api'
import { useGezhi } from '@gezhi/ui/data'
import { busyIcon, EmptyState, ErrorState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { DownloadButton } from '../download/DownloadButton.tsx'
import { useKeys } from '../app/useKeys.ts'
import { useText } from '../i18n/text.ts'
import { type Column, COLUMNS, keepColumns, readColumns } from './columns.tsx'
import { type CaseQuery, filterOf, searchOf } from './filters.ts'
import { FilterBar } from './FilterBar.tsx'
import { ColumnChooser, SavedFilters } from './ListTools.tsx'
import './cases.css'

const useCases = (filter: CaseQuery) =>
  useInfiniteQuery({
    queryKey: ['cases', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        caseApi.find,
        { query: { ...filter, limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

/** All cases of one's scope, newest first, with an honest count. */
export function CaseListPage() {
  const t = useText()
  const [, go] = useLocation()
  const filter = useFilter()
  const query = useCases(filter)
  const cases = useMemo(() => query.data?.pages.flatMap((page) => page.cases) ?? [], [query.data])
  const [shown, setShown] = useState(readColumns)
  const columns = COLUMNS.filter(({ id }) => shown.includes(id))
  const [at, setAt] = useState(0)
  const current = cases[Math.min(at, cases.length - 1)]
  useKeys({
    j: () => setAt((now) => Math.min(now + 1, cases.length - 1)),
    k: () => setAt((now) => Math.max(now - 1, 0)),
    Enter: () => current && go(`/cases/${current.id}`),
  })
  const setFilter = (next: CaseQuery): void => {
    setAt(0)
    const search = searchOf(next)
    go(search ? `/cases?${search}` : '/cases')
  }
  const total = query.data?.pages[0]?.total
  const searchedFrom = query.data?.pages.at(-1)?.searchedFrom ?? null
  return (
    <div className="cases">
      <header className="cases-head">
        <h1>{t('cases:title')}</h1>
        <span className="gz-muted gz-nums" role="status">
          {/* Nothing found so far is no number: the line below says how far was looked. */}
          {total &&
            !(total.more && total.count === 0) &&
            t(total.more ? 'cases:totalMore' : 'cases:total', { n: total.count.toLocaleString() })}
        </span>
        <span className="grow" />
        <DownloadButton
          endpoint={caseApi.export}
          input={{ query: { ...filter, language: t.language } }}
          disabled={total?.count === 0 && !total.more}
        >
          {t('cases:export')}
        </DownloadButton>
        <SavedFilters search={searchOf(filter)} onChoose={(search) => go(`/cases?${search}`)} />
        <ColumnChooser
          shown={shown}
          onChange={(ids) => {
            setShown(ids)
            keepColumns(ids)
          }}
        />
      </header>
      <FilterBar filter={filter} onChange={setFilter} />
      {query.error && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className={`cases-table${query.isPlaceholderData ? ' case-stale' : ''}`}>
          <Rows
            columns={columns}
            cases={cases}
            current={current?.id ?? null}
            loading={query.isPending}
            onPoint={setAt}
          />
          {!query.isPending && !cases.length && searchedFrom === null && (
            <EmptyState title={t('cases:empty')} body={t('cases:emptyBody')}>
              <Button onClick={() => setFilter({})}>{t('cases:clear')}</Button>
            </EmptyState>
          )}
          {searchedFrom !== null && (
            <p className="cases-searched" role="status">
              {t('cases:searchedFrom', { day: fullTime(searchedFrom).slice(0, 10) })}
            </p>
          )}
          <More
            // Looking further back costs the centre seconds: only who asks for it goes on.
            byHand={searchedFrom !== null}
            shown={cases.length}
            more={query.hasNextPage}
            busy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </div>
      )}
    </div>
  )
}

function useFilter(): CaseQuery {
  const search = useSearch()
  return useMemo(() => filterOf(search), [search])
}

interface RowsProps {
  readonly columns: readonly Column[]
  readonly cases: readonly CaseSummary[]
  readonly current: string | null
  readonly loading: boolean
  readonly onPoint: (index: number) => void
}

function Rows({ columns, cases, current, loading, onPoint }: RowsProps) {
  const t = useText()
  const { clock } = useGezhi()
  const now = clock.now()
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') }
  return (
    <div role="table" aria-label={t('cases:title')} aria-busy={loading}>
      <div role="row" className="cases-row cases-header" style={template}>
        {columns.map(({ id, title }) => (
          <span key={id} role="columnheader">
            {t(title)}
          </span>
        ))}
      </div>
      {loading &&
        Array.from({ length: 14 }, (_, row) => (
          <div key={row} className="cases-row">
            <Skeleton.Input active size="small" block />
          </div>
        ))}
      {cases.map((summary, index) => (
        <Row
          key={summary.id}
          summary={summary}
          columns={columns}
          template={template}
          chosen={summary.id === current}
          now={now}
          onPoint={() => onPoint(index)}
        />
      ))}
    </div>
  )
}

interface RowProps {
  readonly summary: CaseSummary
  readonly columns: readonly Column[]
  readonly template: { readonly gridTemplateColumns: string }
  readonly chosen: boolean
  readonly now: number
  readonly onPoint: () => void
}

function Row({ summary, columns, template, chosen, now, onPoint }: RowProps) {
  const t = useText()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (chosen) link.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <Link
      ref={link}
      href={`/cases/${summary.id}`}
      role="row"
      className="cases-row"
      style={template}
      aria-current={chosen || undefined}
      onFocus={onPoint}
    >
      {columns.map(({ id, cell }) => (
        <span key={id} role="cell">
          {cell(summary, t, now)}
        </span>
      ))}
    </Link>
  )
}

interface MoreProps {
  readonly shown: number
  readonly more: boolean
  readonly busy: boolean
  /** Not by scrolling. */
  readonly byHand: boolean
  readonly onMore: () => void
}

/** Loads the next page when its button comes near; the button works without scrolling too. */
function More({ shown, more, busy, byHand, onMore }: MoreProps) {
  const t = useText()
  const end = useRef<HTMLDivElement>(null)
  const load = useRef(onMore)
  useEffect(() => {
    load.current = onMore
  })
  useEffect(() => {
    if (!end.current || !more || busy || byHand) return
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && load.current(), {
      rootMargin: '400px',
    })
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [more, busy, byHand])
  return (
    <div ref={end} className="cases-more">
      {more ? (
        <Button loading={busyIcon(busy)} onClick={onMore}>
          {t('cases:loadMore')}
        </Button>
      ) : (
        shown > 0 && <span className="gz-muted">{t('cases:allShown')}</span>
      )}
      {shown > 0 && (
        <span className="gz-muted gz-nums">{t('cases:shown', { n: shown.toLocaleString() })}</span>
      )}
    </div>
  )
}
