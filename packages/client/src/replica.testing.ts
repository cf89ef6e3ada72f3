// A centre with rows that change and move between scopes: it answers deltas as the real one does, in pages.
import { addressOf } from './indexed-db.testing.ts'
import type { Delta } from '@gezhi/core/sync/sync.api'

export interface Row {
  readonly id: string
  readonly version: number
  readonly keptUntil?: number
}

/** `die` false: the answer arrives; 'before' the request, or 'after' the centre has answered, the network is lost. */
export type Loss = false | 'before' | 'after'

const PAGE = 3
const NOW = 1_800_000_000_000

/** A log of changes; the cursor is a place in it, and `round` counts clean restarts. */
export function createLog(post: string) {
  const rows = new Map<string, Row>()
  const log: { readonly id: string }[] = []
  let round = 0
  let loss: Loss = false
  let ended = false

  function page(cursor: string | null): { cursor: string; delta: Delta; more: boolean } {
    const known = cursor === null ? null : /^(\d+) (\d+) ?(.*)$/.exec(cursor)
    const current = known && Number(known[1]) === round
    const restart = !current
    const after = current ? (known[3] ?? '') : ' '
    const from = current ? Number(known[2]) : log.length
    if (after !== '') return firstPages(after.trim(), from, restart)
    const changed = [...new Set(log.slice(from).map(({ id }) => id))]
    const here = changed.flatMap((id) => rows.get(id) ?? [])
    const gone = changed.filter((id) => !rows.has(id))
    return {
      cursor: `${round} ${log.length}`,
      delta: { rows: here, gone, restart: false, complete: true },
      more: false,
    }
  }

  function firstPages(after: string, from: number, restart: boolean) {
    const ids = [...rows.keys()].toSorted().filter((id) => id > after)
    const given = ids.slice(0, PAGE)
    const more = ids.length > PAGE
    const cursor = more ? `${round} ${from} ${given.at(-1)}` : `${round} ${from}`
    const found = given.flatMap((id) => rows.get(id) ?? [])
    // Changes since `from` follow, so more is true until they were asked for.
    return { cursor, delta: { rows: found, gone: [], restart, complete: !more }, more: true }
  }

  const send: typeof fetch = async (url) => {
    const lost = loss
    loss = false
    if (lost === 'before') throw new TypeError('failed to fetch')
    if (ended)
      return Response.json(
        { code: 'sync/post-not-yours', title: '', titleEn: '', status: 403 },
        { status: 403 },
      )
    const cursor = new URL(addressOf(url), 'http://centre').searchParams.get('cursor')
    const { delta, ...answer } = page(cursor)
    if (lost === 'after') throw new TypeError('failed to fetch')
    return Response.json({ now: NOW, post, posts: [post], ...answer, collections: { cases: delta } })
  }
  return {
    fetch: send,
    rows,
    put(id: string, more: Partial<Row> = {}) {
      rows.set(id, { id, version: (rows.get(id)?.version ?? 0) + 1, ...more })
      log.push({ id })
    },
    remove(id: string) {
      rows.delete(id)
      log.push({ id })
    },
    /** Cursors of before are foreign now, and what was removed meanwhile is nowhere told. */
    restart(...removed: readonly string[]) {
      round++
      for (const id of removed) rows.delete(id)
    },
    lose: (next: Loss) => void (loss = next),
    end: () => void (ended = true),
  }
}
