import { describe, expect, test } from 'vitest'
import { CONSENT_TEXTS, currentText } from './consent.ts'
import { isIdNo, isPhone, maskIdNo, normalPhone } from './identity.ts'
import { codeText, opens, readCode, ROTATION_MS, smallCell, windowOf } from './gates.ts'
import { CONSENT_CODES, PURPOSE_CODES, purposeOf } from './purposes.ts'

describe('identity', () => {
  test('R-P-21 is masked to four digits in front and two at the end', () => {
    expect(maskIdNo('150402199001010015')).toBe('1504************15')
    expect(maskIdNo(' 11010519491231002x ')).toBe('1101************2X')
    expect(maskIdNo('1234567')).toBe('****')
  })

  test('is checked by its check digit, and phones are one number however they are written', () => {
    expect(isIdNo('11010519491231002x')).toBe(true)
    expect(isIdNo('110105194912310021')).toBe(false)
    for (const text of ['138 0000 1234', '+86-13800001234', '008613800001234'])
      expect(normalPhone(text)).toBe('13800001234')
    expect(isPhone('12')).toBe(false)
  })
})

describe('purposes and texts', () => {
  test('R-P-08 a duty or an emergency names its law, a purpose by consent names its text', () => {
    for (const code of PURPOSE_CODES) {
      const { basis, article, consent } = purposeOf(code)
      if (basis === 'CONSENT') expect(consent, code).not.toBeNull()
      else expect(article, code).toMatch(/法|条例/)
    }
  })

  test('R-P-04 R-P-05 R-P-12 every text says in both languages that refusing costs nothing, and sensitive ones are separate', () => {
    for (const code of CONSENT_CODES) {
      const { body, separate } = currentText(code)
      expect(body.zh).toContain('不同意不影响您上报事件')
      expect(body.en).toContain('does not affect reporting')
      expect(separate).toBe(code !== 'SERVICE_CONTACT')
    }
    expect(new Set(CONSENT_TEXTS.map(({ code, version }) => `${code} ${version}`)).size).toBe(
      CONSENT_TEXTS.length,
    )
  })
})

describe('codes of gates', () => {
  const pass = {
    class: 'RESIDENT',
    medium: 'QR',
    community: 'c',
    entries: null,
    validFrom: 0,
    validTo: 1e9,
    endedAt: null,
  } as const
  test('say pass, window and signature, and nothing else is read as one', () => {
    const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
    const signature = 'a'.repeat(22)
    expect(readCode(codeText(id, 12_345, signature))).toEqual({ pass: id, window: 12_345, signature })
    for (const text of ['', 'GZ1', codeText(id, 1, 'short'), 'https://example.invalid'])
      expect(readCode(text)).toBeNull()
  })

  test('rotate: the window before still opens, the one before that does not, and leaving is always possible', () => {
    const at = 100 * ROTATION_MS
    const ask = (window: number, direction: 'IN' | 'OUT' = 'IN') =>
      opens(pass, { community: 'c', direction, now: at, window })
    expect([ask(windowOf(at)), ask(windowOf(at) - 1), ask(windowOf(at) - 2)]).toEqual([true, true, false])
    expect(ask(1, 'OUT')).toBe(true)
    expect(opens({ ...pass, endedAt: 1 }, { community: 'c', direction: 'OUT', now: at, window: 100 })).toBe(
      false,
    )
    expect(opens(pass, { community: 'other', direction: 'IN', now: at, window: 100 })).toBe(false)
  })

  test('R-P-30 counts below five could point at somebody', () => {
    expect([0, 1, 4, 5].map(smallCell)).toEqual(['0', '<5', '<5', '5'])
  })
})
