/**
 * The map of the own grids on this device, part by part under the hash of its content: what changed is fetched, what is
 * named no more goes, and nothing is shown that is not what its hash says (docs/adr/0025).
 */
import { call, Offline } from '@gezhi/client/call'
import { areaApi, type AreaPack } from '@gezhi/core/patrol/area-pack.api'
import type { Street } from '@gezhi/core/patrol/streets'

const CACHE = 'gezhi-area'
/** Requests at a time: a telephone on a slow line answers other things meanwhile. */
const TOGETHER = 6
const LIST = '/kept-area/list'
const addressOf = (hash: string): string => `/kept-area/${hash}`

export interface KeptArea {
  readonly person: string
  readonly post: string
  /** By the server's clock. */
  readonly fetchedAt: number
  readonly packs: readonly AreaPack[]
  /** Of all parts, each counted once. */
  readonly bytes: number
}

const text = new TextDecoder()
const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
const hashOf = async (bytes: ArrayBuffer): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', bytes))

/** False in browsers and on pages that keep nothing: the map then needs the network. */
export const canKeep = (): boolean => 'caches' in globalThis && 'subtle' in crypto

export async function keptArea(): Promise<KeptArea | null> {
  if (!canKeep()) return null
  const found = await (await caches.open(CACHE)).match(LIST)
  // Gate: written by `refresh` only.
  return found ? ((await found.json()) as KeptArea) : null
}

/** Bytes of a part, or null when it is not here or not what its hash says. */
async function readPart(hash: string): Promise<ArrayBuffer | null> {
  const cache = await caches.open(CACHE)
  const found = await cache.match(addressOf(hash))
  if (!found) return null
  const bytes = await found.arrayBuffer()
  if ((await hashOf(bytes)) === hash) return bytes
  await cache.delete(addressOf(hash))
  return null
}

async function fetchPart(hash: string): Promise<void> {
  const response = await fetch(areaApi.part.url.replace(':hash', hash)).catch((cause: unknown) => {
    throw new Offline('the part could not be fetched', { cause })
  })
  if (!response.ok) throw new Offline(`the part could not be fetched: ${response.status}`)
  const bytes = await response.arrayBuffer()
  if ((await hashOf(bytes)) !== hash) throw new Offline('the part arrived damaged')
  await (await caches.open(CACHE)).put(addressOf(hash), new Response(bytes))
}

const hashesOf = (packs: readonly AreaPack[]): ReadonlyMap<string, number> =>
  new Map(packs.flatMap(({ parts }) => parts.map(({ hash, bytes }) => [hash, bytes])))

export interface Progress {
  readonly done: number
  readonly of: number
}

interface Whose {
  readonly person: string
  readonly post: string
  readonly now: () => number
}

/**
 * Fetches what is new and forgets what is named no more. Throws `Offline` and `Refused`; what had arrived stays and is
 * not fetched again. The new list counts when all of its parts are here: until then the old map is whole.
 */
export async function refreshArea(
  { person, post, now }: Whose,
  tell: (progress: Progress) => void,
): Promise<KeptArea> {
  const { packs } = await call(areaApi.packs, {})
  const cache = await caches.open(CACHE)
  const wanted = hashesOf(packs)
  const missing: string[] = []
  for (const hash of wanted.keys()) if (!(await cache.match(addressOf(hash)))) missing.push(hash)
  let done = 0
  const left = missing.values()
  const work = async (): Promise<void> => {
    for (const hash of left) {
      await fetchPart(hash)
      tell({ done: ++done, of: missing.length })
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, work))
  const bytes = [...wanted.values()].reduce((sum, one) => sum + one, 0)
  const kept: KeptArea = { person, post, fetchedAt: now(), packs, bytes }
  await cache.put(LIST, new Response(JSON.stringify(kept)))
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (pathname !== LIST && !wanted.has(pathname.slice(addressOf('').length))) await cache.delete(url)
  }
  return kept
}

/** With the sign-out, and when the post works in no grid any more. */
export async function forgetArea(): Promise<void> {
  if (canKeep()) await caches.delete(CACHE)
}

/** A tile as kept; null when it is none of the kept ones. */
export function keptTile(area: KeptArea, key: string): Promise<ArrayBuffer | null> {
  for (const { parts } of area.packs) {
    const part = parts.find((one) => one.key === key)
    if (part) return readPart(part.hash)
  }
  return Promise.resolve(null)
}

/** The streets of a grid; null when its map is not here. */
export async function keptStreets(area: KeptArea, grid: string): Promise<readonly Street[] | null> {
  const part = area.packs.find((pack) => pack.grid === grid)?.parts.find(({ key }) => key === 'streets')
  const bytes = part ? await readPart(part.hash) : null
  // Gate: the hash says that these are the bytes that the centre made.
  return bytes ? (JSON.parse(text.decode(bytes)) as readonly Street[]) : null
}
