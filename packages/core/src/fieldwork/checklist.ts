// The checklists of a district, from its pack: what a hazard check looks at, field by field (domain specification §3.4).
import type { CheckItem } from '../districts/register.ts'

export interface Checklist {
  /** 1–15. */
  readonly field: number
  readonly zh: string
  readonly en: string
  readonly items: readonly CheckItem[]
}

const numberOf = ({ code }: CheckItem): number => Number(code.slice(code.indexOf('.') + 1))

/** Fields and their items in the order of their numbers; retired items are not asked. */
export function checklistsOf(items: readonly CheckItem[]): readonly Checklist[] {
  const asked = items.filter(({ retired }) => retired !== true)
  return [...Map.groupBy(asked, ({ field }) => field)]
    .toSorted(([a], [b]) => a - b)
    .map(([field, own]) => ({
      field,
      zh: own[0]?.fieldName.zh ?? '',
      en: own[0]?.fieldName.en ?? '',
      items: own.toSorted((a, b) => numberOf(a) - numberOf(b)),
    }))
}
