// What the pages of patrols ask the server.
import { call } from '@gezhi/client/call'
import { patrolApi } from '@gezhi/core/patrol/patrol.api'
import { keepPreviousData, useQuery } from '@tanstack/react-query'

export const PERIODS = [7, 30, 90] as const
export type Period = (typeof PERIODS)[number]

export const useCoverage = (days: Period, street: string | undefined) =>
  useQuery({
    queryKey: ['patrol', 'coverage', days, street],
    queryFn: ({ signal }) =>
      call(patrolApi.coverage, { query: { days, ...(street ? { street } : {}) } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })

export const useGridCoverage = (grid: string, days: Period) =>
  useQuery({
    queryKey: ['patrol', 'grid', grid, days],
    queryFn: ({ signal }) => call(patrolApi.grid, { params: { grid }, query: { days } }, { signal }),
    placeholderData: keepPreviousData,
  })

/** The period of the address bar; 30 days when it says none. */
export const periodOf = (search: string): Period =>
  PERIODS.find((days) => String(days) === new URLSearchParams(search).get('days')) ?? 30
