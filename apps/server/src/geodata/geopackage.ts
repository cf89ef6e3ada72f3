// Reads a GeoPackage (OGC 12-128r19), a SQLite database that somebody sends: plain tables are read, nothing in it is run.
import { pathToFileURL } from 'node:url'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { setImmediate as breathe } from 'node:timers/promises'
import { BrokenFile } from './bytes.ts'
import type { Layer, LayerRow, Layers } from './layer.ts'
import { referenceOf } from './reference.ts'
import type { Shape } from './shapes.ts'
import { readWkb } from './wkb.ts'

/** Rows between two pauses in which the server does what others ask. */
const ROWS_A_BREATH = 500
const MOST_COLUMNS = 400

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_SQLITE_ERROR')
      throw new BrokenFile('a broken database', { cause })
    throw cause
  }
}

/** A view or a virtual table would run what its author wrote: only tables are read. */
const isTable = (db: DatabaseSync, name: string): boolean =>
  db
    .prepare(
      `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE AND sql NOT LIKE 'CREATE VIRTUAL%'`,
    )
    .get(name) !== undefined

/** Bytes of the box before the geometry, by the three bits that say its kind. */
const BOXES = [0, 32, 48, 48, 64] as const

/** A geometry of a GeoPackage: its header, then well-known binary; null for an empty one. */
function shapeOf(value: SQLOutputValue | undefined): Shape | null {
  if (!(value instanceof Uint8Array)) return null
  const data = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const flags = data.length > 8 && data.toString('latin1', 0, 2) === 'GP' ? data.readUInt8(3) : null
  const box = flags === null ? undefined : BOXES[(flags >> 1) & 7]
  if (flags === null || box === undefined) return { type: 'unknown', coordinates: null }
  return flags & 0x10 ? null : readWkb(data.subarray(8 + box))
}

function cellOf(value: SQLOutputValue | undefined, type: string): string {
  if (value === null || value === undefined || value instanceof Uint8Array) return ''
  const text = String(value)
  return /^DATETIME/i.test(type) ? text.slice(0, 10) : text
}

const textOf = (value: SQLOutputValue | undefined) => (typeof value === 'string' ? value : '')

function layerOf(db: DatabaseSync, table: string): Layer {
  const geometry = db
    .prepare(
      `SELECT g.column_name, s.definition FROM gpkg_geometry_columns g
       LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE g.table_name = ?`,
    )
    .get(table)
  const shapes = textOf(geometry?.['column_name'])
  const definition = textOf(geometry?.['definition'])
  // Columns that are worked out (`hidden`) would run an expression; the number of a row says nothing of a place.
  const columns = db
    .prepare('SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden = 0 AND pk = 0 AND name <> ?')
    .all(table, shapes)
    .map(({ name, type }) => ({ name: textOf(name), type: textOf(type) }))
  if (columns.length === 0 || columns.length > MOST_COLUMNS) throw new BrokenFile('no columns')
  const wanted = [...columns.map(({ name }) => name), ...(shapes === '' ? [] : [shapes])]
  return {
    name: table,
    titles: columns.map(({ name }) => name),
    reference: () => (/^(undefined)?$/i.test(definition) ? null : referenceOf(definition)),
    async *rows(): AsyncGenerator<LayerRow> {
      const select = reading(() => db.prepare(`SELECT ${wanted.map(quoted).join()} FROM ${quoted(table)}`))
      select.setReadBigInts(true)
      select.setReturnArrays(true)
      const rows = select.iterate()
      for (let count = 1; ; count++) {
        const next = reading(() => rows.next())
        if (next.done) return
        // Gate: rows come as arrays, as was set above.
        const values = next.value as unknown as SQLOutputValue[]
        const cells = columns.map(({ type }, index) => cellOf(values[index], type))
        yield { cells, shape: shapeOf(values[columns.length]) }
        if (count % ROWS_A_BREATH === 0) await breathe()
      }
    },
  }
}

const OWN = ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys']

/** Layers of places and plain tables. Throws `BrokenFile`. Whoever opens closes. */
export function openGeoPackage(file: string): Layers {
  // Nobody else writes to it: neither locks nor a journal are looked for or left behind.
  const address = pathToFileURL(file)
  address.searchParams.set('immutable', '1')
  const db = reading(() => new DatabaseSync(address, { readOnly: true, defensive: true }))
  try {
    return reading(() => {
      db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON')
      if (!OWN.every((name) => isTable(db, name))) throw new BrokenFile('not a GeoPackage')
      const layers = db
        .prepare(
          `SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') ORDER BY table_name`,
        )
        .all()
        .map(({ table_name }) => textOf(table_name))
        .filter((table) => isTable(db, table))
        .map((table) => layerOf(db, table))
      return { layers, close: () => db.close() }
    })
  } catch (cause) {
    db.close()
    throw cause
  }
}
