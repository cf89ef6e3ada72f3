import type { HeldCheck } from '@gezhi/core/districts/device'
import { type Checklist, checklistsOf } from '@gezhi/core/fieldwork/checklist'
import { useMemo } from 'react'
import { useRows } from '../offline/held.ts'

const NONE: readonly HeldCheck[] = []

/** What the district's checks look at, as this device has it; retired items are among them. */
export const useChecks = (): readonly HeldCheck[] => useRows<HeldCheck>('checks') ?? NONE

/** The lists that are asked now. */
export function useChecklists(): readonly Checklist[] {
  const checks = useChecks()
  return useMemo(() => checklistsOf(checks), [checks])
}
