// What the pages of field tasks ask the server.
import { call, Refused } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import type { FieldTaskCommand, TaskSort } from '@gezhi/core/fieldwork/commands'
import { fieldTaskApi, type GridProgress, type LIST_PARTS } from '@gezhi/core/fieldwork/field-task.api'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'

const NONE: readonly never[] = []

export const PERIODS = [7, 30, 90] as const
export type Period = (typeof PERIODS)[number]

/** The period of the address bar; 30 days when it says none. */
export const periodOf = (search: string): Period =>
  PERIODS.find((days) => String(days) === new URLSearchParams(search).get('days')) ?? 30

export const useProgress = (days: Period) =>
  useQuery({
    queryKey: ['fieldwork', 'progress', days],
    queryFn: ({ signal }) => call(fieldTaskApi.progress, { query: { days } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })

interface ListWish {
  readonly part: (typeof LIST_PARTS)[number]
  readonly grid: string
  readonly days: Period
  readonly sort: TaskSort | undefined
}

export const useTasks = ({ part, grid, days, sort }: ListWish) =>
  useInfiniteQuery({
    queryKey: ['fieldwork', 'list', part, grid, days, sort],
    queryFn: ({ signal, pageParam }) =>
      call(
        fieldTaskApi.list,
        {
          query: { part, grid, days, ...(sort ? { sort } : {}), ...(pageParam ? { after: pageParam } : {}) },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

/** What checks of the district look at; it changes with a pack. */
export const useChecks = () =>
  useQuery({
    queryKey: ['fieldwork', 'checks'],
    queryFn: ({ signal }) => call(fieldTaskApi.checks, {}, { signal }),
    staleTime: 3_600_000,
  }).data?.items ?? NONE

/** Figures of one sort in one grid; zeros where nothing was planned or done. */
export const figuresOf = ({ sorts }: GridProgress, sort: TaskSort): GridProgress['sorts'][number] =>
  sorts.find((one) => one.sort === sort) ?? { sort, open: 0, overdue: 0, done: 0, notPossible: 0 }

export function useWithdraw() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      call(fieldTaskApi.command, {
        params: { id },
        headers: { 'idempotency-key': newId() },
        body: { type: 'withdraw', reason },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fieldwork'] }),
  })
}

/** One task to be planned, under ids that stay when it is sent again. */
export interface Planned {
  readonly id: string
  readonly key: string
  readonly body: Extract<FieldTaskCommand, { type: 'plan' }>
}

/**
 * Plans one task after the other and tells how many are there. Sent again after a lost connection, those that had
 * arrived are not planned twice: ids and keys are the same.
 */
export function usePlan(onProgress: (done: number, of: number) => void) {
  const queries = useQueryClient()
  return useMutation({
    async mutationFn(all: readonly Planned[]) {
      for (const [index, { id, key, body }] of all.entries()) {
        try {
          await call(fieldTaskApi.command, { params: { id }, headers: { 'idempotency-key': key }, body })
        } catch (error) {
          if (!(error instanceof Refused && error.problem.code === 'fieldwork/planned-already')) throw error
        }
        onProgress(index + 1, all.length)
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['fieldwork'] }),
  })
}
