// One box for everything: codes, names, addresses, initials, and doors of buildings.
import { formatAddress, parseAddress, plainAddress } from '@gezhi/core/library/address'
import type { Tx } from '../../kernel/database.ts'
import { findByCode, findByWords, findHouses, type Box, type Narrowed } from './find.store.ts'
import type { RecordRow } from './record.store.ts'

interface Asked extends Narrowed {
  readonly box?: Box | undefined
  readonly limit: number
}

/** Buildings that a door may belong to: the words before it fit a handful, or they say nothing. */
const BUILDINGS_OF_A_DOOR = 20

/** Best first. An address is tried in its standard spelling too, so that 3栋 finds 3号楼. */
export async function search(
  tx: Tx,
  district: number,
  text: string,
  asked: Asked,
): Promise<readonly RecordRow[]> {
  const plain = plainAddress(text)
  if (/^[0-9A-Z]{6,25}$/.test(plain) && /\d{6}/.test(plain)) {
    const coded = await findByCode(tx, district, plain, asked)
    if (coded.length > 0) return coded
  }
  const { rest, unit, room, floor: _floor, ...parts } = parseAddress(text)
  const written = rest === '' && parts.building !== null ? formatAddress(parts) : null
  if (room !== null && written !== null && asked.register !== 'BUILDING') {
    const buildings = await findByWords(tx, district, written, {
      ...asked,
      register: 'BUILDING',
      limit: BUILDINGS_OF_A_DOOR,
    })
    const codes = buildings.map(({ code }) => code)
    const houses = await findHouses(tx, district, codes, { room, unit, limit: asked.limit })
    if (houses.length > 0) return houses
  }
  const found = await findByWords(tx, district, text, asked)
  if (found.length > 0 || written === null || asked.register === 'HOUSE') return found
  return findByWords(tx, district, written, asked)
}
