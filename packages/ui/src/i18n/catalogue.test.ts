import { CASE_COMMANDS } from '@gezhi/core/cases/commands'
import { describe, expect, it } from 'vitest'
import { type Catalogue, differences, type SameKeys } from './catalogue.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly enum?: readonly string[]
  readonly type?: string
  readonly widget?: string
}

/** Every field of a command with its path: nested objects and rows of lists are walked too. */
function* fieldsOf(
  schema: Schema,
  command: string,
): Generator<[command: string, name: string, field: Schema]> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (name === 'type' || name === 'place') continue
    yield [command, name, field]
    if (field.properties) yield* fieldsOf(field, command)
    if (field.items?.properties) yield* fieldsOf(field.items, command)
  }
}
const all = Object.entries(CASE_COMMANDS).flatMap(([name, schema]) => [
  ...fieldsOf(schema as unknown as Schema, name),
])

describe('the catalogues', () => {
  it('have the same keys and placeholders in both languages, and no empty text', () => {
    const checked: SameKeys<typeof zh> = en
    expect(differences(zh, checked)).toEqual([])
  })

  it('write no Chinese in English', () => {
    const han = Object.entries(en as Catalogue).flatMap(([subject, texts]) =>
      Object.entries(texts)
        .filter(([, text]) => /\p{Script=Han}/u.test(text))
        .map(([key]) => `${subject}:${key}`),
    )
    expect(han).toEqual([])
  })

  it('label every field of every command', () => {
    const labels: Record<string, string> = zh.field
    const known = (command: string, name: string): boolean =>
      `${command}.${name}` in labels || name in labels || `contact.${name}` in labels
    expect(all.filter(([command, name]) => !known(command, name)).map(([c, n]) => `${c}.${n}`)).toEqual([])
  })

  it('name every value that a field offers', () => {
    const options: Record<string, string> = zh.option
    const values = all.flatMap(([, name, field]) =>
      field.type === 'boolean'
        ? [`${name}.true`, `${name}.false`]
        : (field.enum ?? []).map((value) => `${name}.${value}`),
    )
    expect([...new Set(values)].filter((value) => !(value in options))).toEqual([])
  })
})

describe('comparing catalogues', () => {
  it('finds what is missing, empty or has other placeholders', () => {
    const found = differences(
      { a: { x: '{n} 件', y: '好', z: '空' } },
      { a: { x: '{m} cases', z: ' ', w: 'w' } },
    )
    expect(found).toEqual([
      'a:x has other placeholders: {n} 件 · {m} cases',
      'a:y is missing in the second',
      'a:z is empty',
      'a:w is missing in the first',
    ])
  })
})
