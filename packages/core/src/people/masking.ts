/**
 * Personal data as it is shown by default (domain specification §4.5, R-P-21): enough to recognise, not enough to know.
 */

const letters = (text: string): string[] => Array.from(text.trim())

/** 张三 → 张*, 欧阳娜娜 → 欧***, Anna Li → A******: the first character, then one star for each other, at most six. */
export function maskName(name: string): string {
  const [first, ...others] = letters(name)
  if (first === undefined) return ''
  return first + '*'.repeat(Math.min(6, Math.max(1, others.length)))
}

/**
 * 13812341234 → 138****1234, 0476-8223344 → 047****3344. Of short numbers only the last two digits remain; a country
 * code stays with its plus sign (+8613812341234 → +861****1234).
 */
export function maskPhone(phone: string): string {
  const sign = phone.trim().startsWith('+') ? '+' : ''
  const digits = phone.replaceAll(/\D/g, '')
  if (digits === '') return ''
  if (digits.length < 9) return `${sign}****${digits.slice(-2)}`
  return `${sign}${digits.slice(0, 3)}****${digits.slice(-4)}`
}

/** Numbers of identity cards (18 digits, the last may be X) and of mobile phones within other words. */
const IN_WORDS = /(?<!\d)(\d{17}[\dXx]|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\dXx])/g

/** Free text whose phone and identity numbers are masked: 王先生 13812341234 → 王先生 138****1234. */
export const maskText = (text: string): string =>
  text.replaceAll(IN_WORDS, (number) =>
    number.length === 18 && /^\d{17}/.test(number)
      ? `${number.slice(0, 3)}***********${number.slice(-4)}`
      : maskPhone(number),
  )
