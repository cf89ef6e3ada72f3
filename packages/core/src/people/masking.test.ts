import { describe, expect, test } from 'vitest'
import { maskName, maskPhone, maskText } from './masking.ts'

describe('a name on a screen', () => {
  test.each([
    ['张三', '张*'],
    ['张', '张*'],
    ['欧阳娜娜', '欧***'],
    ['  李四 ', '李*'],
    ['𠮷野', '𠮷*'],
    ['Alexandra Petrova', 'A******'],
    ['', ''],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown)
  })
})

describe('a telephone number on a screen', () => {
  test.each([
    ['13812341234', '138****1234'],
    ['138-1234-1234', '138****1234'],
    ['+8613812341234', '+861****1234'],
    ['0476-8223344', '047****3344'],
    ['8223344', '****44'],
    ['12345', '****45'],
    ['', ''],
  ])('%s is shown as %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown)
  })

  test('never shows more than half of a number', () => {
    for (let length = 1; length <= 20; length++) {
      const digits = '1234567890'.repeat(2).slice(0, length)
      const shown = maskPhone(digits).replaceAll(/\D/g, '')
      expect(shown.length, digits).toBeLessThanOrEqual(Math.max(2, Math.ceil((length * 7) / 9)))
      expect(shown).not.toBe(length > 2 ? digits : '')
    }
  })
})

describe('a free text that leaves as a file', () => {
  test.each([
    ['王先生 13812341234 反映', '王先生 138****1234 反映'],
    ['电话138 1234 1234。', '电话138****1234。'],
    ['身份证 150402199001011234', '身份证 150***********1234'],
    ['身份证15040219900101123X。', '身份证150***********123X。'],
    ['单号 HS-20260914-00031', '单号 HS-20260914-00031'],
    ['13812341234567 是运单号', '13812341234567 是运单号'],
  ])('%s leaves as %s', (text, shown) => {
    expect(maskText(text)).toBe(shown)
  })
})
