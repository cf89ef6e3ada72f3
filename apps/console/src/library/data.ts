// What the pages of the library ask the server.
import { call, type Input } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { libraryApi } from '@gezhi/core/library/library.api'
import type { RecordCommand } from '@gezhi/core/library/record.commands'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'

type Asked = NonNullable<Input<typeof libraryApi.records>['query']>
export type RecordQuery = Pick<Asked, 'text' | 'street' | 'community' | 'state' | 'parent'>

export const useRegisters = () =>
  useQuery({
    queryKey: ['library', 'registers'],
    queryFn: ({ signal }) => call(libraryApi.registers, {}, { signal }),
    staleTime: 30_000,
  })

export const useRecords = (register: RegisterName, query: RecordQuery) =>
  useInfiniteQuery({
    queryKey: ['library', 'records', register, query],
    queryFn: ({ signal, pageParam }) =>
      call(
        libraryApi.records,
        { params: { register }, query: { ...query, limit: 100, after: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const useRecord = (id: string) =>
  useQuery({
    queryKey: ['library', 'record', id],
    queryFn: ({ signal }) => call(libraryApi.record, { params: { id } }, { signal }),
  })

export const useDifferences = () =>
  useInfiniteQuery({
    queryKey: ['library', 'differences'],
    queryFn: ({ signal, pageParam }) =>
      call(libraryApi.differences, { query: { after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

/** Sends a command to a record; every list and record of the library is asked anew afterwards. */
export function useRecordCommand(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: RecordCommand) =>
      call(libraryApi.command, { params: { id }, headers: { 'idempotency-key': newId() }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['library'] }),
  })
}

/** Name of a register in the language of the screen. */
export const registerName = (register: RegisterName, language: 'zh' | 'en'): string =>
  REGISTERS[register][language]
