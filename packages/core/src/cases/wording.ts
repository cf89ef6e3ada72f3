// Whether a closing reply says anything: rules on words, never a guess (peers: «no fake closing»; domain specification §2.9).

/** Why a text is no answer: nothing but set phrases, or the report's own words given back. */
export type EmptyWords = 'EMPTY' | 'COPY'
/** What could be better in a text that is one: shown while it is written, refused by nobody. */
export type WordingAdvice = 'SHORT' | 'PROMISE'

/** Set phrases that stand for an answer without being one; longer ones first, so that parts do not stay behind. */
const PHRASES = [
  '按照规定|按有关规定|相关部门|有关部门|工作人员|第一时间|经核实|情况属实|情况|问题|事件|诉求|反映|该|此|已经|立即|及时|依法|按规定|规定|按要求|要求|按|全部|均|都|完毕|完成|处理|处置|解决|办结|办理|办好|办',
  '整改|落实|到位|核实|联系|知悉|收到|同意|同上|如上|如图|见图|见照片|见附件|略|无|没有|属实|结束|结案|闭环|谢谢|请|已|了|的|并|现',
  'same as above|as above|resolved|handled|closed|done|fixed|solved|none|n/a|ok',
]
  .flatMap((line) => line.split('|'))
  .sort((a, b) => b.length - a.length)

/** Names that name nobody. */
const NOBODY = new Set([
  '无',
  '没有',
  '同上',
  '略',
  '已联系',
  '相关人员',
  '有关人员',
  '工作人员',
  '某某',
  'na',
  'none',
])

/** Words, not their dress: no spaces, marks and figures, one width, lower case. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}\p{N}]/gu, '')

function substance(text: string): string {
  const bare = text.normalize('NFKC').toLowerCase()
  return plain(PHRASES.reduce((left, phrase) => left.replaceAll(phrase, ' '), bare))
}

/** Pairs of neighbouring characters: a measure that needs no dictionary and suits Chinese and Latin alike. */
function pairs(text: string): Set<string> {
  const characters = Array.from(text.replaceAll(/[\s\p{P}]/gu, '').toLowerCase())
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))
}

/** How many pairs of characters two texts share, 0–1 (Dice coefficient). */
export function textLikeness(a: string, b: string): number {
  const [first, second] = [pairs(a), pairs(b)]
  if (first.size === 0 || second.size === 0) return 0
  const common = [...first].filter((pair) => second.has(pair)).length
  return (2 * common) / (first.size + second.size)
}

/** From this likeness on a result is the report given back; shorter texts are alike by accident. */
const COPY_LIKENESS = 0.9
const COPY_LENGTH = 6

/** Null for words that say something: at least two characters beside set phrases, and not those of the report. */
export function emptyWords(text: string, reported = ''): EmptyWords | null {
  if (new Set(substance(text)).size < 2) return 'EMPTY'
  const words = plain(text)
  if (words.length < COPY_LENGTH) return null
  return plain(reported).includes(words) || textLikeness(text, reported) >= COPY_LIKENESS ? 'COPY' : null
}

/** True for a name that tells nobody who was spoken to. */
export const namesNobody = (whom: string): boolean => plain(whom).length === 0 || NOBODY.has(plain(whom))

const ENOUGH = 10
const PROMISES = /将(会|于|要)?尽快|正在|下一步|后续将|拟于|计划于|待[^。]{0,8}后/

/** Advice while writing: more words, or the result instead of a promise. */
export function wordingAdvice(text: string): readonly WordingAdvice[] {
  return [
    ...(plain(text).length < ENOUGH ? (['SHORT'] as const) : []),
    ...(PROMISES.test(text) ? (['PROMISE'] as const) : []),
  ]
}
