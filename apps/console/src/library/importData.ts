// What the import page asks the server.
import { addressOf, call, Offline, problemOf, Refused } from '@gezhi/client/call'
import { importApi, type CheckBody, type ImportView } from '@gezhi/core/library/import.api'
import type { RegisterName } from '@gezhi/core/library/registers'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

interface Sending {
  readonly register: RegisterName
  readonly file: File
}

/** Sends a file as it is. */
async function begin({ register, file }: Sending): Promise<ImportView> {
  const address = addressOf(importApi.begin, { query: { register, name: file.name.slice(0, 200) } })
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      accept: 'application/json, application/problem+json',
    },
    body: file,
  }).catch((cause: unknown) => {
    throw new Offline('the server was not reached', { cause })
  })
  if (!response.ok) throw new Refused(await problemOf(response))
  // Gate: what the endpoint answers.
  return (await response.json()) as ImportView
}

export const useBegin = () => useMutation({ mutationFn: begin, retry: false })

export const useCheck = () =>
  useMutation({
    mutationFn: ({ id, body }: { id: string; body: CheckBody }) =>
      call(importApi.check, { params: { id }, body }),
  })

/** Takes the rows and hears of it until it is done. */
export function useTake(id: string) {
  const queries = useQueryClient()
  const started = useMutation({
    mutationFn: (mode: 'ALL' | 'GOOD') => call(importApi.take, { params: { id }, body: { mode } }),
  })
  const followed = useQuery({
    queryKey: ['library', 'import', id],
    queryFn: async ({ signal }) => {
      const view = await call(importApi.find, { params: { id } }, { signal })
      if (view.state === 'TAKEN')
        void queries.invalidateQueries({
          queryKey: ['library'],
          predicate: ({ queryKey }) => queryKey[1] !== 'import',
        })
      return view
    },
    enabled: started.isSuccess,
    refetchInterval: ({ state }) => (!state.data || state.data.state === 'TAKING' ? 700 : false),
  })
  const again = () => void queries.invalidateQueries({ queryKey: ['library', 'import', id] })
  const stopped = useMutation({
    mutationFn: () => call(importApi.stop, { params: { id } }),
    onSettled: again,
  })
  const goOn = useMutation({
    mutationFn: () => call(importApi.take, { params: { id }, body: { mode: 'GOOD' } }),
    onSettled: again,
  })
  return { started, stopped, goOn, view: followed.data ?? started.data }
}
