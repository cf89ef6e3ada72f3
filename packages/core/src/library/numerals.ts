// Chinese numerals as addresses use them: 一, 十二, 二十, 一百零三, and digit by digit 五〇一.

const DIGITS = '〇一二三四五六七八九'
const DIGIT_OF = new Map(Array.from(DIGITS).map((digit, value) => [digit, value] as const))
  .set('零', 0)
  .set('两', 2)
  .set('壹', 1)
  .set('贰', 2)
  .set('叁', 3)
  .set('肆', 4)
  .set('伍', 5)
  .set('陆', 6)
  .set('柒', 7)
  .set('捌', 8)
  .set('玖', 9)
const UNIT_OF = new Map([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['佰', 100],
  ['千', 1000],
])

/** Characters of a numeral, for a regular expression. */
export const NUMERAL = '[〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖十拾百佰千]'

/** Value of a Chinese numeral below 10,000 as digits; `五〇一` is read digit by digit. Null when it is none. */
export function digitsOf(numeral: string): string | null {
  const characters = Array.from(numeral)
  if (characters.length === 0) return null
  if (characters.every((character) => DIGIT_OF.has(character)))
    return characters.map((character) => DIGIT_OF.get(character)).join('')
  let [sum, digit] = [0, 0]
  let least = Infinity
  for (const character of characters) {
    const unit = UNIT_OF.get(character)
    if (unit === undefined) digit = DIGIT_OF.get(character) ?? NaN
    else if (unit >= least) return null
    // 十二 is twelve; but 百 and 千 alone are letters of a name, not numbers.
    else if (digit === 0 && unit > 10) return null
    else {
      sum += (digit === 0 ? 1 : digit) * unit
      digit = 0
      least = unit
    }
  }
  return Number.isNaN(sum + digit) ? null : String(sum + digit)
}
