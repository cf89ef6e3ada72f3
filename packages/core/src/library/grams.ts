// Words of a record as search finds them: pairs of neighbouring characters, equal in every database and locale.
import { plainAddress } from './address.ts'

/** Above this a text brings no more: 200 characters of address and name make fewer. */
const MOST = 240

const tidy = (text: string) =>
  plainAddress(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, '')

/** All pairs of neighbours in the texts, each once; what stands for a single character is that character. */
export function gramsOf(...texts: readonly string[]): readonly string[] {
  const grams = new Set<string>()
  for (const text of texts) {
    const characters = Array.from(tidy(text))
    if (characters.length === 1) grams.add(characters[0] ?? '')
    characters.forEach((character, index) => {
      const next = characters[index + 1]
      if (next !== undefined) grams.add(character + next)
    })
  }
  return [...grams].slice(0, MOST)
}

/** A text as names, addresses and initials are compared with it. */
export const plainQuery = tidy
