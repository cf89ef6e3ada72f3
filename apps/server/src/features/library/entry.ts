// One record by hand: read like a row of an import, compared like one, taken as a load of one row.
import type { EntryBody } from '@gezhi/core/library/entry.api'
import type { LoadRow } from '@gezhi/core/library/load'
import { lastChange } from '@gezhi/core/library/record'
import { houseText, readRow, type Cells } from '@gezhi/core/library/read-row'
import type { LibraryRefusalCode } from '@gezhi/core/library/refusals'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import type { Actor } from '@gezhi/core/people/actor'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import { idOf } from '../../kernel/ids.ts'
import { moved } from './entry.move.ts'
import { findByCodes, findRecord, findShapes } from './find.store.ts'
import { recordId } from './ids.ts'
import { compare, sayDiffers } from './importer.ts'
import type { LibraryDeps } from './library.deps.ts'
import { findLoad } from './load.find.store.ts'
import { loadRows } from './loader.ts'
import { stateOf, type RecordRow } from './record.store.ts'
import { surroundingsOf } from './surroundings.ts'

interface Entering {
  readonly actor: Actor
  readonly commandId: string
  readonly register: RegisterName
  readonly body: EntryBody
}
type Entered =
  | { readonly ok: true; readonly id: string; readonly openDifferences: number }
  | { readonly ok: false; readonly code: LibraryRefusalCode }

const refused = (code: LibraryRefusalCode): Entered => ({ ok: false, code })

/** What stands in the way, or null. */
function lackOf(
  record: RecordRow | undefined,
  parent: boolean,
  seen: number | null,
): LibraryRefusalCode | null {
  if (!parent) return 'library/no-parent'
  if (seen === null) return record ? 'library/code-taken' : null
  if (!record) return 'library/no-record'
  if (record.cancelled_at !== null) return 'library/cancelled'
  return lastChange(stateOf(record), record.changed_at) > seen ? 'library/changed-meanwhile' : null
}

/** Sent again it answers the same: the load is named by the command, and what was taken is not taken twice. */
export async function enter(
  deps: LibraryDeps,
  { actor, commandId, register, body }: Entering,
): Promise<Entered> {
  const { district } = actor
  const { source, basis, seen } = body
  const around = surroundingsOf(deps.districts(district), 'CGCS2000')
  const read = readRow(register, body.cells, around)
  if (!read.ok) return refused('library/bad-record')
  const { code, parent } = read.row
  const id = recordId(district, register, code)
  const load = idOf('library-entry', commandId)
  const held = await readAs(deps.db, wholeDistrict(district), async (tx) => ({
    record: (await findByCodes(tx, district, register, [code])).get(code),
    shape: (await findShapes(tx, district, [id])).get(id),
    parent: (await findByCodes(tx, district, 'BUILDING', parent === null ? [] : [parent])).get(parent ?? ''),
    done: (await findLoad(tx, district, load))?.ended_at != null,
  }))
  if (!held.done) {
    const lack = lackOf(held.record, parent === null || held.parent !== undefined, seen)
    if (lack) return refused(lack)
    const row = held.parent ? ofBuilding(read.row, held.parent, body.cells) : read.row
    const asOf = deps.now()
    const compared = compare(held.record, row, { source, asOf })
    for (const clash of compared.clashes) await sayDiffers(deps, { actor, load }, clash)
    const isOwner = source === REGISTERS[register].owner || source === held.record?.source
    const place = held.record && isOwner ? moved(held.record, held.shape, row.place) : null
    const taken: LoadRow | null = place
      ? { ...(compared.row ?? { ...row, fields: {} }), place }
      : compared.row
    const head = { register, source, asOf, name: basis, ...(seen === null ? { adds: true as const } : {}) }
    if (taken) await loadRows(deps, { id: load, head, actor }, [withoutLayout(taken, seen)])
  }
  const after = await readAs(deps.db, wholeDistrict(district), (tx) => findRecord(tx, district, id))
  // Somebody else registered the same code between the question and the load: theirs stands.
  if (!after || (seen === null && after.load !== load && !held.done)) return refused('library/code-taken')
  return { ok: true, id, openDifferences: after.open }
}

/** A house without a name of its own is called after its building and stands at its address. */
function ofBuilding(row: LoadRow, building: RecordRow, cells: Cells): LoadRow {
  const isNamed = (cells['name'] ?? '').trim() !== ''
  return {
    ...row,
    name: isNamed ? row.name : houseText(building.name, cells),
    address: row.address || building.address,
    street: building.street,
    community: building.community,
  }
}

/** Houses come with a new building only; those of a standing one are put right one by one. */
function withoutLayout(row: LoadRow, seen: number | null): LoadRow {
  if (seen === null) return row
  const { layout: _layout, ...rest } = row
  return rest
}
