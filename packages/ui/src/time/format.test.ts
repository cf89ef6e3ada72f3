import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TextKey } from '../i18n/catalogue.ts'
import { translator, type Translate } from '../i18n/i18n.ts'
import { zh } from '../i18n/zh.ts'
import { dueText, fullTime, pastTime, shortTime, span } from './format.ts'

const now = Date.parse('2026-11-22T15:04:05+08:00')
const minute = 60_000
const hour = 60 * minute
let t: Translate

beforeAll(async () => {
  const instance = i18next.createInstance()
  await instance.init({
    lng: 'zh',
    resources: { zh },
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  })
  t = translator<TextKey>(instance, 'zh')
})

describe('times', () => {
  it('are those of Beijing, with only as much date as is needed', () => {
    expect(shortTime(now - hour, now)).toBe('14:04')
    expect(shortTime(now - 24 * hour, now)).toBe('11-21 15:04')
    expect(shortTime(Date.parse('2025-12-31T16:00:00Z'), now)).toBe('01-01 00:00')
    expect(fullTime(now)).toBe('2026-11-22 15:04:05')
  })

  it('are relative up to a day and absolute after', () => {
    expect([10_000, 5 * minute, 3 * hour, 25 * hour].map((age) => pastTime(now - age, now, t))).toEqual([
      '刚刚',
      '5 分钟前',
      '3 小时前',
      '11-21 14:04',
    ])
  })

  it('are as exact as one can act on', () => {
    const lengths = [
      252_000,
      26 * minute,
      2 * hour + 20 * minute,
      14 * hour + 5 * minute,
      52 * hour,
      400 * hour,
    ]
    expect(lengths.map((ms) => span(ms, t))).toEqual([
      '4:12',
      '26 分',
      '2 h 20 分',
      '14 h',
      '2 天 4 h',
      '16 天',
    ])
  })

  it('say how long is left or how late it is', () => {
    expect(dueText(now + 26 * minute, now, t)).toEqual({ text: '剩 26 分', late: false })
    expect(dueText(now - 3 * hour, now, t)).toEqual({ text: '超时 3 h', late: true })
  })
})
