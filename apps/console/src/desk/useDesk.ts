import { call } from '@gezhi/client/call'
import { caseApi, type TaskView } from '@gezhi/core/cases/case.api'
import { TASK_KINDS, type TaskKind } from '@gezhi/core/cases/task'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'

export const LIMIT = 100

export interface DeskTab {
  readonly kind: TaskKind | null
  readonly count: number
  readonly overdue: number
}

/** Tabs of the kinds that have work, in the order of the five steps; all of them together first. */
export function tabsOf(
  counts: readonly { readonly kind: TaskKind; readonly count: number; readonly overdue: number }[],
  chosen: TaskKind | null,
): readonly DeskTab[] {
  const by = new Map(counts.map((each) => [each.kind, each]))
  const kinds = TASK_KINDS.filter((kind) => kind === chosen || (by.get(kind)?.count ?? 0) > 0)
  const sum = (of: 'count' | 'overdue'): number => counts.reduce((total, each) => total + each[of], 0)
  return [
    { kind: null, count: sum('count'), overdue: sum('overdue') },
    ...kinds.map((kind) => ({ kind, count: by.get(kind)?.count ?? 0, overdue: by.get(kind)?.overdue ?? 0 })),
  ]
}

/** One task of a case: a case may stand in the queue twice, for two things to do. */
export const keyOf = ({ kind, case: summary, order, request, card }: TaskView): string =>
  [summary.id, kind, order ?? '', request ?? '', card ?? ''].join('~')

/** What this post has to do next. The chosen tab and case stand in the address, so that back never loses them. */
export function useDesk() {
  const search = useSearch()
  const [, go] = useLocation()
  const asked = new URLSearchParams(search)
  const kind = TASK_KINDS.find((each) => each === asked.get('kind')) ?? null
  const selected = asked.get('task')
  const query = useQuery({
    queryKey: ['desk', kind],
    queryFn: ({ signal }) =>
      call(caseApi.desk, { query: { limit: LIMIT, ...(kind ? { kind } : {}) } }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
  const tabs = useMemo(() => tabsOf(query.data?.counts ?? [], kind), [query.data, kind])
  const show = (nextKind: TaskKind | null, task: string | null): void => {
    const next = new URLSearchParams()
    if (nextKind) next.set('kind', nextKind)
    if (task) next.set('task', task)
    go(next.size ? `/?${next}` : '/', { replace: true })
  }
  return { query, kind, selected, tabs, show, tasks: query.data?.tasks ?? [] }
}
