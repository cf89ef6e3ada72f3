import { describe, expect, test } from 'vitest'
import { emptyWords, namesNobody, textLikeness, wordingAdvice } from './wording.ts'

const REPORT = '三中街路口雨水井盖破了一半，晚上看不见，已有三天'

describe('a closing reply', () => {
  test.each([
    '已处理',
    '同上',
    '已办结。',
    '经核实，情况属实，已按规定处理完毕！',
    '问题已解决',
    '已按照规定及时整改到位',
    '已联系',
    '。。。',
    '111',
    'aaaa',
    'Done.',
    'Same as above',
    '',
  ])('«%s» says nothing', (text) => expect(emptyWords(text, REPORT)).toBe('EMPTY'))

  test.each([
    '路灯已修复',
    '已清理',
    '已更换破损井盖，设置反光标识',
    '垃圾已清运，并安排每日巡查',
    '现场为施工围挡，已要求施工单位于当日拆除',
    'Replaced the manhole cover',
  ])('«%s» says what was done', (text) => expect(emptyWords(text, REPORT)).toBeNull())

  test('that gives the report back is no answer', () => {
    expect(emptyWords(REPORT, REPORT)).toBe('COPY')
    expect(emptyWords('雨水井盖破了一半', REPORT)).toBe('COPY')
    expect(emptyWords(`${REPORT}。`, REPORT)).toBe('COPY')
    expect(emptyWords(`${REPORT}，现已更换为新的球墨铸铁井盖`, REPORT)).toBeNull()
  })

  test('names somebody', () => {
    for (const nobody of ['无', '同上', '已联系', ' ', '—', '相关人员'])
      expect(namesNobody(nobody)).toBe(true)
    for (const somebody of ['诉求人本人', '张先生', '上报网格员']) expect(namesNobody(somebody)).toBe(false)
  })

  test('that is short or promises is advised on, not refused', () => {
    expect(wordingAdvice('路灯已修复')).toEqual(['SHORT'])
    expect(wordingAdvice('施工单位正在组织更换，将尽快完成')).toEqual(['PROMISE'])
    expect(wordingAdvice('已更换破损井盖，设置反光标识')).toEqual([])
  })
})

test('texts are alike by the pairs of characters that they share', () => {
  expect(textLikeness('路灯不亮', '路灯不亮')).toBe(1)
  expect(textLikeness('路灯不亮', '井盖破损')).toBe(0)
  expect(textLikeness('', '路灯')).toBe(0)
})
