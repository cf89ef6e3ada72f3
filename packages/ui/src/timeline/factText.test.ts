import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TextKey } from '../i18n/catalogue.ts'
import { en } from '../i18n/en.ts'
import { translator, type Translate } from '../i18n/i18n.ts'
import { zh } from '../i18n/zh.ts'
import { factText } from './factText.ts'

const names: Record<string, string> = { '150402003': '西城街道', '150402D07': '区住建局', W01001: '井盖缺失' }
const lookups = {
  orgName: (code: string) => names[code] ?? code,
  itemName: (code: string) => names[code] ?? code,
}
let t: Translate
let english: Translate

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
  english = translator<TextKey>(instance, 'en')
})

const say = (type: string, data: Record<string, unknown>): string =>
  factText({ type, data }, t, lookups).sentence

describe('a fact in plain words', () => {
  it('names units and items, not their codes', () => {
    expect(say('order.dispatched', { order: { no: 2, org: '150402D07' } })).toBe('派单至区住建局（工单 2）')
    expect(say('case.accepted', { item: 'W01001', urgency: 'IMPORTANT' })).toBe(
      '受理立案，定为「井盖缺失」，重要',
    )
    expect(say('order.signed', { order: 2 })).toBe('签收工单 2')
  })

  it('says what was decided, not only that something was', () => {
    expect(say('department.arrival-judged', { order: 3, accepted: false })).toBe('未认可工单 3 报到')
    expect(say('reporter.contacted', { method: 'CALL', reached: false, note: '' })).toBe(
      '电话联系诉求人，未联系上',
    )
    expect(say('appeal.decided', { upheld: true, score: 92, request: 1, reason: '' })).toBe(
      '申诉成立，改判 92 分',
    )
    expect(say('deadline.missed', { deadline: 'D_HANDLE#2' })).toBe('办理超时')
  })

  it('quotes what was written once', () => {
    const asked = factText({ type: 'case.info-requested', data: { question: '请补充楼号' } }, t, lookups)
    expect(asked).toMatchObject({ sentence: '退回补正', quote: '请补充楼号' })
    const voided = factText(
      { type: 'case.voided', data: { reason: 'FALSE', explanation: '现场无此情况' } },
      t,
      lookups,
    )
    expect(voided).toMatchObject({ sentence: '作废事件：情况不实', quote: '现场无此情况' })
    const split = factText(
      { type: 'order.split', data: { order: { no: 2, org: '150402003', task: '清理' } } },
      t,
      lookups,
    )
    expect(split).toMatchObject({ sentence: '分单至西城街道（工单 2）：清理', quote: null })
  })

  it('brings the pictures of report and result', () => {
    const reported = factText(
      { type: 'case.reported', data: { report: { text: '', photos: ['a', 'b'] } } },
      t,
      lookups,
    )
    expect(reported.photos).toEqual(['a', 'b'])
  })

  it('leaves no placeholder open in either language, whatever is missing', () => {
    for (const [tongue, catalogue] of [
      [t, zh],
      [english, en],
    ] as const)
      for (const type of Object.keys(catalogue.fact))
        expect(factText({ type, data: {} }, tongue, lookups).sentence, type).not.toMatch(/[{}]/)
  })

  it('shows the name of a kind of fact it does not know', () => {
    expect(say('case.teleported', {})).toBe('case.teleported')
  })
})
