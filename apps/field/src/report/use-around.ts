import { alikeNearby, commonAround, type Alike } from '@gezhi/core/cases/likeness'
import type { HeldCase } from '@gezhi/core/cases/device'
import type { HeldItem } from '@gezhi/core/districts/device'
import { useMemo } from 'react'
import { useRows } from '../offline/held.ts'
import type { Draft } from './draft.ts'

const MOST_COMMON = 6

export interface Around {
  /** Cases under way that the report may be about. */
  readonly alike: readonly Alike[]
  /** Codes of the items that are reported around here. */
  readonly common: readonly string[]
}

const NOTHING: Around = { alike: [], common: [] }

/** What this device knows of the surroundings of the report; nothing before a place is known. */
export function useAround({ point, accuracyM, item }: Draft): Around {
  const rows = useRows<HeldCase>('cases')
  const catalogue = useRows<HeldItem>('catalogue')
  return useMemo(() => {
    if (!point || !rows || !catalogue) return NOTHING
    const cases = rows.map(({ summary }) => summary)
    const items = new Map(catalogue.map((one) => [one.code, one]))
    return {
      alike: alikeNearby({ point, accuracyM, item }, cases, (code) => items.get(code)),
      common: commonAround(point, cases, MOST_COMMON),
    }
  }, [point, accuracyM, item, rows, catalogue])
}
