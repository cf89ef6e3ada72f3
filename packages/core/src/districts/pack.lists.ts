// services.csv, systems.csv, classes.csv, checklists.csv and buildings.csv: lists that stand for themselves.
import * as cell from './pack.cells.ts'
import type { RawTable, Table } from './pack.cells.ts'
import type { Report } from './pack.errors.ts'
import type { CatalogueItem } from './district.ts'
import type { Building, CheckItem, ItemClass, ServiceItem, SourceSystem } from './register.ts'

const SERVICES = {
  code: cell.code('S + 4 digits', /^S\d{4}$/),
  category: cell.text,
  item: cell.text,
  at_home: cell.flag,
  provider: cell.text,
  needs: cell.textOrEmpty,
}

export function readServices(raw: RawTable, report: Report): Table<ServiceItem> {
  const table = cell.readTable(raw, SERVICES, report)
  cell.checkUnique(table, 'code', (row) => row.code, report)
  return cell.mapRows(table, ({ item, at_home, ...row }) => ({ ...row, name: item, atHome: at_home }))
}

const SYSTEMS = {
  code: cell.code('SYS + 2 or 3 digits', /^SYS\d{2,3}$/),
  department: cell.text,
  system: cell.text,
  data_kind: cell.text,
  direction: cell.among(['IN', 'OUT', 'BOTH']),
  protocol: cell.text,
  update_frequency: cell.text,
  personal_data_level: cell.code('P0–P3', /^P[0-3]$/),
  note: cell.textOrEmpty,
}

export function readSystems(raw: RawTable, report: Report): Table<SourceSystem> {
  const table = cell.readTable(raw, SYSTEMS, report)
  cell.checkUnique(table, 'code', (row) => row.code, report)
  return cell.mapRows(table, (row) => ({
    code: row.code,
    department: row.department,
    name: row.system,
    dataKind: row.data_kind,
    direction: row.direction,
    protocol: row.protocol,
    frequency: row.update_frequency,
    personalDataLevel: row.personal_data_level,
    note: row.note,
  }))
}

const TWO_DIGITS = cell.code('2 digits', /^\d{2}$/)
const CLASSES = {
  kind: cell.among(['COMPONENT', 'EVENT']),
  major_code: TWO_DIGITS,
  major: cell.text,
  minor_code: TWO_DIGITS,
  minor: cell.text,
  source: cell.textOrEmpty,
}

export function readClasses(raw: RawTable, report: Report): Table<ItemClass> {
  const table = cell.mapRows(cell.readTable(raw, CLASSES, report), (row) => ({
    code: `${row.kind === 'COMPONENT' ? 'C' : 'E'}${row.major_code}${row.minor_code}`,
    kind: row.kind,
    majorCode: row.major_code,
    major: row.major,
    minorCode: row.minor_code,
    minor: row.minor,
  }))
  cell.checkUnique(table, 'minor_code', (row) => row.code, report)
  return table
}

const CHECKS = {
  code: cell.code('field (1–15), point and number', /^([1-9]|1[0-5])\.[1-9]\d?$/),
  field: cell.text,
  field_en: cell.text,
  item: cell.text,
  item_en: cell.text,
  hazard: cell.text,
  hazard_en: cell.text,
  photo: cell.flag,
  catalogue_item: cell.optional(cell.text),
}

export function readChecks(raw: RawTable, report: Report): Table<CheckItem> {
  const table = cell.mapRows(cell.readTable(raw, CHECKS, report), (row) => ({
    code: row.code,
    field: Number(row.code.split('.')[0]),
    fieldName: { zh: row.field, en: row.field_en },
    zh: row.item,
    en: row.item_en,
    hazard: { zh: row.hazard, en: row.hazard_en },
    photo: row.photo,
    item: row.catalogue_item ?? null,
  }))
  cell.checkUnique(table, 'code', (row) => row.code, report)
  return table
}

/** A hazard becomes a case of an item that the district has. */
export function checkChecks(checks: Table<CheckItem>, catalogue: Table<CatalogueItem>, report: Report): void {
  for (const { row, value } of checks.rows)
    if (value.item !== null && !catalogue.codes.has(value.item))
      report({ file: checks.file, row, column: 'catalogue_item' }, 'pack/unknown-reference', {
        value: value.item,
        target: catalogue.file,
      })
}

const BUILDINGS = {
  lon: cell.number(-180, 180),
  lat: cell.number(-90, 90),
  width_m: cell.number(1, 2000),
  depth_m: cell.number(1, 2000),
  angle_deg: cell.number(-360, 360),
  floors: cell.whole(1, 200),
}

export const readBuildings = (raw: RawTable, report: Report): Table<Building> =>
  cell.mapRows(cell.readTable(raw, BUILDINGS, report), (row) => ({
    lon: row.lon,
    lat: row.lat,
    widthM: row.width_m,
    depthM: row.depth_m,
    angleDeg: row.angle_deg,
    floors: row.floors,
  }))
