import { Type, type Static } from 'typebox'
import { URGENCIES } from '../districts/district.ts'

/**
 * Widgets tell the form builder (`packages/ui/src/forms`) how a field is asked; the validator ignores them.
 * Labels come from the catalogue under `field.<name>`.
 */
export type Widget =
  | 'text'
  | 'longText'
  | 'photos'
  | 'files'
  | 'place'
  | 'item'
  | 'organisation'
  | 'department'
  | 'units'
  | 'splitTarget'
  | 'post'
  | 'order'
  | 'request'
  | 'card'
  | 'case'
  | 'dateTime'
  | 'rating'
  | 'steps'
  | 'lines'

export const Text = (maxLength = 5000, widget: Widget = 'longText') =>
  Type.String({ minLength: 1, maxLength, widget })
export const ShortText = Text(200, 'text')
export const Uuid = Type.String({ format: 'uuid' })
/** Content address of an uploaded file: sha-256 in lower-case hexadecimal. */
export const FileHash = Type.String({ pattern: '^[0-9a-f]{64}$' })
export const Photos = Type.Array(FileHash, { maxItems: 9, uniqueItems: true, widget: 'photos' })
export const OrganisationCode = Type.String({ pattern: '^[0-9A-Z]{6,20}$', widget: 'organisation' })
export const DepartmentCode = Type.String({ pattern: '^[0-9A-Z]{6,20}$', widget: 'department' })
export const GridCode = Type.String({ pattern: '^\\d{12}[123]\\d{3}$' })
export const ItemCode = Type.String({ pattern: '^W\\d{5}$', widget: 'item' })
export const OrderNo = Type.Integer({ minimum: 1, maximum: 1000, widget: 'order' })
export const RequestNo = Type.Integer({ minimum: 1, maximum: 1000, widget: 'request' })
export const CardNo = Type.Integer({ minimum: 1, maximum: 1000, widget: 'card' })
/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Instant = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000, widget: 'dateTime' })
export const Rating = Type.Integer({ minimum: 1, maximum: 5, widget: 'rating' })

export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] })

export const UrgencySchema = oneOf(URGENCIES)

export const DATUMS = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const
/** A position as the reporter gave it; the edge converts it to CGCS2000 and keeps what was given. */
export const Place = Type.Object(
  {
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    datum: Type.Optional(oneOf(DATUMS)),
    accuracyM: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
    address: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false, widget: 'place' },
)
export type Place = Static<typeof Place>

/** Where a report came from (code table of domain.md §4.3). */
export const SOURCES = [
  'GRID_PATROL',
  'RESIDENT',
  'DEVICE',
  'SUPERIOR',
  'HOTLINE_12345',
  'LINKAGE_110',
  'DEPARTMENT',
  'VIDEO_EVENT',
] as const
export type Source = (typeof SOURCES)[number]

/** How to reach the reporter. It never enters a fact: the server keeps it encrypted in the personal schema. */
export const Contact = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
    phone: Type.Optional(Type.String({ pattern: '^\\+?[0-9-]{5,20}$' })),
  },
  { additionalProperties: false },
)
export type Contact = Static<typeof Contact>
