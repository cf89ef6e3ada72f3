/** A process of the product with the small district and demo posts, on a disk of its own that outlives it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import { importPack } from '../features/districts/index.ts'
import { writePack } from '../features/districts/districts.testing.ts'
import { openEmbeddedDatabase } from '../kernel/database.ts'
import { migratedImage } from './database.testing.ts'

/** The small district, with somebody in its first street who handles what was grabbed; nobody's post has ended. */
function packWithHandler() {
  const pack = smallPack()
  const open = pack.posts.rows.map(({ row, cells }) => ({ row, cells: { ...cells, to: '' } }))
  const handlers = open
    .filter((_, index) => pack.posts.rows[index]?.cells['code'] === 'P-S1-D')
    .map(({ row, cells }) => ({ row, cells: { ...cells, code: 'P-S1-H', role: 'STREET_HANDLER' } }))
  return { ...pack, posts: { ...pack.posts, rows: [...open, ...handlers] } }
}

const folder = join(process.env['GEZHI_HOME'] ?? '', 'database')
if (!existsSync(folder)) {
  const open = await openEmbeddedDatabase({ folder, image: await migratedImage() })
  const pack = await writePack(packWithHandler())
  await importPack(open.db, pack.folder, Date.now())
  await pack.remove()
  await open.close()
}
await import('./process.testing.ts')
