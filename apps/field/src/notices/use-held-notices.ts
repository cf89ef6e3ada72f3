import { call, Offline, Refused } from '@gezhi/client/call'
import type { Device } from '@gezhi/client/device'
import type { HeldCase } from '@gezhi/core/cases/device'
import type { HeldNotice } from '@gezhi/core/notices/device'
import type { SingleNotice } from '@gezhi/core/notices/lines'
import { noticeApi } from '@gezhi/core/notices/notice.api'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useHeld, useRows } from '../offline/held.ts'
import { singleNotices } from './held-notices.ts'
import { openReadHere, type ReadHere } from './read-here.ts'

const opened = new WeakMap<Device, Promise<ReadHere>>()

/** One for each device, however many screens ask. */
function readHereOf(device: Device): Promise<ReadHere> {
  const known = opened.get(device) ?? openReadHere(device.notes)
  opened.set(device, known)
  return known
}

const NONE: ReadonlySet<string> = new Set()
const nothing = (): (() => void) => () => undefined

export function useReadHere(): ReadHere | null {
  const device = useHeld()?.device
  const [read, setRead] = useState<ReadHere | null>(null)
  useEffect(() => {
    if (!device) return
    let left = false
    void readHereOf(device).then(
      (one) => !left && setRead(one),
      (error: unknown) => reportError(error),
    )
    return () => {
      left = true
      setRead(null)
    }
  }, [device])
  return read
}

/** Notices that this device holds, newest first; null before its first download and where nothing can be kept. */
export function useHeldNotices(): readonly SingleNotice[] | null {
  const notices = useRows<HeldNotice>('notices')
  const cases = useRows<HeldCase>('cases')
  const completeAt = useHeld()?.replica.completeAt() ?? null
  const read = useReadHere()
  const ids = useSyncExternalStore(read?.subscribe ?? nothing, read?.ids ?? (() => NONE))
  return useMemo(() => {
    // Without what was read here, read ones would be shown as unread for a moment.
    if (!notices || !read || completeAt === null) return null
    return singleNotices(notices, new Map(cases?.map((one) => [one.id, one])), ids)
  }, [notices, cases, completeAt, read, ids])
}

/** Tells the centre what was read without the network, whenever something arrived from it. Shows nothing. */
export function NoticeKeeper(): null {
  const held = useHeld()
  const read = useReadHere()
  const rows = useRows<HeldNotice>('notices')
  const queries = useQueryClient()
  useEffect(() => {
    if (rows && read)
      void read
        .settle(new Set(rows.flatMap(({ id, unread }) => (unread ? [id] : []))))
        .catch((error: unknown) => reportError(error))
  }, [rows, read])
  useEffect(() => {
    if (!held || !read) return
    const tell = (): void =>
      void read
        .tell(async (ids) => {
          await call(noticeApi.read, { body: { ids } })
          await queries.invalidateQueries({ queryKey: ['notices'] })
        })
        // Another time: the ids stay here until the centre has them.
        .catch((error: unknown) => {
          if (!(error instanceof Offline || error instanceof Refused)) reportError(error)
        })
    tell()
    return held.replica.subscribe(tell)
  }, [held, read, queries])
  return null
}
