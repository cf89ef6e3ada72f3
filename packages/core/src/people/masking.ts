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
