// Records of a register one page after the other, and as GeoJSON: memory holds a page, however long the list.
import { Readable } from 'node:stream'
import type { Geometry } from '@gezhi/core/library/load'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import { findRecords, findShapes } from './find.store.ts'
import type { LibraryDeps } from './library.deps.ts'
import type { RecordRow } from './record.store.ts'
import { heldBy } from './record.view.ts'

const PAGE = 1000

export interface Shaped extends RecordRow {
  readonly shape: Geometry | null
}

/** In the order of codes, as far as the actor may see them; each page in a transaction of its own. */
export async function* recordsOf(
  { lists, now }: Pick<LibraryDeps, 'lists' | 'now'>,
  actor: Actor,
  { register, street }: { readonly register: RegisterName; readonly street?: string | undefined },
): AsyncGenerator<Shaped> {
  for (let after = '', more = true; more;) {
    const page = await lists.readAs(scopeOf(actor), async (tx) => {
      const found = await findRecords(tx, actor.district, {
        register,
        street,
        after,
        limit: PAGE,
        now: now(),
      })
      return {
        ...found,
        shapes: await findShapes(
          tx,
          actor.district,
          found.rows.map(({ id }) => id),
        ),
      }
    })
    for (const row of page.rows) yield { ...row, shape: page.shapes.get(row.id) ?? null }
    more = page.more
    after = page.rows.at(-1)?.code ?? after
  }
}

/** A record as a feature: what it says and where it is, nothing of what people said about it. */
export const featureOf = (row: Shaped) => ({
  type: 'Feature' as const,
  id: row.id,
  geometry: row.shape,
  properties: {
    code: row.code,
    name: row.name,
    address: row.address,
    community: row.community,
    ...Object.fromEntries(
      Object.keys(REGISTERS[row.register].fields).map((field) => [field, heldBy(row, field).value]),
    ),
  },
})

export function geojsonOf(records: AsyncIterable<Shaped>): Readable {
  async function* pieces() {
    let before = '{"type":"FeatureCollection","features":[\n'
    for await (const row of records) {
      yield `${before}${JSON.stringify(featureOf(row))}`
      before = ',\n'
    }
    yield before.startsWith('{') ? `${before}]}\n` : '\n]}\n'
  }
  return Readable.from(pieces(), { objectMode: false })
}
