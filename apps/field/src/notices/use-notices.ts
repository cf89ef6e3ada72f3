import { call, Offline, type Output } from '@gezhi/client/call'
import { linesOf } from '@gezhi/core/notices/lines'
import { type NoticeLine, noticeApi } from '@gezhi/core/notices/notice.api'
import { useInbox, useUnread } from '@gezhi/ui/notices/useNotices'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { countWaiting } from './held-notices.ts'
import { useHeldNotices, useReadHere } from './use-held-notices.ts'

type Waiting = Output<typeof noticeApi.count>

/** What the bell says: by the centre, or by this device when the centre cannot be asked. */
export function useWaiting(): Waiting {
  const { data, error } = useUnread()
  const held = useHeldNotices()
  if (data && !(error instanceof Offline)) return data
  return held ? countWaiting(held) : (data ?? { unread: 0, urgent: 0 })
}

export interface Notices {
  /** Undefined while nobody knows any. */
  readonly lines: readonly NoticeLine[] | undefined
  readonly unread: number
  /** Only what this device holds: thirty days, the newest three hundred. */
  readonly fromDevice: boolean
  readonly error: unknown
  /** Fetches older ones; undefined when there are none that can be had. */
  readonly older: (() => void) | undefined
}

export function useNotices(): Notices {
  const { data, error, hasNextPage, fetchNextPage } = useInbox(false)
  const held = useHeldNotices()
  const heldLines = useMemo(() => (held ? linesOf(held) : undefined), [held])
  const isFresh = data && !(error instanceof Offline)
  if (!isFresh && held && heldLines)
    return {
      lines: heldLines,
      unread: countWaiting(held).unread,
      fromDevice: error instanceof Offline,
      error: null,
      older: undefined,
    }
  return {
    lines: data?.pages.flatMap((page) => page.lines),
    unread: data?.pages[0]?.unread ?? 0,
    fromDevice: false,
    error,
    older: hasNextPage ? () => void fetchNextPage() : undefined,
  }
}

/** Marks lines as read: at the centre, and without the network on this device, which tells the centre later. */
export function useRead(): (lines: readonly NoticeLine[], upTo?: number) => Promise<void> {
  const queries = useQueryClient()
  const here = useReadHere()
  return async (lines, upTo) => {
    const ids = lines.flatMap((line) => (line.unread ? line.ids : []))
    if (ids.length === 0) return
    try {
      const left = await call(noticeApi.read, { body: upTo === undefined ? { ids } : { upTo } })
      queries.setQueryData(['notices', 'count'], left)
      await queries.invalidateQueries({ queryKey: ['notices', 'inbox'] })
    } catch (error) {
      if (!(error instanceof Offline)) throw error
      await here?.add(ids)
    }
  }
}
