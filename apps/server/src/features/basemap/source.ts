// Tiles of a configured source: asked for by its template, checked, kept for a while.
import type { BaseMapConfig } from '../../config.ts'

export interface RasterTile {
  readonly type: string
  readonly bytes: Buffer
}

/** A tile that a source does not have (204 or 404) is null; everything else that is no picture is its fault. */
export type Fetched =
  | { readonly ok: true; readonly tile: RasterTile | null }
  | { readonly ok: false; readonly reason: string }

const MIB = 1024 * 1024
/** The largest picture of 256 pixels is a tenth of this. */
const MOST_BYTES = 2 * MIB
/** 2,000 tiles of 20 kB: what forty screens look at. */
const MOST_KEPT = 40 * MIB
const PATIENCE_MS = 8000
const PICTURE = /^image\/(png|jpeg|webp)\b/

/** Fills `{z} {x} {y}`, WMTS' `{TileMatrix} {TileCol} {TileRow}`, and `{s}`: eight names that share the load. */
export const addressOf = ({ url }: Pick<BaseMapConfig, 'url'>, z: number, x: number, y: number): string =>
  url
    .replace(/\{(z|TileMatrix)\}/g, String(z))
    .replace(/\{(x|TileCol)\}/g, String(x))
    .replace(/\{(y|TileRow)\}/g, String(y))
    .replace('{s}', String((x + y) % 8))

async function fetchTile(url: string): Promise<Fetched> {
  try {
    // A source that sends one elsewhere could send the server to machines that only it reaches.
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
    if (answer.status === 204 || answer.status === 404) return { ok: true, tile: null }
    const type = answer.headers.get('content-type') ?? ''
    if (!answer.ok || !PICTURE.test(type)) return { ok: false, reason: `${answer.status} ${type}` }
    if (Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES)
      return { ok: false, reason: 'too large' }
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (bytes.length > MOST_BYTES) return { ok: false, reason: 'too large' }
    return { ok: true, tile: { type, bytes } }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Asks each tile once at a time; those asked for last stay. */
export function baseMapSource(config: BaseMapConfig) {
  const kept = new Map<string, RasterTile>()
  const coming = new Map<string, Promise<Fetched>>()
  let bytes = 0

  function keep(key: string, tile: RasterTile): void {
    kept.set(key, tile)
    bytes += tile.bytes.length
    for (const [oldest, old] of kept) {
      if (bytes <= MOST_KEPT) return
      kept.delete(oldest)
      bytes -= old.bytes.length
    }
  }

  return async (z: number, x: number, y: number): Promise<Fetched> => {
    const key = `${z}/${x}/${y}`
    const held = kept.get(key)
    if (held) {
      kept.delete(key)
      kept.set(key, held)
      return { ok: true, tile: held }
    }
    const asked = coming.get(key) ?? fetchTile(addressOf(config, z, x, y))
    coming.set(key, asked)
    const fetched = await asked
    if (coming.delete(key) && fetched.ok && fetched.tile) keep(key, fetched.tile)
    return fetched
  }
}
