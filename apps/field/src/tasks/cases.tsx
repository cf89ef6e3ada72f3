import { call, Offline } from '@gezhi/client/call'
import { caseApi, type CaseSummary } from '@gezhi/core/cases/case.api'
import type { HeldCase } from '@gezhi/core/cases/device'
import { PastTime } from '@gezhi/ui/parts'
import { ProblemNote } from '@gezhi/ui/touch'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Screen } from '../frame/screen.tsx'
import { useRows } from '../offline/held.ts'
import { useText } from '../text.ts'
import { CaseCard } from './task-list.tsx'

const PAGE = 30

/** What this device holds of them; undefined before its first download. */
function useHeldCases(open: boolean): readonly CaseSummary[] | undefined {
  return useRows<HeldCase>('cases')
    ?.map(({ summary }) => summary)
    .filter(({ closedAt }) => !open || closedAt === null)
    .toSorted((a, b) => b.reportedAt - a.reportedAt)
}

/** Cases of my grids, newest first: where each stands and who has it now. */
export function CasesScreen(): ReactNode {
  const text = useText()
  const [open, setOpen] = useState(true)
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['cases', open],
    queryFn: ({ pageParam, signal }) =>
      call(
        caseApi.find,
        { query: { limit: PAGE, ...(open ? { open } : {}), ...(pageParam ? { after: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const held = useHeldCases(open)
  const cases = data && !(error instanceof Offline) ? data.pages.flatMap((page) => page.cases) : held
  return (
    <Screen title={text('cases:title')}>
      <div className="chips" role="group">
        {[true, false].map((value) => (
          <button
            key={String(value)}
            type="button"
            className={open === value ? 'here' : ''}
            aria-pressed={open === value}
            onClick={() => setOpen(value)}
          >
            {text(value ? 'cases:openOnly' : 'cases:all')}
          </button>
        ))}
      </div>
      {cases ? null : error ? (
        <ProblemNote reading error={error} />
      ) : (
        <p className="gt-muted">{text('shell:loading')}</p>
      )}
      {cases?.length === 0 ? <p className="empty">{text(open ? 'cases:none' : 'cases:noneAll')}</p> : null}
      <ul className="gt-stack tight">
        {cases?.map((summary) => (
          <li key={summary.id}>
            <CaseCard summary={summary}>
              <span className="gt-muted gt-figure">
                <PastTime at={summary.reportedAt} />
              </span>
              <span>{summary.holder?.orgName ?? ''}</span>
            </CaseCard>
          </li>
        ))}
      </ul>
      {hasNextPage && !error ? (
        <button
          type="button"
          className="gt-button wide"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {text('cases:more')}
        </button>
      ) : null}
    </Screen>
  )
}
