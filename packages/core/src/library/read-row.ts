// Reads a row of a table, whoever sends it: the same checks for a district's pack, an import and a template.
import type { LonLat } from '../kernel/geo.ts'
import { readHouseCode } from './codes.ts'
import type { Value } from './field.ts'
import { NONE, formatAddress } from './address.ts'
import type { Geometry, LoadRow } from './load.ts'
import { standFor, turned } from './geojson.ts'
import { readField } from './read-field.ts'
import { REGISTERS, type Register, type RegisterName } from './registers.ts'

/** Columns that every register has; all others are fields. Sizes in metres, angle counter-clockwise from east. */
export const COMMON = {
  code: ['编码', 'Code'],
  name: ['名称', 'Name'],
  address: ['地址', 'Address'],
  community: ['社区编码', 'Community code'],
  lon: ['经度', 'Longitude'],
  lat: ['纬度', 'Latitude'],
  width_m: ['长（米）', 'Length (m)'],
  depth_m: ['宽（米）', 'Width (m)'],
  angle_deg: ['朝向（度）', 'Angle (degrees)'],
  per_floor: ['每层户数', 'Doors a floor'],
} as const
export type CommonColumn = keyof typeof COMMON
const OF_BUILDINGS: readonly string[] = ['width_m', 'depth_m', 'angle_deg', 'per_floor']

/** Columns of a register's table in the order of its template. */
export const columnsOf = (register: RegisterName): readonly string[] => [
  ...Object.keys(COMMON).filter((name) => register === 'BUILDING' || !OF_BUILDINGS.includes(name)),
  ...Object.keys(REGISTERS[register].fields),
]

/** Title of a column. */
export function titleOf(
  register: RegisterName,
  column: string,
): { readonly zh: string; readonly en: string } {
  const field = REGISTERS[register].fields[column]
  if (field) return field
  const [zh, en] = COMMON[column as CommonColumn]
  return { zh, en }
}

export type Cells = Readonly<Record<string, string>>

/** Why a row is not taken; said in words by `faultText`. */
export type RowFault =
  | 'required'
  | 'too-long'
  | 'pattern'
  | 'number'
  | 'range'
  | 'day'
  | 'flag'
  | 'choice'
  | 'credit'
  | 'code'
  | 'community'
  | 'outside'
  | 'parent'
  | 'twice'
  | 'geometry'

export interface Fault {
  readonly column: string
  readonly fault: RowFault
}
export type ReadRow =
  | { readonly ok: true; readonly row: LoadRow }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** What reading needs to know of the district. */
export interface Surroundings {
  readonly district: number
  readonly isCommunity: (code: string) => boolean
  /** Community of a point; null outside the district. */
  readonly communityAt: (at: LonLat) => string | null
  /** To the datum of the library, CGCS2000. */
  readonly toDatum: (at: LonLat) => LonLat
  /** First letters of the pinyin of a text. */
  readonly initials: (text: string) => string
}

const METRES_PER_DEGREE = 111_320
const micro = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Corners of a turned rectangle around a point. */
function footprint([lon, lat]: LonLat, width: number, depth: number, degrees: number): Geometry {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const shrink = Math.cos((lat * Math.PI) / 180)
  const corner = (x: number, y: number): LonLat => [
    micro(lon + (x * cos - y * sin) / (METRES_PER_DEGREE * shrink)),
    micro(lat + (x * sin + y * cos) / METRES_PER_DEGREE),
  ]
  const [x, y] = [width / 2, depth / 2]
  const ring = [corner(-x, -y), corner(x, -y), corner(x, y), corner(-x, y), corner(-x, -y)]
  return { type: 'Polygon', coordinates: [ring] }
}

type Report = (column: string, fault: RowFault) => void

/** A number in a range; undefined for an empty cell. A cell that is none is reported. */
function numberIn(
  cells: Cells,
  column: string,
  from: number,
  to: number,
  report: Report,
): number | undefined {
  const text = (cells[column] ?? '').normalize('NFKC').trim()
  if (text === '') return undefined
  if (!/^-?\d+(\.\d+)?$/.test(text)) return (report(column, 'number'), undefined)
  const number = Number(text)
  return number < from || number > to ? (report(column, 'range'), undefined) : number
}

function pointOf(cells: Cells, { toDatum }: Surroundings, report: Report): LonLat | null {
  const lon = numberIn(cells, 'lon', -180, 180, report)
  const lat = numberIn(cells, 'lat', -90, 90, report)
  if (lon === undefined && lat === undefined) return null
  if (lon === undefined) return (cells['lon'] ? undefined : report('lon', 'required'), null)
  if (lat === undefined) return (cells['lat'] ? undefined : report('lat', 'required'), null)
  const [x, y] = toDatum([lon, lat])
  return [micro(x), micro(y)]
}

/** The community that the code, the cell or the place names; where two of them differ the row is not taken. */
function communityOf(
  { code }: Register,
  cells: Cells,
  at: LonLat | null,
  around: Surroundings,
  report: Report,
): string | null {
  const byCode = code.source.startsWith('^\\d{12}') || code.source.startsWith('^\\d{17}')
  const own = cells['code']?.trim().slice(0, 12) ?? ''
  const said = byCode ? own : (cells['community']?.trim() ?? '')
  const found = at ? around.communityAt(at) : null
  if (at && found === null) return (report('lon', 'outside'), null)
  if (said !== '' && !around.isCommunity(said))
    return (report(byCode ? 'code' : 'community', 'community'), null)
  return said === '' ? found : said
}

/** Name of a house after its building: staircase and room. */
export const houseText = (building: string, { unit, room }: Cells) =>
  `${building}${unit && unit !== NONE ? `${unit}单元` : ''}${room ?? ''}室`

function nameOf(register: RegisterName, cells: Cells): string {
  const name = cells['name']?.trim() ?? ''
  if (name !== '') return name
  if (register === 'ADDRESS') return formatAddress(cells)
  if (register === 'HOUSE') return houseText(cells['address']?.trim() ?? '', cells)
  return ''
}

function fieldsOf({ fields }: Register, cells: Cells, report: Report): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [name, field] of Object.entries(fields)) {
    const read = readField(field, cells[name] ?? '')
    if (!read.ok) report(name, read.fault)
    else if (read.value !== null) values[name] = read.value
  }
  return values
}

/** Houses that a building's row describes: as many as its staircases, floors and doors a floor make. */
function layoutOf(
  cells: Cells,
  values: Readonly<Record<string, Value>>,
  report: Report,
): Pick<LoadRow, 'layout'> {
  const perFloor = numberIn(cells, 'per_floor', 0, 60, report) ?? 0
  const units = Number(values['units'] ?? 0)
  const floors = Number(values['floorsAbove'] ?? 0)
  return perFloor > 0 && units > 0 && floors > 0 ? { layout: { units, floors, perFloor } } : {}
}

const placeOf = (at: LonLat, width: number | undefined, depth: number | undefined, angle: number): Geometry =>
  width && depth ? footprint(at, width, depth, angle) : { type: 'Point', coordinates: at }

/** A row of cells by column name as a record of the register, or everything that is wrong with it. */
export function readRow(
  name: RegisterName,
  cells: Cells,
  around: Surroundings,
  geometry: Geometry | null = null,
): ReadRow {
  const register = REGISTERS[name]
  const faults: Fault[] = []
  const report: Report = (column, fault) => void faults.push({ column, fault })
  const code = (cells['code'] ?? '').normalize('NFKC').trim().toUpperCase()
  if (code === '') report('code', 'required')
  else if (!register.code.test(code) || (name === 'HOUSE' && !readHouseCode(code))) report('code', 'code')
  const credit = register.codeForm.en.startsWith('18')
  if (credit && code !== '' && !readField({ kind: 'credit', zh: '', en: '', owner: 'MARKET' }, code).ok)
    report('code', 'credit')
  const title = nameOf(name, cells)
  if (title === '') report('name', 'required')
  const [long, far] = [Array.from(title).length > 120, Array.from(cells['address'] ?? '').length > 200]
  if (long) report('name', 'too-long')
  if (far) report('address', 'too-long')
  const outline = geometry && turned(geometry, around.toDatum)
  const at = outline ? standFor(outline) : pointOf(cells, around, report)
  const community = communityOf(register, cells, at, around, report)
  const fields = fieldsOf(register, cells, report)
  const width = numberIn(cells, 'width_m', 0.5, 1000, report)
  const depth = numberIn(cells, 'depth_m', 0.5, 1000, report)
  const angle = numberIn(cells, 'angle_deg', -360, 360, report) ?? 0
  const layout = name === 'BUILDING' ? layoutOf(cells, fields, report) : {}
  if (faults.length > 0) return { ok: false, faults }
  const address = cells['address']?.trim() ?? ''
  return {
    ok: true,
    row: {
      code,
      name: title,
      address: name === 'ADDRESS' && address === '' ? formatAddress(cells) : address,
      initials: name === 'HOUSE' ? '' : around.initials(title),
      street: community?.slice(0, 9) ?? null,
      community,
      parent: register.parent ? code.slice(0, register.parent.digits) : null,
      place: outline ?? (at && placeOf(at, width, depth, angle)),
      fields,
      ...layout,
    },
  }
}
