import { describe, expect, test } from 'vitest'
import { PASSWORD_FAULTS, PASSWORD_TEXTS, passwordFault } from './password.ts'

describe('a password of a staff member', () => {
  test.each(['Lantern-Tuesday-41', '晚风Kite7+石榴灯笼树下', 'correct horse battery staple', 'xK9#vLm2!pQz'])(
    '%s is accepted',
    (password) => {
      expect(passwordFault(password, ['zhangsan'])).toBeNull()
    },
  )

  test.each([
    ['Short-1a', 'SHORT'],
    ['x'.repeat(129), 'LONG'],
    ['lanterntuesday', 'PLAIN'],
    ['lantern4tuesday', 'PLAIN'],
    ['Password2026!', 'COMMON'],
    ['P@ssw0rd!2026', 'COMMON'],
    ['Admin@654987321', 'COMMON'],
    ['Gezhi!Hongshan.150402', 'COMMON'],
    ['Aa1!Aa1!Aa1!Aa1!', 'REPEATED'],
    ['Abcdefghijkl1!', 'REPEATED'],
    ['0987654321Ab!', 'REPEATED'],
    ['Kite-zhangsan-88', 'NAMED'],
    ['Kite-ZhangSan-88', 'NAMED'],
  ] as const)('%s is refused as %s', (password, fault) => {
    expect(passwordFault(password, ['zhangsan', 'li'])).toBe(fault)
  })

  test('is explained in both languages when it is refused', () => {
    expect(Object.keys(PASSWORD_TEXTS)).toEqual([...PASSWORD_FAULTS])
  })

  test('is judged in time, however it is made', () => {
    const started = performance.now()
    passwordFault('pass'.repeat(32))
    passwordFault('abcabcdabcde'.repeat(10) + 'X1!')
    expect(performance.now() - started).toBeLessThan(500)
  })
})
