// A record in words: the same in the list of own records and in the work report.
import type { CheckItem } from '@gezhi/core/districts/register'
import type { TaskResult } from '@gezhi/core/fieldwork/commands'
import { wallTime } from '@gezhi/ui/time'
import type { FieldText } from '../text.ts'
import type { OwnRecord } from './records.ts'

/** Of the district, retired ones among them. */
type Checks = readonly CheckItem[]

/** A result in a few words. */
export function sayResult(result: TaskResult | null, text: FieldText, checks: Checks): string {
  if (!result) return text('workLine:NOT_POSSIBLE')
  switch (result.sort) {
    case 'VISIT':
      return [
        text(`workLine:${result.outcome}`),
        result.where,
        result.needs === 'NONE' ? '' : text(`workNeed:${result.needs}`),
        result.note,
      ]
        .filter(Boolean)
        .join(' · ')
    case 'CHECK': {
      const name = checks.find(({ field }) => field === result.field)?.fieldName[text.language]
      const field = name ?? String(result.field)
      const bad = result.items.filter(({ finding }) => finding === 'BAD').length
      return `${result.where} · ${text('workLine:CHECK', { field, bad })}`
    }
    case 'PUBLICISE':
      return text('workLine:PUBLICISE', { topic: result.topic, n: result.reached })
    case 'OPINION':
      return result.wish
  }
}

export interface Hazard {
  readonly words: string
  /** Id of the case that reports it. */
  readonly made: string | null
}

/** What a check found, item by item, and the case that an opinion became. */
export function sayHazards(result: TaskResult | null, text: FieldText, checks: Checks): readonly Hazard[] {
  if (result?.sort === 'OPINION' && result.case)
    return [{ words: text('work:asCaseMade'), made: result.case }]
  if (result?.sort !== 'CHECK') return []
  const asked = new Map(checks.map((item) => [item.code, item.hazard[text.language]]))
  return result.items.flatMap(({ item, finding, note, case: made = null }) =>
    finding === 'BAD'
      ? [{ words: `! ${[asked.get(item) ?? item, note].filter(Boolean).join(' · ')}`, made }]
      : [],
  )
}

/** A record as a work report tells it: one line with its time, then what belongs to it. */
export function sayRecord(
  { at, sort, title, result, remarks }: OwnRecord,
  text: FieldText,
  checks: Checks,
): readonly [string, ...string[]] {
  const { date, time } = wallTime(at)
  const line = [`${date} ${time} ${text(`workSort:${sort}`)}`, title, sayResult(result, text, checks)]
  return [
    line.filter(Boolean).join(' · '),
    ...sayHazards(result, text, checks).map(({ words }) => words),
    ...remarks.map((remark) => remark.text),
  ]
}
