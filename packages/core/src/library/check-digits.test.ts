import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  citizenCheck,
  creditCheck,
  isCitizenId,
  isCreditCode,
  isOrganisationCode,
  organisationCheck,
} from './check-digits.ts'

const ofAlphabet = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...Array.from(alphabet)), { minLength: length, maxLength: length })
    .map((characters) => characters.join(''))
const DIGITS = '0123456789'
const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY'

describe('check digits', () => {
  it('agree with the vectors of domain specification §6.1', () => {
    expect(isCitizenId('11010519491231002X')).toBe(true)
    expect(citizenCheck('15040219900101001')).toBe('5')
    expect(isCreditCode('91350100M000100Y43')).toBe(true)
    expect(creditCheck('91150402MA0N0XYR7')).toBe('P')
    expect(organisationCheck('D2143569')).toBe('X')
    expect(isOrganisationCode('D2143569-X')).toBe(true)
  })

  it('refuse a citizen id whose day or province does not exist, though its check digit is right', () => {
    const withCheck = (first17: string) => `${first17}${citizenCheck(first17)}`
    expect(isCitizenId(withCheck('15040219900101001'))).toBe(true)
    expect(isCitizenId(withCheck('15040219900230001'))).toBe(false)
    expect(isCitizenId(withCheck('15040219000229001'))).toBe(false)
    expect(isCitizenId(withCheck('99040219900101001'))).toBe(false)
  })

  it('refuse what has another form', () => {
    for (const text of [
      '',
      '１１０１０５１９４９１２３１００２Ｘ',
      '11010519491231002x',
      '110105194912310',
    ]) {
      expect(isCitizenId(text)).toBe(false)
      expect(isCreditCode(text)).toBe(false)
      expect(isOrganisationCode(text)).toBe(false)
    }
    expect(isCreditCode('91350100I000100Y43')).toBe(false)
  })

  it('notice every single wrong digit of a citizen id and every swap of neighbours', () => {
    fc.assert(
      fc.property(ofAlphabet(DIGITS, 17), fc.nat(16), fc.integer({ min: 1, max: 9 }), (first, at, by) => {
        const wrong = first.slice(0, at) + String((Number(first[at]) + by) % 10) + first.slice(at + 1)
        const swapped = first.slice(0, at) + (first[at + 1] ?? '') + (first[at] ?? '') + first.slice(at + 2)
        expect(citizenCheck(wrong)).not.toBe(citizenCheck(first))
        if (at < 16 && first[at] !== first[at + 1])
          expect(citizenCheck(swapped)).not.toBe(citizenCheck(first))
      }),
    )
  })

  it('notice every single wrong character of a credit code', () => {
    fc.assert(
      fc.property(
        ofAlphabet(CREDIT, 17),
        fc.nat(16),
        fc.constantFrom(...Array.from(CREDIT)),
        (first, at, other) => {
          fc.pre(first[at] !== other)
          expect(creditCheck(first.slice(0, at) + other + first.slice(at + 1))).not.toBe(creditCheck(first))
        },
      ),
    )
  })

  it('make an organisation code valid by exactly one check character', () => {
    fc.assert(
      fc.property(ofAlphabet('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 8), (first) => {
        const valid = Array.from('0123456789X').filter((check) => isOrganisationCode(first + check))
        expect(valid).toEqual([organisationCheck(first)])
      }),
    )
  })
})
