import { call } from '@gezhi/client/call'
import { noticeApi } from '@gezhi/core/notices/notice.api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

/** How many notices wait; the live feed asks for it again, and every two minutes where there is none. */
export const useUnread = () =>
  useQuery({
    queryKey: ['notices', 'count'],
    queryFn: ({ signal }) => call(noticeApi.count, {}, { signal }),
    refetchInterval: 120_000,
  })

/** Lines of the inbox, newest first. */
export const useInbox = (unread: boolean) =>
  useInfiniteQuery({
    queryKey: ['notices', 'inbox', unread],
    queryFn: ({ pageParam, signal }) =>
      call(
        noticeApi.inbox,
        { query: { unread: unread || undefined, before: pageParam ?? undefined } },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  })

interface Read {
  readonly ids?: string[]
  readonly upTo?: number
}

/** Marks notices as read and shows the new count everywhere. */
export function useReadNotices() {
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (which: Read) => call(noticeApi.read, { body: which }),
    onSuccess: async (left) => {
      queries.setQueryData(['notices', 'count'], left)
      await queries.invalidateQueries({ queryKey: ['notices', 'inbox'] })
    },
  })
  return useCallback((which: Read) => mutate(which), [mutate])
}

/** Who was told of one case. */
export const useTold = (caseId: string, enabled: boolean) =>
  useQuery({
    queryKey: ['notices', 'told', caseId],
    queryFn: ({ signal }) => call(noticeApi.told, { params: { id: caseId } }, { signal }),
    enabled,
  })
