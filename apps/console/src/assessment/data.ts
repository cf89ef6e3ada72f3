// What the pages of assessment ask the server, each question once.
import { call, type Input } from '@gezhi/client/call'
import { assessmentApi, type Figure, type Figures } from '@gezhi/core/assessment/assessment.api'
import type { IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { MonthCommand, ScoreCommand } from '@gezhi/core/assessment/commands'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { newId } from '@gezhi/client/ids'

export type FigureQuery = Omit<Input<typeof assessmentApi.figures>['query'], 'indicators' | 'groupBy'>
type GroupBy = NonNullable<Input<typeof assessmentApi.figures>['query']['groupBy']>
type DrillPart = NonNullable<Input<typeof assessmentApi.drill>['query']['part']>
export const DRILL_PARTS = ['DENOMINATOR', 'NUMERATOR', 'REST'] as const satisfies readonly DrillPart[]
export type { DrillPart }

/** Figures of a period, in all and by one grouping. */
export const useFigures = (
  query: FigureQuery,
  groupBy?: GroupBy,
  indicators?: readonly IndicatorCode[],
  enabled = true,
) =>
  useQuery({
    queryKey: ['assessment', 'figures', query, groupBy, indicators],
    queryFn: ({ signal }): Promise<Figures> =>
      call(
        assessmentApi.figures,
        { query: { ...query, groupBy, indicators: indicators?.join(',') } },
        { signal },
      ),
    placeholderData: keepPreviousData,
    enabled,
  })

export const figureOf = (figures: readonly Figure[] | undefined, code: IndicatorCode): Figure | undefined =>
  figures?.find(({ indicator }) => indicator === code)

/** Whose card: the signed-in post's (or its organisation's), or an organisation's by code. */
export const useScorecard = (org: string | null, month: string | undefined) =>
  useQuery({
    queryKey: ['assessment', 'scorecard', org, month],
    queryFn: ({ signal }) =>
      org === null
        ? call(assessmentApi.myScorecard, { query: { month } }, { signal })
        : call(assessmentApi.scorecard, { params: { org }, query: { month } }, { signal }),
    placeholderData: keepPreviousData,
  })

export const useHistory = (org: string | null) =>
  useQuery({
    queryKey: ['assessment', 'history', org],
    queryFn: ({ signal }) =>
      org === null
        ? call(assessmentApi.myHistory, {}, { signal })
        : call(assessmentApi.history, { params: { org } }, { signal }),
  })

/** The ledger of a score; LIVE scores have none worth asking for. */
export const useScore = (id: string | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ['assessment', 'score', id],
    queryFn: ({ signal }) => call(assessmentApi.score, { params: { id: id ?? '' } }, { signal }),
    enabled: enabled && id !== undefined,
  })

export const useComparison = (track: 'STREET' | 'DEPARTMENT', month: string | undefined) =>
  useQuery({
    queryKey: ['assessment', 'comparison', track, month],
    queryFn: ({ signal }) => call(assessmentApi.comparison, { query: { track, month } }, { signal }),
    placeholderData: keepPreviousData,
  })

export const useMonths = (poll: boolean) =>
  useQuery({
    queryKey: ['assessment', 'months'],
    queryFn: ({ signal }) => call(assessmentApi.months, {}, { signal }),
    // While a month is being settled its figures move.
    refetchInterval: ({ state }) =>
      poll || state.data?.months.some((month) => month.state === 'SETTLING') ? 2000 : false,
  })

export const useAppeals = (state: 'OPEN' | 'DECIDED') =>
  useInfiniteQuery({
    queryKey: ['assessment', 'appeals', state],
    queryFn: ({ signal, pageParam }) =>
      call(
        assessmentApi.appeals,
        { query: { state, limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

export const useDrill = (indicator: IndicatorCode, query: FigureQuery, part: DrillPart) =>
  useInfiniteQuery({
    queryKey: ['assessment', 'drill', indicator, query, part],
    queryFn: ({ signal, pageParam }) =>
      call(
        assessmentApi.drill,
        {
          params: { indicator },
          query: { ...query, part, limit: 50, ...(pageParam ? { after: pageParam } : {}) },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

export const useProof = (score: string, line: number, part: DrillPart) =>
  useInfiniteQuery({
    queryKey: ['assessment', 'proof', score, line, part],
    queryFn: ({ signal, pageParam }) =>
      call(
        assessmentApi.proof,
        {
          params: { id: score, no: line },
          query: { part, limit: 50, ...(pageParam ? { after: pageParam } : {}) },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

/** Sends a command to a score; everything of assessment is asked for again afterwards. */
export function useScoreCommand() {
  const queries = useQueryClient()
  const { mutateAsync } = useMutation({
    mutationFn: ({ id, command, key }: { id: string; command: ScoreCommand; key: string }) =>
      call(assessmentApi.commandScore, {
        params: { id },
        headers: { 'idempotency-key': key },
        body: command,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['assessment'] }),
  })
  // One key a decision: a repeated sending is the same command.
  return (id: string, command: ScoreCommand) => mutateAsync({ id, command, key: newId() })
}

export function useMonthCommand() {
  const queries = useQueryClient()
  const { mutateAsync } = useMutation({
    mutationFn: ({ month, command, key }: { month: string; command: MonthCommand; key: string }) =>
      call(assessmentApi.commandMonth, {
        params: { month },
        headers: { 'idempotency-key': key },
        body: command,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['assessment'] }),
  })
  return (month: string, command: MonthCommand) => mutateAsync({ month, command, key: newId() })
}
