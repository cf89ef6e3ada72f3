/** What makes a password of a staff member acceptable (GB/T 22239 level 3, identity; domain specification §6.4). */

export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128

export const PASSWORD_FAULTS = ['SHORT', 'LONG', 'PLAIN', 'COMMON', 'NAMED', 'REPEATED'] as const
export type PasswordFault = (typeof PASSWORD_FAULTS)[number]

/**
 * Words that carry most passwords people really choose, in lower-case letters. A password that is one or two of them with
 * digits and signs around is guessed in seconds, whatever its length.
 */
const COMMON_WORDS = (
  'password passwd passwort passw pass pwd mima admin administrator root system test guest user login welcome hello ' +
  'letmein changeme default secret master super server qwerty qwertyuiop qwer asdf asdfgh asdfghjkl zxcv zxcvbn ' +
  'zxcvbnm qaz wsx edc qazwsx qazwsxedc abc abcd abcde abcdef abcdefg aaa iloveyou love woaini nihao zhongguo china ' +
  'beijing neimenggu chifeng hongshan gezhi wangge wanggeyuan grid shequ jiedao zhengfu monkey dragon football ' +
  'summer winter spring autumn sunshine princess michael computer internet huawei xiaomi'
).split(' ')

const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const LOOKALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

const plainOf = (text: string): string =>
  Array.from(text.toLowerCase(), (letter) => LOOKALIKES[letter] ?? letter).join('')

const lettersOf = (text: string): string => text.replaceAll(/[^a-z]/g, '')

/** True when the letters are common words and nothing else. */
function isWords(letters: string): boolean {
  if (letters === '') return true
  return COMMON_WORDS.some((word) => letters.startsWith(word) && isWords(letters.slice(word.length)))
}

/** Digits and signs after the last letter are decoration; before it they may stand for letters (p@ssw0rd!2026). */
function isCommon(password: string): boolean {
  const small = password.toLowerCase()
  const words = [small, small.replace(/[^a-z]+$/, ''), small.replaceAll(/^[^a-z]+|[^a-z]+$/g, '')]
  return [lettersOf(small), ...words.map((word) => lettersOf(plainOf(word)))].some(
    (letters) => letters !== '' && isWords(letters),
  )
}

/** How many of lower case, upper case, digits and other signs occur. */
const kindsIn = (password: string): number =>
  [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{Ll}\p{Lu}\d]/u].filter((kind) => kind.test(password)).length

/** The longest part that goes on like the alphabet, the digits or a keyboard row, forwards or backwards. */
function longestRun(password: string): number {
  const text = password.toLowerCase()
  const backwards = RUNS.map((row) => Array.from(row).toReversed().join(''))
  let longest = 0
  for (let from = 0; from < text.length; from++) {
    let to = from + longest + 1
    while (to <= text.length && [...RUNS, ...backwards].some((row) => row.includes(text.slice(from, to)))) {
      longest = to - from
      to++
    }
  }
  return longest
}

/**
 * Why a password may not be used, or null when it may. 12 to 128 characters of three of the four kinds (20 and more need
 * only two), not made of common words, not the holder's own names, not mostly one run or few characters.
 */
export function passwordFault(password: string, ownNames: readonly string[] = []): PasswordFault | null {
  const length = Array.from(password).length
  if (length < PASSWORD_MIN) return 'SHORT'
  if (length > PASSWORD_MAX) return 'LONG'
  if (new Set(password.toLowerCase()).size < 6 || longestRun(password) > length / 2) return 'REPEATED'
  if (kindsIn(password) < (length >= 20 ? 2 : 3)) return 'PLAIN'
  const own = ownNames.map((name) => name.toLowerCase()).filter((name) => name.length >= 3)
  if (own.some((name) => password.toLowerCase().includes(name))) return 'NAMED'
  return isCommon(password) ? 'COMMON' : null
}

/** What to tell the person: Chinese and English. */
export const PASSWORD_TEXTS: Readonly<Record<PasswordFault, readonly [zh: string, en: string]>> = {
  SHORT: ['密码至少 12 位', 'A password needs at least 12 characters'],
  LONG: ['密码不能超过 128 位', 'A password has at most 128 characters'],
  PLAIN: [
    '密码须包含大写字母、小写字母、数字、符号中的至少三类',
    'Use three of: upper case, lower case, digits, signs',
  ],
  COMMON: ['密码由常用词组成，容易被猜到', 'The password is made of common words and easy to guess'],
  NAMED: ['密码不能包含本人账号或姓名', 'The password must not contain your own names'],
  REPEATED: ['密码重复或连续字符过多', 'The password repeats or runs on'],
}
