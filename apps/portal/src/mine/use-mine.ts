import { call } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { mineApi } from '@gezhi/core/residents/mine.api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { asResident } from '../server.ts'

/** What is asked of the own record, with the key that opens it. */
export function useMine(secret: string) {
  const fetchAs = useMemo(() => asResident(secret), [secret])
  const record = useQuery({
    queryKey: ['my', secret, 'record'],
    queryFn: ({ signal }) => call(mineApi.read, {}, { signal, fetch: fetchAs }),
  })
  const readings = useQuery({
    queryKey: ['my', secret, 'readings'],
    queryFn: ({ signal }) => call(mineApi.readings, {}, { signal, fetch: fetchAs }),
    staleTime: 0,
  })
  const requests = useQuery({
    queryKey: ['my', secret, 'requests'],
    queryFn: ({ signal }) => call(mineApi.requests, {}, { signal, fetch: fetchAs }),
  })
  return { fetchAs, record, readings, requests }
}

/** Does something with the own record and asks for it again. */
export function useMyDeed<I, O>(deed: (input: I) => Promise<O>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: deed, onSuccess: () => queries.invalidateQueries({ queryKey: ['my'] }) })
}

/** One id for one attempt: sent again after a lost answer it brings the same key. */
export const identify = (code: string, id: string = newId()) =>
  call(mineApi.identify, { headers: { 'idempotency-key': id }, body: { code } })
