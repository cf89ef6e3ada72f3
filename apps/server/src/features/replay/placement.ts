/** Where a foreign row comes to lie in the district: by a stated transformation, or by chance that is always the same. */
import { createHash } from 'node:crypto'
import type { Place } from '@gezhi/core/cases/schemas'
import type { Bounds, LonLat } from '@gezhi/core/kernel/geo'
import gcoordModule from 'gcoord'
import type { PlaceRule } from './mapping.ts'

// Gate: the library is CommonJS without its own default, its types say otherwise.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default

/** Metres of a degree of latitude on the mean sphere. */
const DEGREE_M = 111_195
const RAD = Math.PI / 180
/** An average grid fills half of its box: one in a million rows would miss it twenty times. */
const TRIES = 20

/** What the server says of a point. */
export interface Located {
  readonly grid: string
  readonly community: string
  readonly street: string
}
export type Locate = (point: LonLat) => Promise<Located | null>

export interface GridBox {
  readonly code: string
  readonly community: string
  readonly bounds: Bounds
}

export interface Placed extends Located {
  /** What is sent: the source's own point when it is in the district already. */
  readonly place: Place
  /** By the mapping's transformation or by the hash of the row's id. */
  readonly by: 'rule' | 'hash'
}

/** `point` moved so that `from` lies on `to`, turned and scaled in metres around it; degrees in, degrees out. */
export function affine(rule: Extract<PlaceRule, { rule: 'affine' }>, point: LonLat): LonLat {
  const [x, y] = [
    (point[0] - rule.from[0]) * Math.cos(rule.from[1] * RAD) * DEGREE_M,
    (point[1] - rule.from[1]) * DEGREE_M,
  ]
  const angle = (rule.rotate ?? 0) * RAD
  const east = (x * Math.cos(angle) - y * Math.sin(angle)) * rule.scale
  const north = (x * Math.sin(angle) + y * Math.cos(angle)) * rule.scale
  return [rule.to[0] + east / (DEGREE_M * Math.cos(rule.to[1] * RAD)), rule.to[1] + north / DEGREE_M]
}

/** Numbers in [0, 1) that depend on the parts only. */
export function chance(...parts: readonly (string | number)[]): readonly [number, number, number] {
  const bytes = createHash('sha256').update(parts.join('\n')).digest()
  const at = (index: number) => bytes.readUIntBE(index * 6, 6) / 2 ** 48
  return [at(0), at(1), at(2)]
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

export class Placement {
  readonly #rule: PlaceRule
  readonly #locate: Locate
  readonly #communities: readonly (readonly GridBox[])[]

  constructor(rule: PlaceRule, grids: readonly GridBox[], locate: Locate) {
    this.#rule = rule
    this.#locate = locate
    const groups = Map.groupBy(grids, ({ community }) => community)
    this.#communities = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, boxes]) => boxes)
  }

  /** Place of the row with this id; `given` are its own coordinates. Null: it comes to lie outside the district. */
  async place(id: string, given: LonLat | null): Promise<Placed | null> {
    const rule = this.#rule
    if (rule.rule === 'hash' || given === null) return this.#byHash(id)
    const unknown = (rule.unknown ?? []).some(([lon, lat]) => lon === given[0] && lat === given[1])
    const found = unknown ? null : await this.#byRule(rule, given)
    if (found) return found
    return rule.elsewhere === 'hash' ? this.#byHash(id) : null
  }

  async #byRule(rule: Exclude<PlaceRule, { rule: 'hash' }>, given: LonLat): Promise<Placed | null> {
    if (rule.rule === 'affine') {
      const [lon, lat] = affine(rule, given).map(round)
      if (lon === undefined || lat === undefined) return null
      const located = await this.#locate([lon, lat])
      return located && { ...located, place: { lon, lat, datum: 'WGS84' }, by: 'rule' }
    }
    const located = await this.#locate(toWgs84(given, rule.datum))
    const [lon, lat] = given
    return located && { ...located, place: { lon, lat, datum: rule.datum }, by: 'rule' }
  }

  /** A community, in it a grid, in its box a point: the first of twenty that the server finds in that community. */
  async #byHash(id: string): Promise<Placed | null> {
    const [which, grid] = chance('community', id)
    const boxes = this.#communities[Math.floor(which * this.#communities.length)] ?? []
    const box = boxes[Math.floor(grid * boxes.length)]
    if (!box) return null
    const [west, south, east, north] = box.bounds
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const [x, y] = chance('point', id, attempt)
      const [lon, lat] = [round(west + x * (east - west)), round(south + y * (north - south))]
      const located = await this.#locate([lon, lat])
      if (located?.community === box.community)
        return { ...located, place: { lon, lat, datum: 'WGS84' }, by: 'hash' }
    }
    return null
  }
}

function toWgs84(point: LonLat, datum: NonNullable<Place['datum']>): LonLat {
  if (datum === 'WGS84' || datum === 'CGCS2000') return point
  const [x, y] = gcoord.transform(
    [point[0], point[1]],
    datum === 'GCJ02' ? gcoord.GCJ02 : gcoord.BD09,
    gcoord.WGS84,
  )
  return [x, y]
}
