// Finds places on this device: by name, initials, code, and a door the way people write it (3号楼2单元501, 3-2-501).
import { formatAddress, parseAddress, plainAddress } from '@gezhi/core/library/address'
import { plainQuery } from '@gezhi/core/library/grams'
import type { Item, Shelf } from './shelf.ts'

const valueOf = ({ fields }: Item, name: string): string => {
  const value = fields.find((field) => field.name === name)?.value
  return value === null || value === undefined ? '' : String(value)
}

const NOT = 5

/** How well words fit an item, 0 best: names before initials before addresses before codes. */
function rankOf({ name, address, initials, code }: Item, words: readonly string[], spelt: string): number {
  const [called, stands] = [plainQuery(name), plainQuery(address)]
  const holds = (where: string) => words.every((word) => where.includes(word))
  if (holds(called)) return called.startsWith(words[0] ?? '') ? 0 : 1
  if (holds(initials)) return 2
  if (holds(`${called}${stands}`) || (spelt !== '' && `${called} ${stands}`.includes(spelt))) return 3
  return holds(code.toLowerCase()) ? 4 : NOT
}

/** Best first, short names before long ones. */
function byWords({ items }: Shelf, text: string): readonly Item[] {
  const words = text.split(/\s+/).map(plainQuery).filter(Boolean)
  const spelt = plainQuery(formatAddress(parseAddress(text)))
  if (words.length === 0) return []
  return [...items.values()]
    .filter(({ register }) => register !== 'HOUSE')
    .map((item) => ({ item, rank: rankOf(item, words, spelt) }))
    .filter(({ rank }) => rank < NOT)
    .sort((a, b) => a.rank - b.rank || a.item.name.length - b.item.name.length)
    .map(({ item }) => item)
}

/** Items that the text means, at most `most`. A door is looked for in the buildings that the words before it mean. */
export function find(shelf: Shelf, text: string, most: number): readonly Item[] {
  const { room, unit, floor: _floor, rest, ...parts } = parseAddress(text)
  if (room !== null) {
    const where = `${formatAddress(parts)}${rest}`
    const buildings = where === '' ? [...shelf.houses.keys()] : byWords(shelf, where).map(({ id }) => id)
    const doors = buildings
      .flatMap((id) => shelf.houses.get(id) ?? [])
      .filter(
        (house) => valueOf(house, 'room') === room && (unit === null || valueOf(house, 'unit') === unit),
      )
    if (doors.length > 0) return doors.slice(0, most)
  }
  const door = plainAddress(text)
  if (/^\d{3,4}$/.test(door)) {
    const doors = [...shelf.houses.values()].flat().filter((house) => valueOf(house, 'room') === door)
    return [...doors, ...byWords(shelf, text)].slice(0, most)
  }
  return byWords(shelf, text).slice(0, most)
}
