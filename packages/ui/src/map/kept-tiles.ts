// Where maps get their tiles: from the centre, or from what an app keeps on the device. Knows nothing of MapLibre, so that
// an app may name its keeper at the start and load the map when it is first shown.

/** Bytes of a vector tile (MVT, not packed); empty where there is nothing. */
export type TileReader = (
  layer: string,
  at: { readonly z: number; readonly x: number; readonly y: number },
  signal: AbortSignal,
) => Promise<ArrayBuffer>

/** Scheme of the addresses that the reader answers. */
export const KEPT_SCHEME = 'gezhi-kept'

let reader: TileReader | null = null

/** Maps made from now on ask `given` for every tile. */
export const readTilesBy = (given: TileReader): void => {
  reader = given
}

/** Address of the tiles of all layers, before `/{layer}/{z}/{x}/{y}`. */
export const tileRoot = (origin: string): string =>
  reader ? `${KEPT_SCHEME}://tiles` : `${origin}/api/tiles`

/** Answers an address of the scheme. */
export function readKept(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const [layer = '', ...numbers] = url.slice(`${KEPT_SCHEME}://tiles/`.length).split('/')
  const [z = 0, x = 0, y = 0] = numbers.map(Number)
  if (!reader) throw new Error('no app keeps tiles here')
  return reader(layer, { z, x, y }, signal)
}
