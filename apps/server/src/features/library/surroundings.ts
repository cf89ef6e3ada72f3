// What reading rows needs of a district: its communities, where a point lies, datum, pinyin.
import type { Surroundings } from '@gezhi/core/library/read-row'
import type { LonLat } from '@gezhi/core/kernel/geo'
import gcoordModule from 'gcoord'
import { pinyin } from 'pinyin-pro'
import type { DistrictBook } from '../../kernel/district.ts'

// Its types say a module whose default is the module's default.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default

function shifted([lon, lat]: LonLat, from: typeof gcoord.GCJ02 | typeof gcoord.BD09): LonLat {
  const [x, y] = gcoord.transform([lon, lat], from, gcoord.WGS84)
  return [x, y]
}

export const DATUMS = ['CGCS2000', 'WGS84', 'GCJ02', 'BD09'] as const
export type Datum = (typeof DATUMS)[number]

/** WGS-84 and CGCS2000 are taken as equal: they differ by less than any receiver can tell (domain specification §6.3). */
export function toLibraryDatum(datum: Datum): (at: LonLat) => LonLat {
  switch (datum) {
    case 'CGCS2000':
    case 'WGS84':
      return (at) => at
    case 'GCJ02':
      return ([lon, lat]) => shifted([lon, lat], gcoord.GCJ02)
    case 'BD09':
      return ([lon, lat]) => shifted([lon, lat], gcoord.BD09)
  }
}

/** First letters; digits and Latin letters stay. Names share their words: asked once each. */
export function createInitials(): (text: string) => string {
  const known = new Map<string, string>()
  const of = (word: string): string => {
    const found = known.get(word)
    if (found !== undefined) return found
    const letters = pinyin(word, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    const made = letters
      .join('')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
    if (known.size < 100_000) known.set(word, made)
    return made
  }
  return (text) => (text.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []).map(of).join('')
}

export function surroundingsOf(book: DistrictBook, datum: Datum): Surroundings {
  return {
    district: book.rules.district,
    isCommunity: (code) => book.rules.organisation(code)?.kind === 'COMMUNITY',
    communityAt: (at) => book.rules.locate(at)?.community ?? null,
    toDatum: toLibraryDatum(datum),
    initials: createInitials(),
  }
}
