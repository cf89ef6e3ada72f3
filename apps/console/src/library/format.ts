import { OWNERS, type Field, type Owner, type Value } from '@gezhi/core/library/field'
import { writeField } from '@gezhi/core/library/read-field'
import { fullTime } from '@gezhi/ui/time'

/** Local day of an instant, YYYY-MM-DD. */
export const dayText = (at: number): string => fullTime(at).slice(0, 10)

export const ownerText = (owner: Owner, language: 'zh' | 'en'): string => OWNERS[owner][language]

/** A value in words; a dash where the source says nothing. */
export const valueText = (field: Field, value: Value | null, language: 'zh' | 'en'): string =>
  writeField(field, value, language) || '—'
