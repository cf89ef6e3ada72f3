// Check digits of the identifiers that registers carry. Each function is total: what has another form is not valid.

/** Weighted sum of characters by their place; characters count by their position in `alphabet`. */
const weighted = (text: string, weights: readonly number[], alphabet: string): number =>
  weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(text.charAt(index)), 0)

const CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CITIZEN_CHECKS = '10X98765432'

/** Check character of a citizen id (GB 11643-1999) from its first 17 digits; null for another form. */
export const citizenCheck = (first17: string): string | null =>
  /^\d{17}$/.test(first17)
    ? CITIZEN_CHECKS.charAt(weighted(first17, CITIZEN_WEIGHTS, '0123456789') % 11)
    : null

/** True for a day of the Gregorian calendar written YYYYMMDD, from 1800 on. */
function isDay(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))]
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/**
 * A citizen id of 18 characters (GB 11643-1999): a province of GB/T 2260 in front, historic counties allowed; a day that
 * exists; the check character.
 */
export const isCitizenId = (text: string): boolean =>
  /^[1-9]\d{16}[\dX]$/.test(text) &&
  /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/.test(text) &&
  isDay(text.slice(6, 14)) &&
  citizenCheck(text.slice(0, 17)) === text.charAt(17)

/** No I, O, S, V, Z: they are taken for digits. */
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Check character of a unified social credit code (GB 32100-2015) from its first 17; null for another form. */
export function creditCheck(first17: string): string | null {
  if (!/^[0-9A-HJ-NPQRTUWXY]{17}$/.test(first17)) return null
  const rest = weighted(first17, CREDIT_WEIGHTS, CREDIT_ALPHABET) % 31
  return CREDIT_ALPHABET.charAt((31 - rest) % 31)
}

/** A unified social credit code: authority and kind, six digits of a division, organisation code, check character. */
export const isCreditCode = (text: string): boolean =>
  /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text) &&
  creditCheck(text.slice(0, 17)) === text.charAt(17)

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Check character of an organisation code (GB 11714-1997) from its first 8; null for another form. */
export function organisationCheck(first8: string): string | null {
  if (!/^[0-9A-Z]{8}$/.test(first8)) return null
  const check = 11 - (weighted(first8, ORGANISATION_WEIGHTS, ORGANISATION_ALPHABET) % 11)
  return check === 10 ? 'X' : String(check % 11)
}

/** An organisation code of 9 characters, also written with a hyphen before the last. */
export const isOrganisationCode = (text: string): boolean => {
  const plain = text.replace(/^(.{8})-/, '$1')
  return plain.length === 9 && organisationCheck(plain.slice(0, 8)) === plain.charAt(8)
}
