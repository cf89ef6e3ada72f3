import { differences, type SameKeys } from '@gezhi/ui/i18n/catalogue'
import { zh as shared } from '@gezhi/ui/i18n/zh'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { zh } from './zh.ts'

describe('the words of the desk', () => {
  it('are whole in both languages', () => {
    const checked: SameKeys<typeof zh> = en
    expect(differences(zh, checked)).toEqual([])
  })

  it('take no subject of the shared catalogue', () => {
    expect(Object.keys(zh).filter((subject) => subject in shared)).toEqual([])
  })
})
