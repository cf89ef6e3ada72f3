import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import type { TextKey } from '../i18n/catalogue.ts'
import { en } from '../i18n/en.ts'
import { translator, type Translate } from '../i18n/i18n.ts'
import { zh } from '../i18n/zh.ts'
import { doubtText } from './doubtText.ts'

let t: Translate
beforeAll(async () => {
  const instance = i18next.createInstance()
  await instance.init({
    lng: 'zh',
    resources: { zh, en },
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  })
  t = translator<TextKey>(instance, 'zh')
})

const at = Date.parse('2026-01-01T08:30:00+08:00')

it('says what a phone claimed and what counts, wherever the fact keeps it', () => {
  const said = '手机时间为 2026-01-01 08:30，早于收到时间三十天以上，按收到时间计。'
  expect(doubtText({ data: { result: { doubt: 'TOO_OLD', claimedAt: at } } }, t)).toBe(said)
  expect(doubtText({ data: { report: { doubt: 'TOO_OLD', occurredAt: at } } }, t)).toBe(said)
  expect(doubtText({ data: { doubt: 'TOO_OLD', occurredAt: at } }, t)).toBe(said)
})

it('says nothing of a time that nobody doubts, or of a doubt that it does not know', () => {
  expect(doubtText({ data: { result: { at } } }, t)).toBeNull()
  expect(doubtText({ data: { doubt: 'NEW_KIND', occurredAt: at } }, t)).toBeNull()
})
