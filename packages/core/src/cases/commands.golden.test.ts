// An example of every command in every form that devices may still send: it is taken today and means what it meant.
import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { FIRST_VERSION, upcast } from '../sync/versions.ts'
import golden from './commands.golden.json' with { type: 'json' }
import { CaseCommandSchema, CASE_COMMANDS, COMMAND_TYPES } from './commands.ts'

test('there is an example of every command', () => {
  expect(golden.examples.map(({ type }) => type).toSorted()).toEqual(COMMAND_TYPES.toSorted())
})

test.each(golden.examples)('$type of version 1 is taken as it was written', (body) => {
  const now = Date.parse('2027-11-01T00:00:00Z')
  const cast = upcast(FIRST_VERSION, { version: golden.version, body }, now)
  expect(cast).toEqual({ ok: true, body })
  expect(Check(CaseCommandSchema, body)).toBe(true)
})

test('a field that a command does not have is refused, so that a caster cannot be forgotten', () => {
  for (const [type, schema] of Object.entries(CASE_COMMANDS))
    expect(Check(schema, { ...golden.examples.find((one) => one.type === type), surprise: 1 })).toBe(false)
})
