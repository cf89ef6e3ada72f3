import { CASE_COMMANDS } from '@gezhi/core/cases/commands'
import { describe, expect, it } from 'vitest'
import { asksNothing, fieldsOf, filled, type FieldSchema, toSend } from './schema.ts'
import { validate } from './validate.ts'

const id = '0191a2b3-c4d5-7000-8000-000000000001'
const fields = (name: keyof typeof CASE_COMMANDS) => fieldsOf(CASE_COMMANDS[name] as unknown as FieldSchema)

describe('a form from a command', () => {
  it('asks each field by the widget of its schema', () => {
    expect(fields('dispatch').map(({ name, kind, required }) => [name, kind, required])).toEqual([
      ['org', 'organisation', true],
      ['note', 'text', false],
    ])
    expect(fields('whistle').map(({ kind }) => kind)).toEqual(['choice', 'unit', 'units', 'longText'])
    expect(fields('recordSatisfied').map(({ kind }) => kind)).toEqual([
      'yesNo',
      'yesNo',
      'rating',
      'longText',
    ])
  })

  it('acts at once when nothing must be said', () => {
    expect(asksNothing(CASE_COMMANDS.grab as unknown as FieldSchema)).toBe(true)
    expect(asksNothing(CASE_COMMANDS.dispatch as unknown as FieldSchema)).toBe(false)
  })

  it('sends an empty list where a list may be empty', () => {
    const whistle = CASE_COMMANDS.whistle as unknown as FieldSchema
    expect(fields('whistle').find(({ name }) => name === 'units')?.required).toBe(false)
    expect(toSend(whistle, { units: [] })).toEqual({ units: [] })
    expect(fields('formJoint').find(({ name }) => name === 'units')?.required).toBe(true)
  })

  it('sends no field that was left empty', () => {
    const values = {
      type: 'report',
      text: '  井盖 ',
      title: ' ',
      photos: [],
      contact: { name: '' },
      note: undefined,
    }
    expect(filled(values)).toEqual({ type: 'report', text: '井盖' })
  })
})

describe('checking a form before it is sent', () => {
  it('names the field that is missing', () => {
    expect(validate(CASE_COMMANDS.dispatch, { type: 'dispatch' })).toEqual({ org: { key: 'form:tooShort' } })
  })

  it('says how many characters are allowed', () => {
    const values = { type: 'requestInfo', question: '问'.repeat(501) }
    expect(validate(CASE_COMMANDS.requestInfo, values)).toEqual({
      question: { key: 'form:tooLong', values: { n: 500 } },
    })
  })

  it('looks into rows and groups', () => {
    const errors = validate(CASE_COMMANDS.formJoint, {
      type: 'formJoint',
      leadTask: '牵头',
      units: [{ org: '150402D07' }],
    })
    expect(Object.keys(errors)).toEqual(['units/0/task'])
    const report = { type: 'report', place: { lon: 118.9, lat: 42.2 }, contact: { phone: 'abc' } }
    expect(validate(CASE_COMMANDS.report, report)).toEqual({ 'contact/phone': { key: 'form:badPhone' } })
  })

  it('lets a complete form go', () => {
    expect(
      validate(CASE_COMMANDS.dispatch, filled({ type: 'dispatch', org: '150402D07', note: '' })),
    ).toEqual({})
    expect(validate(CASE_COMMANDS.merge, { type: 'merge', primary: id })).toEqual({})
  })
})
