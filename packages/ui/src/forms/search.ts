/** What can be found by name, full pinyin, initials or code. */
export interface Findable {
  readonly name: string
  readonly pinyin: string
  readonly initials: string
  readonly code: string
  /** Further words: category, keywords. */
  readonly extra?: string | undefined
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s'’·-]+/g, '')

/** How well a query fits: smaller is better, null does not fit. Several words must all occur. */
export function rank(query: string, { name, pinyin, initials, code, extra = '' }: Findable): number | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const whole = plain(query)
  if (!whole) return 9
  const [title, sound] = [plain(name), plain(pinyin)]
  if (title === whole || code.toLowerCase() === whole) return 0
  if (title.startsWith(whole)) return 1
  if (initials.startsWith(whole)) return 2
  if (sound.startsWith(whole)) return 3
  if (title.includes(whole)) return 4
  if (initials.includes(whole)) return 5
  if (whole.length > 2 && sound.includes(whole)) return 6
  if (words.every((word) => title.includes(plain(word)) || extra.toLowerCase().includes(word))) return 7
  return code.toLowerCase().startsWith(whole) ? 8 : null
}

/** The fitting entries, best first, in their own order where equal. */
export const find = <F extends Findable>(query: string, entries: readonly F[], most = 100): F[] =>
  entries
    .map((entry) => ({ entry, at: rank(query, entry) }))
    .filter((row): row is { entry: F; at: number } => row.at !== null)
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ entry }) => entry)

/** Pinyin of names that come without it; the dictionary (300 kB) is loaded when a picker is first used. */
export async function withPinyin<T extends { readonly name: string; readonly code: string }>(
  entries: readonly T[],
): Promise<(T & Findable)[]> {
  const { pinyin } = await import('pinyin-pro')
  return entries.map((entry) => {
    const syllables = pinyin(entry.name, { toneType: 'none', type: 'array' })
    return {
      ...entry,
      pinyin: syllables.join(''),
      initials: syllables
        .map((syllable) => syllable.charAt(0))
        .join('')
        .toLowerCase(),
    }
  })
}
