import { call, type Output } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import type { TaskKind } from '@gezhi/core/cases/task'
import { useQuery } from '@tanstack/react-query'

export type Desk = Output<typeof caseApi.desk>

const REFRESH_MS = 30_000

/** What this post has to do next, by due time; read again every half minute and when the phone is taken up. */
export const useDesk = (kind: TaskKind | null) =>
  useQuery({
    queryKey: ['desk', kind],
    queryFn: ({ signal }) => call(caseApi.desk, { query: kind ? { kind } : {} }, { signal }),
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: true,
  })

export const countOf = (desk: Desk | undefined, kind: TaskKind): number =>
  desk?.counts.find((count) => count.kind === kind)?.count ?? 0

/** All tasks of the desk and the overdue ones among them. */
export const totalOf = (desk: Desk): { readonly count: number; readonly overdue: number } =>
  desk.counts.reduce((sum, one) => ({ count: sum.count + one.count, overdue: sum.overdue + one.overdue }), {
    count: 0,
    overdue: 0,
  })
