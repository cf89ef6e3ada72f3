import type { Widget } from '@gezhi/core/cases/schemas'

/** What the form builder reads of a TypeBox schema: plain JSON Schema with our `widget` keyword. */
export interface FieldSchema {
  readonly type?: string | undefined
  readonly widget?: Widget | undefined
  readonly enum?: readonly string[] | undefined
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, FieldSchema>> | undefined
  readonly required?: readonly string[] | undefined
  readonly items?: FieldSchema | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly minItems?: number | undefined
  readonly maxItems?: number | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
}

/** Widgets of the schema, and those that follow from its shape. */
export type FieldKind = Widget | 'choice' | 'yesNo' | 'number' | 'group' | 'unit' | 'grid' | 'file'

export interface FieldSpec {
  readonly name: string
  readonly kind: FieldKind
  readonly schema: FieldSchema
  readonly required: boolean
}

function kindOf(name: string, schema: FieldSchema): FieldKind {
  if (schema.widget) return schema.widget
  if (name === 'grid') return 'grid'
  if (schema.enum) return 'choice'
  if (schema.type === 'boolean') return 'yesNo'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.properties) return 'org' in schema.properties && 'task' in schema.properties ? 'unit' : 'group'
  return name === 'voice' ? 'file' : 'text'
}

/** The fields a person fills in, required ones as the schema orders them; `type` is the command itself. */
export function fieldsOf(schema: FieldSchema): readonly FieldSpec[] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {})
    .filter(([, field]) => field.const === undefined)
    .map(([name, field]) => ({
      name,
      schema: field,
      kind: kindOf(name, field),
      required: required.has(name) && !mayBeEmptyList(field),
    }))
}

/** A list that must be there but may be empty asks for nothing. */
const mayBeEmptyList = ({ type, minItems = 0 }: FieldSchema): boolean => type === 'array' && minItems === 0

/** True when nothing has to be asked: the button can act at once. */
export const asksNothing = (schema: FieldSchema): boolean =>
  !fieldsOf(schema).some(({ required }) => required)

export type FormValue = unknown
export type FormValues = Readonly<Record<string, FormValue>>

/** Leaves out what was not filled in, so that an untouched optional field is not an empty text. */
export function filled(values: FormValues): FormValues {
  const kept = Object.entries(values).flatMap(([name, value]): [string, FormValue][] => {
    if (value === undefined || value === null) return []
    if (typeof value === 'string') return value.trim() ? [[name, value.trim()]] : []
    if (Array.isArray(value)) {
      const rows = value.map((row: unknown) => (isRecord(row) ? filled(row) : row))
      return rows.length ? [[name, rows]] : []
    }
    if (!isRecord(value)) return [[name, value]]
    const inner = filled(value)
    return Object.keys(inner).length ? [[name, inner]] : []
  })
  return Object.fromEntries(kept)
}

/** What is sent: the filled fields, and an empty list where the schema wants a list. */
export function toSend(schema: FieldSchema, values: FormValues): FormValues {
  const lists = (schema.required ?? []).filter((name) => {
    const field = schema.properties?.[name]
    return field !== undefined && mayBeEmptyList(field)
  })
  return { ...Object.fromEntries(lists.map((name) => [name, []])), ...filled(values) }
}

export const isRecord = (value: unknown): value is FormValues =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
