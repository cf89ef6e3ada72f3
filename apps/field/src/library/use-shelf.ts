import type { HeldGrid } from '@gezhi/core/districts/device'
import type { HouseOnDevice, RecordOnDevice } from '@gezhi/core/library/device'
import type { RecordCommand } from '@gezhi/core/library/record.commands'
import { useSend } from '@gezhi/ui/touch'
import { useMemo } from 'react'
import { useEntries, useHeld, useRows } from '../offline/held.ts'
import { useSession } from '../session/session.ts'
import { shelfOf, type Shelf } from './shelf.ts'

/** The places of the post's grids as this device knows them; null until they are here. */
export function useShelf(): Shelf | null {
  const { post } = useSession()
  const entries = useEntries()
  const [records, houses, grids] = [
    useRows<RecordOnDevice>('library'),
    useRows<HouseOnDevice>('houses'),
    useRows<HeldGrid>('grids'),
  ]
  const isComplete = (useHeld()?.replica.completeAt() ?? null) !== null
  return useMemo(
    () =>
      records && houses && grids && isComplete
        ? shelfOf({ records, houses, grids, mine: post.grids, entries })
        : null,
    [records, houses, grids, isComplete, post.grids, entries],
  )
}

/** Says something about a record: kept on the device first, sent when there is a network. */
export function useSay(record: string) {
  const held = useHeld()
  return useSend(async (body: RecordCommand) => {
    if (!held) throw new Error('nothing can be kept before the device is open')
    await held.device.outbox.add({ kind: 'library-record', stream: record, body })
  })
}
