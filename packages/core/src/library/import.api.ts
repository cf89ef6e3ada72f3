// The wire of imports and exports: a file goes up, is tried, is taken; what was wrong comes back in a marked copy.
import { Type, type Static } from 'typebox'
import { nullable } from '../cases/case.view.ts'
import { oneOf, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { OWNER_NAMES } from './field.ts'
import { REGISTER_NAMES } from './registers.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const text = Type.String()
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['library'] })
const Count = Type.Integer({ minimum: 0 })

export const DATUM_NAMES = ['CGCS2000', 'WGS84', 'GCJ02', 'BD09'] as const
export const FORMATS = ['XLSX', 'CSV', 'GEOJSON', 'SHAPEFILE', 'GEOPACKAGE'] as const
export const MODES = ['ALL', 'GOOD'] as const
export const IMPORT_STATES = ['READ', 'CHECKED', 'TAKING', 'STOPPED', 'TAKEN'] as const

export const ImportFault = Type.Object({
  /** As the file counts its rows, or features, from 1. */
  row: Count,
  column: text,
  fault: text,
  detail: Type.Optional(text),
  value: text,
})

export const Checked = Type.Object({
  rows: Count,
  good: Count,
  bad: Count,
  added: Count,
  changed: Count,
  same: Count,
  /** Good rows with a value that another source's word stands against: each becomes a difference. */
  different: Count,
  /** The first of them. */
  faults: Type.Array(ImportFault),
})
export type Checked = Static<typeof Checked>

export const ImportView = Type.Object({
  id: Uuid,
  register: oneOf(REGISTER_NAMES),
  name: text,
  format: oneOf(FORMATS),
  /** STOPPED: by whoever sent it, or by a fault; taking it again goes on where it stopped. */
  state: oneOf(IMPORT_STATES),
  /** Of a file with layers, the one whose columns fit the register best. */
  layer: nullable(text),
  /** Coordinates that the file states; plane ones come in degrees from here on, in its datum. */
  reference: nullable(
    Type.Object({ name: text, datum: oneOf(['CGCS2000', 'WGS84'] as const), plane: Type.Boolean() }),
  ),
  /** Columns of the file, and which column of the register each seems to be. */
  headers: Type.Array(Type.Object({ title: text, column: nullable(text) })),
  sample: Type.Array(Type.Array(text)),
  checked: nullable(Checked),
  /** Rows read while they are being taken. */
  done: Count,
})
export type ImportView = Static<typeof ImportView>

const CheckBody = Type.Object(
  {
    /** For each column of the file its column in the register; null: left out. */
    columns: Type.Array(nullable(Type.String({ maxLength: 40 })), { maxItems: 400 }),
    datum: oneOf(DATUM_NAMES),
    source: oneOf(OWNER_NAMES),
  },
  closed,
)
export type CheckBody = Static<typeof CheckBody>
const params = Type.Object({ id: Uuid })

export const importApi = {
  begin: endpoint({
    method: 'POST',
    url: '/api/library/imports',
    schema: {
      ...about(
        'beginImport',
        'Sends a workbook, CSV, GeoJSON, zipped Shapefile or GeoPackage as application/octet-stream, at most 64 MB',
      ),
      querystring: Type.Object(
        { register: oneOf(REGISTER_NAMES), name: Type.String({ minLength: 1, maxLength: 200 }) },
        closed,
      ),
      response: { 201: ImportView, ...Refused },
    },
  }),
  find: endpoint({
    method: 'GET',
    url: '/api/library/imports/:id',
    schema: {
      ...about('getImport', 'How far an import is'),
      params,
      response: { 200: ImportView, ...Refused },
    },
  }),
  check: endpoint({
    method: 'POST',
    url: '/api/library/imports/:id/check',
    schema: {
      ...about('checkImport', 'Reads every row and says what taking it would do; nothing is written'),
      params,
      body: CheckBody,
      response: { 200: ImportView, ...Refused },
    },
  }),
  take: endpoint({
    method: 'POST',
    url: '/api/library/imports/:id/take',
    schema: {
      ...about(
        'takeImport',
        'Takes all rows or none (ALL), or the good ones (GOOD); goes on after a restart',
      ),
      params,
      body: Type.Object({ mode: oneOf(MODES) }, closed),
      response: { 202: ImportView, ...Refused },
    },
  }),
  stop: endpoint({
    method: 'POST',
    url: '/api/library/imports/:id/stop',
    schema: {
      ...about('stopImport', 'Stops taking rows; those that were taken stay, and taking it again goes on'),
      params,
      response: { 200: ImportView, ...Refused },
    },
  }),
  marked: endpoint({
    method: 'GET',
    url: '/api/library/imports/:id/marked',
    schema: {
      ...about(
        'getMarkedCopy',
        'The file with a column that says what is wrong with each row: a workbook, or a GeoPackage of a file with shapes',
      ),
      params,
      querystring: Type.Object({ language: Type.Optional(oneOf(['zh', 'en'] as const)) }, closed),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
  template: endpoint({
    method: 'GET',
    url: '/api/library/registers/:register/template',
    schema: {
      ...about('getTemplate', 'An empty workbook with the columns of a register, choices as drop-downs'),
      params: Type.Object({ register: oneOf(REGISTER_NAMES) }),
      querystring: Type.Object({ language: Type.Optional(oneOf(['zh', 'en'] as const)) }, closed),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
  export: endpoint({
    method: 'GET',
    url: '/api/library/registers/:register/export',
    schema: {
      ...about(
        'exportRegister',
        'Records in use as a workbook, GeoJSON or GeoPackage; all can be imported again',
      ),
      params: Type.Object({ register: oneOf(REGISTER_NAMES) }),
      querystring: Type.Object(
        {
          format: Type.Optional(oneOf(['XLSX', 'GEOJSON', 'GEOPACKAGE'] as const)),
          language: Type.Optional(oneOf(['zh', 'en'] as const)),
          street: Type.Optional(Type.String({ pattern: '^\\d{9}$' })),
        },
        closed,
      ),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
}
