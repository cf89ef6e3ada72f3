// Reads a value of a field from what people typed: one place for forms, imports and commands.
import { isCreditCode } from './check-digits.ts'
import type { Field, FieldFault, Value } from './field.ts'

export type ReadValue =
  | { readonly ok: true; readonly value: Value | null }
  | { readonly ok: false; readonly fault: FieldFault }

const value = (read: Value | null): ReadValue => ({ ok: true, value: read })
const fault = (name: FieldFault): ReadValue => ({ ok: false, fault: name })

const YES: readonly string[] = ['是', '有', 'Y', 'YES', 'TRUE', '1', '√']
const NO: readonly string[] = ['否', '无', '没有', 'N', 'NO', 'FALSE', '0', '×']

function numberOf(text: string, whole: boolean, from: number, to: number): ReadValue {
  const plain = text.replace(/,(?=\d{3}(\D|$))/g, '')
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return fault('number')
  const read = Number(plain)
  if (whole && !Number.isInteger(read)) return fault('number')
  return read < from || read > to ? fault('range') : value(read)
}

/** YYYY-MM-DD, YYYY/M/D, YYYYMMDD or YYYY年M月D日, a day that exists. */
function dayOf(text: string): ReadValue {
  const found = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?$/.exec(text)
  if (!found) return fault('day')
  const [, year = '', month = '', day = ''] = found
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${written}T00:00:00Z`)
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written)
  return exists ? value(written) : fault('day')
}

/** Text of a cell or form as the value of a field; an empty text is null, and a fault where the field is required. */
export function readField(field: Field, given: string): ReadValue {
  const text = given.normalize('NFKC').trim()
  if (text === '') return field.required ? fault('required') : value(null)
  switch (field.kind) {
    case 'text':
      if (Array.from(given.trim()).length > field.most) return fault('too-long')
      return field.pattern && !field.pattern.test(text) ? fault('pattern') : value(given.trim())
    case 'whole':
      return numberOf(text, true, field.from, field.to)
    case 'number':
      return numberOf(text, false, field.from, field.to)
    case 'day':
      return dayOf(text)
    case 'flag': {
      const upper = text.toUpperCase()
      return YES.includes(upper) ? value(true) : NO.includes(upper) ? value(false) : fault('flag')
    }
    case 'choice': {
      const found = Object.entries(field.choices).find(
        ([code, [zh, en]]) => text === code || text === zh || text.toLowerCase() === en.toLowerCase(),
      )
      return found ? value(found[0]) : fault('choice')
    }
    case 'credit':
      return isCreditCode(text.toUpperCase()) ? value(text.toUpperCase()) : fault('credit')
  }
}

/** A value as an official reads it; empty for null. */
export function writeField(field: Field, given: Value | null | undefined, language: 'zh' | 'en'): string {
  if (given === null || given === undefined) return ''
  if (field.kind === 'flag')
    return given ? (language === 'zh' ? '是' : 'yes') : language === 'zh' ? '否' : 'no'
  if (field.kind === 'choice') {
    const names = field.choices[String(given)]
    return names ? names[language === 'zh' ? 0 : 1] : String(given)
  }
  return field.kind === 'number' ? `${given} ${field.unit}` : String(given)
}
