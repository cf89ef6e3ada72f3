// Writes the small pack of the pure tests into a folder, as a district would keep it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PACK_DOCUMENTS, PACK_GEO, PACK_TABLES, type RawPack } from '@gezhi/core/districts/pack'
import type { RawTable } from '@gezhi/core/districts/pack.cells'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import { stringify } from 'yaml'

const csv = ({ columns, rows }: RawTable) =>
  [columns, ...rows.map(({ cells }) => columns.map((column) => cells[column] ?? ''))]
    .map((line) => `${line.join(',')}\n`)
    .join('')

const keysOf = <T extends object>(given: T) => Object.keys(given) as (keyof T)[]

/** Writes a pack into a new folder of its own; `remove` takes it away. */
export async function writePack(raw: RawPack = smallPack()) {
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-pack-'))
  const save = (file: string, content: string) => writeFile(join(folder, file), content)
  for (const name of keysOf(PACK_TABLES)) await save(PACK_TABLES[name], csv(raw[name]))
  for (const name of keysOf(PACK_DOCUMENTS)) await save(PACK_DOCUMENTS[name], stringify(raw[name].value))
  for (const name of keysOf(PACK_GEO)) await save(PACK_GEO[name], JSON.stringify(raw[name].value))
  return { folder, save, remove: () => rm(folder, { recursive: true }) }
}
