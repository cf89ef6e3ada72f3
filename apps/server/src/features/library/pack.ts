// The library that a district pack brings: a table for each register, read once, at the first start.
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { readRow, type Cells, type Surroundings } from '@gezhi/core/library/read-row'
import { REGISTER_NAMES, REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import type { LoadRow } from '@gezhi/core/library/load'
import { systemActor } from '@gezhi/core/people/actor'
import { parse } from 'csv-parse'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { idOf } from '../../kernel/ids.ts'
import { readAs } from '../../kernel/access.store.ts'
import { findLoad } from './load.find.store.ts'
import type { LibraryDeps } from './library.deps.ts'
import { loadRows } from './loader.ts'
import { surroundingsOf } from './surroundings.ts'

/** Rows of a file of the pack. A row that is wrong ends the load: packs are checked before they are shipped. */
async function* rowsOf(file: string, register: RegisterName, around: Surroundings): AsyncGenerator<LoadRow> {
  const lines = createReadStream(file).pipe(
    parse({ bom: true, columns: true, skip_empty_lines: true, info: true }),
  )
  for await (const line of lines) {
    // Gate: `columns` and `info` make each line this.
    const { record, info } = line as { record: Cells; info: { lines: number } }
    const read = readRow(register, record, around)
    if (!read.ok) {
      const [first] = read.faults
      throw new Error(`${file}:${info.lines} ${first?.column ?? ''}: ${first?.fault ?? ''}`)
    }
    yield read.row
  }
}

/**
 * Loads what the folder holds for the district and is not loaded yet; a load that was cut off goes on. Answers how many
 * rows were taken.
 */
export async function loadPackLibrary(
  deps: LibraryDeps,
  folder: string,
  district: number,
  goesOn: () => boolean = () => true,
): Promise<number> {
  let taken = 0
  for (const register of REGISTER_NAMES) {
    const file = join(folder, `${register.toLowerCase()}.csv`)
    const id = idOf('library-pack', district, register)
    if (!existsSync(file) || !goesOn()) continue
    const known = await readAs(deps.db, wholeDistrict(district), (tx) => findLoad(tx, district, id))
    if (known && known.ended_at !== null) continue
    const around = surroundingsOf(deps.districts(district), 'CGCS2000')
    const { owner: source } = REGISTERS[register]
    const head = { register, source, asOf: known?.as_of ?? deps.now(), name: `${register.toLowerCase()}.csv` }
    const load = { id, head, actor: systemActor(district, 'pack') }
    taken += await loadRows(deps, load, rowsOf(file, register, around))
  }
  return taken
}
