/** Tiles by key up to a number of bytes; those that were asked for last stay. */
export interface TileCache {
  /** The tile, cut when it is not there; who asks for the same one meanwhile waits for the same cut. */
  readonly get: (key: string, cut: () => Promise<Buffer | null>) => Promise<Buffer | null>
  readonly bytes: () => number
}

/** Of an entry besides its tile: key, list and object. */
const ENTRY_BYTES = 200

const weigh = (tile: Buffer | null): number => ENTRY_BYTES + (tile?.length ?? 0)

/** `told` hears of every answer whether it was kept or had to be cut; who waits for the cut of another gets a kept one. */
export function createTileCache(
  mostBytes: number,
  told: (from: 'kept' | 'cut') => void = () => undefined,
): TileCache {
  const kept = new Map<string, Buffer | null>()
  const coming = new Map<string, Promise<Buffer | null>>()
  let bytes = 0

  function keep(key: string, tile: Buffer | null): void {
    kept.set(key, tile)
    bytes += weigh(tile)
    for (const [oldest, old] of kept) {
      if (bytes <= mostBytes) return
      kept.delete(oldest)
      bytes -= weigh(old)
    }
  }

  async function cutOnce(key: string, cut: () => Promise<Buffer | null>): Promise<Buffer | null> {
    try {
      const tile = await cut()
      keep(key, tile)
      return tile
    } finally {
      coming.delete(key)
    }
  }

  return {
    bytes: () => bytes,
    async get(key, cut) {
      const found = kept.get(key)
      if (found !== undefined) {
        // To the end of the map: the first one is always the one that was asked for longest ago.
        kept.delete(key)
        kept.set(key, found)
        told('kept')
        return found
      }
      const others = coming.get(key)
      told(others ? 'kept' : 'cut')
      const cutting = others ?? cutOnce(key, cut)
      coming.set(key, cutting)
      return cutting
    },
  }
}
