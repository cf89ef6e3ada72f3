// What the pages of residents and of data protection ask the server, each question once.
import { call, type Input } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { gateApi } from '@gezhi/core/residents/gate.api'
import { protectionApi } from '@gezhi/core/residents/protection.api'
import type { RecordKind } from '@gezhi/core/residents/record'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useProblemText } from '@gezhi/ui/data'
import { App } from 'antd'

export const useResidents = () =>
  useInfiniteQuery({
    queryKey: ['residents', 'list'],
    queryFn: ({ signal, pageParam }) =>
      call(
        residentsApi.list,
        { query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

export const useResident = (id: string) =>
  useQuery({
    queryKey: ['residents', 'sheet', id],
    queryFn: ({ signal }) => call(residentsApi.read, { params: { id } }, { signal }),
  })

export const useAssessments = () =>
  useQuery({
    queryKey: ['protection', 'records', 'ASSESSMENT'],
    queryFn: ({ signal }) => call(protectionApi.records, { query: { kind: 'ASSESSMENT' } }, { signal }),
  })

export const useRecords = (kind: RecordKind) =>
  useQuery({
    queryKey: ['protection', 'records', kind],
    queryFn: ({ signal }) => call(protectionApi.records, { query: { kind } }, { signal }),
  })

export const useRequests = (open: boolean) =>
  useQuery({
    queryKey: ['protection', 'requests', open],
    queryFn: ({ signal }) => call(protectionApi.requests, { query: { open } }, { signal }),
  })

export const useAlarms = () =>
  useQuery({
    queryKey: ['protection', 'alarms'],
    queryFn: ({ signal }) => call(protectionApi.alarms, {}, { signal }),
  })

export const useExports = () =>
  useQuery({
    queryKey: ['protection', 'exports'],
    queryFn: ({ signal }) => call(protectionApi.exports, {}, { signal }),
  })

export const useGates = () =>
  useQuery({
    queryKey: ['protection', 'gates'],
    queryFn: ({ signal }) => call(gateApi.list, {}, { signal }),
  })

export const useReports = () =>
  useQuery({
    queryKey: ['protection', 'reports'],
    queryFn: ({ signal }) => call(protectionApi.reports, {}, { signal }),
  })

/** Does something, says in words why it did not, and asks again for what may have changed. */
export function useDeed<I, O>(deed: (input: I) => Promise<O>, area: 'residents' | 'protection') {
  const queries = useQueryClient()
  const textOf = useProblemText()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: deed,
    onSuccess: () => queries.invalidateQueries({ queryKey: [area] }),
    onError: (error) => void message.error(textOf(error)),
  })
}

type Registration = Input<typeof residentsApi.register>['body']
export const useRegister = () =>
  useDeed((body: Registration) => call(residentsApi.register, { body }), 'residents')

/** One key a decision: sent again it is the same command. */
export const useDecideRequest = () =>
  useDeed(
    ({ id, key, ...body }: { id: string; key: string; granted: boolean; text?: string }) =>
      call(protectionApi.decideRequest, { params: { id }, headers: { 'idempotency-key': key }, body }),
    'protection',
  )

type PaperRequest = Input<typeof protectionApi.askOnPaper>['body']
export const useAskOnPaper = () =>
  useDeed(
    (body: PaperRequest) => call(protectionApi.askOnPaper, { headers: { 'idempotency-key': newId() }, body }),
    'protection',
  )
