// Identity numbers, phones and ages as far as the minimal set of a resident needs them.
import { isCitizenId } from '../library/check-digits.ts'

export const AGE_BANDS = ['0-5', '6-13', '14-17', '18-59', '60-79', '80+'] as const
/** Kept instead of a date of birth (domain specification §4.2). */
export type AgeBand = (typeof AGE_BANDS)[number]

/** Under 14 every datum is sensitive and a guardian consents (PIPL 28, 31; R-P-13). */
export const isChild = (band: AgeBand): boolean => band === '0-5' || band === '6-13'

/** Without spaces and with a capital X: equal numbers become equal texts. */
export const normalIdNo = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()

/** Digits alone, without a Chinese country code. */
export const normalPhone = (text: string): string =>
  text.replaceAll(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '')

/** 18 characters with the right check digit (GB 11643). */
export const isIdNo = (text: string): boolean => isCitizenId(normalIdNo(text))

/** 5 to 15 digits: mobile, fixed line, foreign. */
export const isPhone = (text: string): boolean => /^\d{5,15}$/.test(normalPhone(text))

/** 150402199001010015 → 1504************15 (R-P-21). */
export function maskIdNo(idNo: string): string {
  const text = normalIdNo(idNo)
  return text.length < 8 ? '****' : text.slice(0, 4) + '*'.repeat(text.length - 6) + text.slice(-2)
}
