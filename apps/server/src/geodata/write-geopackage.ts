// Writes a GeoPackage 1.3 (OGC 12-128r17) with one layer on CGCS2000, as any GIS program opens it.
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Geometry } from '@gezhi/core/library/load'
import { writeWkb } from './wkb.ts'

export interface WrittenColumn {
  readonly title: string
  readonly type: 'TEXT' | 'INTEGER' | 'REAL' | 'BOOLEAN' | 'DATE'
}

export interface WrittenRow {
  readonly cells: readonly (string | number | null)[]
  readonly place: Geometry | null
}

export interface WrittenLayer {
  readonly name: string
  readonly columns: readonly WrittenColumn[]
  readonly rows: AsyncIterable<WrittenRow>
  /** Milliseconds. */
  readonly at: number
}

const CGCS2000 = 4490
const DEFINITIONS = [
  [
    'WGS 84 geodetic',
    4326,
    'EPSG',
    4326,
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]',
  ],
  [
    'China Geodetic Coordinate System 2000',
    CGCS2000,
    'EPSG',
    CGCS2000,
    'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]',
  ],
  ['Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined'],
  ['Undefined geographic SRS', 0, 'NONE', 0, 'undefined'],
] as const

/** Tables that every GeoPackage has, word for word after its annex C; `GPKG` (1196444487) and 10300 say what the file is. */
const SCHEMA = `
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
`

/** SQLite does not tell cases apart, and two columns are the file's own: what would clash gets a number. */
function distinct(columns: readonly WrittenColumn[]): readonly WrittenColumn[] {
  const taken = new Set(['fid', 'geom'])
  return columns.map(({ title, type }) => {
    let name = title || '_'
    for (let more = 2; taken.has(name.toLowerCase()); more++) name = `${title || ''}_${more}`
    taken.add(name.toLowerCase())
    return { title: name, type }
  })
}

const quoted = (name: string) => `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`

/** Little-endian, without a box; an empty place is no geometry at all. */
function blobOf(place: Geometry): Buffer {
  const header = Buffer.from([0x47, 0x50, 0, 1, 0, 0, 0, 0])
  header.writeInt32LE(CGCS2000, 4)
  return Buffer.concat([header, writeWkb(place)])
}

type Box = [west: number, south: number, east: number, north: number]

function widen(box: Box, coordinates: unknown): void {
  if (!Array.isArray(coordinates)) return
  const [x, y]: readonly unknown[] = coordinates
  if (typeof x !== 'number' || typeof y !== 'number') {
    for (const part of coordinates) widen(box, part)
    return
  }
  box[0] = Math.min(box[0], x)
  box[1] = Math.min(box[1], y)
  box[2] = Math.max(box[2], x)
  box[3] = Math.max(box[3], y)
}

const ROWS_A_BREATH = 500

async function fill(db: DatabaseSync, { name, columns, rows }: WrittenLayer): Promise<Box> {
  const titles = [...columns.map(({ title }) => title), 'geom'].map(quoted)
  const insert = db.prepare(
    `INSERT INTO ${quoted(name)} (${titles.join()}) VALUES (${titles.map(() => '?').join()})`,
  )
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  let count = 0
  db.exec('BEGIN')
  for await (const { cells, place } of rows) {
    insert.run(...cells, place ? blobOf(place) : null)
    if (place) widen(box, place.coordinates)
    if (++count % ROWS_A_BREATH === 0) await breathe()
  }
  db.exec('COMMIT')
  return box
}

/** Writes a new file; memory holds a page of it. */
export async function writeGeoPackage(file: string, given: WrittenLayer): Promise<void> {
  const layer = { ...given, columns: distinct(given.columns) }
  const { name, columns, at } = layer
  const db = new DatabaseSync(file)
  try {
    // The file is made to be sent and thrown away: a crash makes a new one.
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
    db.exec(SCHEMA)
    const system = db.prepare('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)')
    for (const definition of DEFINITIONS) system.run(...definition)
    const fields = columns.map(({ title, type }) => `${quoted(title)} ${type}`)
    db.exec(
      `CREATE TABLE ${quoted(name)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, ${fields.join()})`,
    )
    const box = await fill(db, layer)
    const edges = box.map((edge) => (Number.isFinite(edge) ? edge : null))
    db.prepare(`INSERT INTO gpkg_contents VALUES (?, 'features', ?, '', ?, ?, ?, ?, ?, ?)`).run(
      name,
      name,
      new Date(at).toISOString(),
      ...edges,
      CGCS2000,
    )
    db.prepare(`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)`).run(
      name,
      CGCS2000,
    )
  } finally {
    db.close()
  }
}
