// Addresses as people write them, taken apart into the parts of a standard address (domain specification §4.2).
import { digitsOf, NUMERAL } from './numerals.ts'

/** Parts of an address. Null: the text is silent; `无`: the text says that there is none. */
export interface AddressParts {
  readonly street: string | null
  readonly community: string | null
  readonly road: string | null
  /** Without 号: `12`, `12-3`, `甲5`. */
  readonly door: string | null
  readonly estate: string | null
  /** `1` for 1幢, 1栋, 1号楼 and 1#; letters in capitals. */
  readonly building: string | null
  readonly unit: string | null
  /** Basements are negative: `-1`. */
  readonly floor: string | null
  readonly room: string | null
  /** What no rule understood; empty when all of the text was read. */
  readonly rest: string
}
export type AddressPart = Exclude<keyof AddressParts, 'rest'>

/** Written where a part does not exist: a field of a standard address is never left empty. */
export const NONE = '无'

const COUNTED = '(?:号楼|号院|号|幢|栋|座|单元|门|层|楼(?!区)|室|户|房|弄|组|#|F)'
const NUMERAL_BEFORE = new RegExp(`(${NUMERAL}+)(?=${COUNTED})`, 'g')

/** One spelling for each character: half width, capitals, no spaces, digits for numerals that count something. */
export function plainAddress(text: string): string {
  const narrow = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s,，、。;；:：()（）"“”'‘’《》〈〉·•]/gu, '')
    .replace(/[－—–‐−―﹣~～]+/gu, '-')
    .replaceAll('＃', '#')
  return narrow.replace(NUMERAL_BEFORE, (numeral) => digitsOf(numeral) ?? numeral)
}

interface Rule {
  readonly part: AddressPart
  readonly pattern: RegExp
  readonly read?: (found: string) => string
}

const NUMBER = '(?:[甲乙丙丁戊己]?\\d{1,4}[A-Z]?|[A-Z]\\d{0,3}|[甲乙丙丁戊己东西南北中])'
const noZeros = (text: string) => text.replace(/^([^\d]*)0+(?=\d)/, '$1')
const floorOf = (text: string) => noZeros(text.replace(/^(?:负|地下|B)/, '-'))

/** In the order in which an address goes from large to small; each is tried once at the beginning of what is left. */
const RULES: readonly Rule[] = [
  { part: 'street', pattern: /^([^\d]{1,12}?(?:街道办事处|街道办|街道|镇|乡|苏木))(?!路|街|小区)/u },
  { part: 'community', pattern: /^([^\d]{1,12}?(?:社区居委会|社区|居委会|村委会|嘎查|行政村))/u },
  { part: 'road', pattern: /^(无路名)/u, read: () => NONE },
  {
    part: 'road',
    pattern: /^([^\d]{1,14}?(?:大街|大道|公路|胡同|路|街|巷|道(?![街路巷]))(?:[东西南北中]段|[东西南北])?)/u,
  },
  {
    part: 'door',
    pattern: /^((?:[甲乙丙丁附]?\d{1,4}(?:-\d{1,4})?))(?:号院|号(?!楼|房))/u,
    read: noZeros,
  },
  { part: 'door', pattern: /^(无门牌号?|无号)/u, read: () => NONE },
]

/** Building, unit and room in one: `3-2-501`, also after the words of an estate. */
const DASHED = new RegExp(
  `^(${NUMBER})(?:号楼|幢|栋|座|#楼?)?-(${NUMBER})(?:单元|门)?-(\\d{3,4}[A-Z]?)(?:室|房|户)?$`,
  'u',
)

const AT_BUILDING: readonly Rule[] = [
  {
    part: 'building',
    pattern: new RegExp(
      `^(${NUMBER})(?:号楼|幢|栋|座|#楼?|号(?=${NUMBER}?(?:单元|-))|楼(?=${NUMBER}单元))`,
      'u',
    ),
    read: noZeros,
  },
  { part: 'building', pattern: /^(无楼号|无幢号|无栋号)/u, read: () => NONE },
  { part: 'unit', pattern: new RegExp(`^(${NUMBER})(?:单元|门(?!面))`, 'u'), read: noZeros },
  { part: 'unit', pattern: /^(无单元)/u, read: () => NONE },
  { part: 'floor', pattern: /^((?:-|负|地下|B)?\d{1,2})(?:层|楼|F)/u, read: floorOf },
  { part: 'floor', pattern: /^(无楼层)/u, read: () => NONE },
  { part: 'room', pattern: /^-?(\d{1,4}[A-Z]?|[A-Z]\d{1,3})(?:号房|室|房|户|号)?$/u, read: noZeros },
  { part: 'room', pattern: /^(无室号|无房号|无户室)$/u, read: () => NONE },
]

/** Where the words of an estate end: a building, unit, floor or room begins, or the text says that there is none. */
const ESTATE_END = new RegExp(
  `(?=${NUMBER}(?:号楼|幢|栋|座|单元|#|号(?=${NUMBER}?(?:单元|-)))|(?:-|负|地下|B)?\\d{1,2}(?:层|楼(?!区)|F)|${NUMBER}-${NUMBER}-\\d|\\d{1,4}[A-Z]?(?:号房|室|房|户)?$|无(?:楼号|幢号|栋号|单元|楼层|室号|房号|户室))`,
  'u',
)

type Draft = { -readonly [P in AddressPart]: string | null }
const EMPTY: Draft = {
  street: null,
  community: null,
  road: null,
  door: null,
  estate: null,
  building: null,
  unit: null,
  floor: null,
  room: null,
}

/** Takes what the rules find from the beginning of `text`; answers what is left. */
function take(parts: Draft, rules: readonly Rule[], text: string): string {
  let rest = text
  for (const { part, pattern, read } of rules) {
    const found = parts[part] === null ? pattern.exec(rest) : null
    if (!found) continue
    const [whole, value = ''] = found
    parts[part] = read ? read(value) : value
    rest = rest.slice(whole.length)
  }
  return rest
}

const ESTATE_NONE = /^(?:无小区名?)/u

function takeEstate(parts: Draft, text: string): string {
  if (ESTATE_NONE.test(text)) {
    parts.estate = NONE
    return text.replace(ESTATE_NONE, '')
  }
  const end = ESTATE_END.exec(text)?.index ?? text.length
  const name = text.slice(0, end)
  // A single character is no name of an estate: what stands there was not understood.
  if (name.length > 1) parts.estate = name
  return name.length > 1 ? text.slice(end) : text
}

const ABOVE = /^(?:内蒙古自治区|内蒙古|内蒙)?(?:赤峰市|赤峰)?(?:红山区)?/u
const ANY_ABOVE =
  /^(?:[^\d]{2,8}?(?:省|自治区))?(?:[^\d]{2,8}?(?:市|盟))?(?:[^\d街路社]{2,6}?(?:区|旗|县)(?!小区))?/u

/** Reads an address. Division names above the street are dropped: a district's library knows where it is. */
export function parseAddress(text: string): AddressParts {
  const plain = plainAddress(text)
  const known = plain.replace(ABOVE, '')
  const local =
    known === plain && /^[^\d]{2,8}?(?:省|自治区|市)/u.test(plain) ? plain.replace(ANY_ABOVE, '') : known
  const parts: Draft = { ...EMPTY }
  const named = takeEstate(parts, take(parts, RULES, local))
  const dashed = DASHED.exec(named)
  if (dashed) {
    const [, building = '', unit = '', room = ''] = dashed
    return { ...parts, building: noZeros(building), unit: noZeros(unit), room: noZeros(room), rest: '' }
  }
  const rest = take(parts, AT_BUILDING, named)
  return { ...parts, rest }
}

/** Parts written the one way in which a standard address is written; `无` and silence leave a part out. */
export function formatAddress(parts: Partial<AddressParts>): string {
  const written = (part: AddressPart, suffix: string): string => {
    const value = parts[part]
    return value == null || value === NONE ? '' : `${value}${suffix}`
  }
  return [
    written('street', ''),
    written('community', ''),
    written('road', ''),
    written('door', '号'),
    written('estate', ''),
    written('building', '号楼'),
    written('unit', '单元'),
    written('floor', '层'),
    written('room', '室'),
  ].join('')
}

/** What two spellings of one address share, for matching. Street and community do not count: they are often left out. */
export function addressKey(text: string): string {
  const { street: _street, community: _community, rest, floor, ...parts } = parseAddress(text)
  // A room number says its floor already.
  const same = formatAddress(parts.room === null ? { ...parts, floor } : parts)
  return `${same}${rest}`
}
