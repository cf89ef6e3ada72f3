// A building as its users know it (楼栋图): floors from the top down, staircases from left to right. Pure.

export interface Flat {
  /** Staircase; null: the building has none. */
  readonly unit: string | null
  /** 1 is the ground floor, −1 the first basement; null: nobody has said. */
  readonly floor: number | null
  readonly room: string
}

export interface FloorPlan<F extends Flat> {
  readonly units: readonly (string | null)[]
  /** From the top down; `cells` in the order of `units`, flats of a cell by room. */
  readonly floors: readonly { readonly floor: number; readonly cells: readonly (readonly F[])[] }[]
  /** Flats whose floor is not known: they are shown apart, never dropped. */
  readonly unplaced: readonly F[]
}

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })
const byUnit = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : byNumber(a, b)

/** Sorts flats into floors and staircases; floors between that hold no flat are left out. */
export function floorPlan<F extends Flat>(flats: readonly F[]): FloorPlan<F> {
  const sorted = flats.toSorted((a, b) => byNumber(a.room, b.room))
  const units = [...new Set(flats.map(({ unit }) => unit))].sort(byUnit)
  const levels = new Set(flats.flatMap(({ floor }) => (floor === null ? [] : [floor])))
  const cells = new Map<string, F[]>()
  for (const flat of sorted) {
    const key = `${flat.floor} ${flat.unit}`
    const cell = cells.get(key)
    if (cell) cell.push(flat)
    else cells.set(key, [flat])
  }
  return {
    units,
    floors: [...levels]
      .sort((a, b) => b - a)
      .map((floor) => ({ floor, cells: units.map((unit) => cells.get(`${floor} ${unit}`) ?? []) })),
    unplaced: sorted.filter(({ floor }) => floor === null),
  }
}
