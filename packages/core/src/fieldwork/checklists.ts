// What a hazard check looks at, by public-safety field (domain specification §3.4). Codes stay; words may be improved.
import type { Checklist } from './checklist.ts'
import { DAILY } from './checklists.daily.ts'
import { WORKS } from './checklists.works.ts'

/** The fifteen fields in their order. */
export const CHECKLISTS: readonly Checklist[] = [...WORKS, ...DAILY]

export const checklistOf = (field: number): Checklist | undefined =>
  CHECKLISTS.find((one) => one.field === field)
