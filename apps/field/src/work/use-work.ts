// What this device knows of the person's field work, kept together with what still waits to be sent.
import type { HeldCase } from '@gezhi/core/cases/device'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import type { WorkDone } from '@gezhi/core/fieldwork/work-report'
import type { HeldPatrol } from '@gezhi/core/patrol/device'
import { useMemo } from 'react'
import { useEntries, useHeld, useRows } from '../offline/held.ts'
import { doneOn, openTasks, type OwnRecord, ownRecords } from './records.ts'

const NONE: readonly never[] = []

export interface Work {
  readonly open: readonly HeldFieldTask[]
  /** Newest first. */
  readonly records: readonly OwnRecord[]
}

export function useWork(): Work {
  const rows = useRows<HeldFieldTask>('field-tasks') ?? NONE
  const entries = useEntries()
  return useMemo(
    () => ({ open: openTasks(rows, entries), records: ownRecords(rows, entries) }),
    [rows, entries],
  )
}

/** Everything that work reports are counted from. */
export function useWorkDone(): WorkDone {
  const person = useHeld()?.device.person ?? ''
  const cases = useRows<HeldCase>('cases') ?? NONE
  const tasks = useRows<HeldFieldTask>('field-tasks') ?? NONE
  const patrols = useRows<HeldPatrol>('patrols') ?? NONE
  const entries = useEntries()
  return useMemo(
    () => doneOn({ person, cases, tasks, patrols, entries }),
    [person, cases, tasks, patrols, entries],
  )
}
