// What the page of devices asks the server.
import { call } from '@gezhi/client/call'
import { syncApi, type DeviceGroup } from '@gezhi/core/sync/sync.api'
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'

/** How soon the page shows that a device has come online and delivered. */
const AGAIN_MS = 15_000

export interface DeviceQuery {
  readonly text: string
  readonly group: DeviceGroup | undefined
}

/** Devices of everybody, those seen last first. */
export const useDevices = ({ text, group }: DeviceQuery) =>
  useInfiniteQuery({
    queryKey: ['devices', text, group],
    queryFn: ({ pageParam, signal }) =>
      call(
        syncApi.devices,
        { query: { all: true, text: text || undefined, group, after: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  })

export function useRevoke() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      call(syncApi.revokeDevice, { params: { id }, body: { reason } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['devices'] }),
  })
}
