// Where a tile lies on the earth (web Mercator, tiles counted from the north-west, as maps in browsers count them).

/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

const latOf = (y: number, n: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / n))) * 180) / Math.PI

/** Box of a tile with `margin` parts of its width more on each side. */
export function boxOfTile(z: number, x: number, y: number, margin = 0): Box {
  const n = 2 ** z
  return [
    ((x - margin) / n) * 360 - 180,
    latOf(y + 1 + margin, n),
    ((x + 1 + margin) / n) * 360 - 180,
    latOf(y - margin, n),
  ]
}

/** False for a column or row that the zoom does not have. */
export const isTile = (z: number, x: number, y: number): boolean => x < 2 ** z && y < 2 ** z

/** Column and row of the tile that holds a point. */
export function tileAt(lon: number, lat: number, z: number): readonly [x: number, y: number] {
  const n = 2 ** z
  const row = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return [Math.floor(((lon + 180) / 360) * n), Math.floor(row * n)]
}
