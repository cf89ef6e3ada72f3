/** A process with PGlite in it and nothing else: writes the rows of one report again and again by one prepared statement. */
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { postgis } from '@electric-sql/pglite-postgis'

const [folder = '', script = '', seconds = '1'] = process.argv.slice(2)
const database = await PGlite.create(folder, { extensions: { postgis, pg_trgm } })
await database.exec(`prepare raw as ${script}`)

async function write(milliseconds: number): Promise<number> {
  const until = performance.now() + milliseconds
  let written = 0
  while (performance.now() < until) {
    await database.query('execute raw')
    written++
  }
  return written
}

await write(1000)
const began = performance.now()
const written = await write(Number(seconds) * 1000)
const rate = (written * 1000) / (performance.now() - began)
await database.close()
process.stdout.write(`${JSON.stringify({ rate })}\n`)
