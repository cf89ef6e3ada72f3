// Tries and takes imports: the same reading both times, so that what the trial promised is what happens.
import { createHash } from 'node:crypto'
import type { CheckBody, Checked } from '@gezhi/core/library/import.api'
import type { LoadRow } from '@gezhi/core/library/load'
import type { Owner, Value } from '@gezhi/core/library/field'
import { readRow, type Fault } from '@gezhi/core/library/read-row'
import type { Said } from '@gezhi/core/library/record'
import { REGISTERS } from '@gezhi/core/library/registers'
import type { Actor } from '@gezhi/core/people/actor'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import { idOf } from '../../kernel/ids.ts'
import { run } from '../../kernel/run.ts'
import { findByCodes } from './find.store.ts'
import type { Shelf, StoredImport } from './import.shelf.ts'
import type { LibraryDeps } from './library.deps.ts'
import { loadRows } from './loader.ts'
import { recordKind } from './record.kind.ts'
import type { RecordRow } from './record.store.ts'
import { heldBy } from './record.view.ts'
import { surroundingsOf } from './surroundings.ts'
import { rowsOf } from './table-file.ts'
import type { TableRow } from './table-row.ts'

/** Rows that are compared with the registers in one question. */
const CHUNK = 500
const MOST_FAULTS = 200

export type RowFault = Fault & { readonly detail?: string; readonly value: string }
/** What a row of the file is: good, or what is wrong with it. */
export interface Tried {
  readonly source: TableRow
  readonly row: LoadRow | null
  readonly faults: readonly RowFault[]
}

export interface Clash {
  readonly record: RecordRow
  readonly field: string
  readonly held: Said
  readonly offered: Said
}
/** What taking a good row does. */
export interface Compared {
  readonly kind: 'added' | 'changed' | 'same'
  /** What is loaded; null: nothing. */
  readonly row: LoadRow | null
  readonly clashes: readonly Clash[]
}

const cellsOf = ({ cells }: TableRow, columns: CheckBody['columns']): Record<string, string> =>
  Object.fromEntries(columns.flatMap((column, index) => (column ? [[column, cells[index] ?? '']] : [])))

const isEmpty = ({ cells }: TableRow) => cells.every((cell) => cell.trim() === '')

/** Every row below the titles, read. */
export async function* tryRows(deps: LibraryDeps, file: string, stored: StoredImport): AsyncGenerator<Tried> {
  const { asked, register, head, format, actor } = stored
  if (!asked) return
  const around = surroundingsOf(deps.districts(actor.district), asked.datum)
  const seen = new Set<string>()
  for await (const source of rowsOf(file, format, head.layer)) {
    if (source.number <= head.row || (isEmpty(source) && !source.geometry)) continue
    const cells = cellsOf(source, asked.columns)
    if (source.fault) {
      const value = ''
      yield {
        source,
        row: null,
        faults: [{ column: 'geometry', fault: 'geometry', detail: source.fault, value }],
      }
      continue
    }
    const read = readRow(register, cells, around, source.geometry ?? null)
    const faults = read.ok ? [] : read.faults.map((each) => ({ ...each, value: cells[each.column] ?? '' }))
    const code = read.ok ? read.row.code : ''
    if (read.ok && seen.has(code)) faults.push({ column: 'code', fault: 'twice', value: code })
    seen.add(code)
    yield { source, row: faults.length === 0 && read.ok ? read.row : null, faults }
  }
}

async function* chunked<T>(items: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let chunk: T[] = []
  for await (const item of items) {
    chunk.push(item)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** Field by field: the owner's word and that of the same source count, another's stands against what is held. */
function compareFields(record: RecordRow, row: LoadRow, source: Owner, asOf: number) {
  const fields: Record<string, Value> = {}
  const clashes: Clash[] = []
  for (const [field, value] of Object.entries(row.fields)) {
    const held = heldBy(record, field)
    if (held.value === value) continue
    const owner = REGISTERS[record.register].fields[field]?.owner
    if (held.value === null || source === owner || (held.source === source && !held.decided))
      fields[field] = value
    else {
      const { decided: _decided, ...said } = held
      clashes.push({ record, field, held: said, offered: { value, source, asOf } })
    }
  }
  return { fields, clashes }
}

export function compare(
  record: RecordRow | undefined,
  row: LoadRow,
  { source, asOf }: { source: Owner; asOf: number },
): Compared {
  if (!record) return { kind: 'added', row, clashes: [] }
  const { fields, clashes } = compareFields(record, row, source, asOf)
  const ofOwner = source === REGISTERS[record.register].owner || source === record.source
  const moved = ofOwner && row.place !== null && record.lon === null
  const renamed = ofOwner && (row.name !== record.name || row.address !== record.address)
  if (Object.keys(fields).length === 0 && !renamed && !moved) return { kind: 'same', row: null, clashes }
  const kept = ofOwner
    ? {}
    : {
        name: record.name,
        address: record.address,
        street: record.street,
        community: record.community,
        place: null,
      }
  const { layout: _layout, ...plain } = row
  return { kind: 'changed', row: { ...plain, ...kept, fields }, clashes }
}

interface Outcome {
  readonly tried: Tried
  readonly compared: Compared | null
}

/** Rows with what taking them would do; houses need a building that is there. */
async function* compareRows(
  deps: LibraryDeps,
  file: string,
  stored: StoredImport,
): AsyncGenerator<readonly Outcome[]> {
  const { register, actor, asked, asOf } = stored
  const { district } = actor
  if (!asked) return
  for await (const chunk of chunked(tryRows(deps, file, stored))) {
    const good = chunk.flatMap(({ row }) => (row ? [row] : []))
    const parents = REGISTERS[register].parent
    const [held, above] = await readAs(deps.db, wholeDistrict(district), async (tx) => [
      await findByCodes(
        tx,
        district,
        register,
        good.map(({ code }) => code),
      ),
      parents
        ? await findByCodes(tx, district, parents.register, [
            ...new Set(good.flatMap(({ parent }) => parent ?? [])),
          ])
        : null,
    ])
    yield chunk.map((tried) => {
      const { row } = tried
      if (!row) return { tried, compared: null }
      if (above && !above.has(row.parent ?? ''))
        return {
          tried: { ...tried, row: null, faults: [{ column: 'code', fault: 'parent', value: row.code }] },
          compared: null,
        }
      return { tried, compared: compare(held.get(row.code), row, { source: asked.source, asOf }) }
    })
  }
}

/** What is wrong with every row, in the order of the file, for the marked copy. */
export async function* faultsOf(
  deps: LibraryDeps,
  shelf: Shelf,
  stored: StoredImport,
): AsyncGenerator<Tried> {
  for await (const chunk of compareRows(deps, shelf.fileOf(stored.id), stored))
    for (const { tried } of chunk) yield tried
}

/** Reads every row and counts; nothing is written. */
export async function check(deps: LibraryDeps, shelf: Shelf, stored: StoredImport): Promise<Checked> {
  const counts = { rows: 0, good: 0, bad: 0, added: 0, changed: 0, same: 0, different: 0 }
  const faults: Checked['faults'] = []
  for await (const chunk of compareRows(deps, shelf.fileOf(stored.id), stored))
    for (const { tried, compared } of chunk) {
      counts.rows++
      if (compared) {
        counts.good++
        counts[compared.kind]++
        if (compared.clashes.length > 0) counts.different++
      } else counts.bad++
      for (const fault of tried.faults)
        if (faults.length < MOST_FAULTS) faults.push({ row: tried.source.number, ...fault })
    }
  return { ...counts, faults }
}

/** The id says what is taken from which file: taken again after a restart, what is there is not taken twice. */
const loadIdOf = ({ id, asked }: StoredImport) =>
  idOf('library-import', id, createHash('sha256').update(JSON.stringify(asked)).digest('hex'))

/** Two sources that say different things of one field: a task for whoever decides, not a value that is overwritten. */
export async function sayDiffers(
  deps: LibraryDeps,
  { actor, load }: { readonly actor: Actor; readonly load: string },
  { record, field, held, offered }: Clash,
): Promise<void> {
  await run(deps, recordKind, {
    district: actor.district,
    stream: record.id,
    commandId: idOf('library-differ', load, record.id, field),
    actor,
    command: { type: 'differ', field, held, offered },
    context: { ...record, changedAt: record.changed_at, held: (name) => heldBy(record, name) },
  })
}

/** Said by whoever stops an import, or by a program that ends. */
export class Stopped extends Error {}

/**
 * Takes the good rows. `onRows` hears how many rows of the file have been read; after a `signal` it throws `Stopped`
 * between two facts, and what was taken stays.
 */
export async function take(
  deps: LibraryDeps,
  shelf: Shelf,
  stored: StoredImport,
  { onRows, signal }: { readonly onRows: (read: number) => void; readonly signal: AbortSignal },
): Promise<void> {
  const { asked, register, actor, name, asOf } = stored
  if (!asked) throw new Error(`import ${stored.id} was never tried`)
  const load = loadIdOf(stored)
  async function* good(): AsyncGenerator<LoadRow> {
    let read = 0
    for await (const chunk of compareRows(deps, shelf.fileOf(stored.id), stored)) {
      if (signal.aborted) throw new Stopped()
      for (const { compared } of chunk) {
        for (const clash of compared?.clashes ?? []) await sayDiffers(deps, { actor, load }, clash)
        if (compared?.row) yield compared.row
      }
      onRows((read += chunk.length))
    }
  }
  const head = { register, source: asked.source, asOf, name }
  await loadRows(deps, { id: load, head, actor }, good())
}
