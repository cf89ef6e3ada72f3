// The wire of the library: search, lists, records with where every value is from, commands, differences, loads.
import { Type, type Static } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { OWNER_NAMES } from './field.ts'
import { CHOICES } from './record.ts'
import { RecordCommandSchema, ValueSchema } from './record.commands.ts'
import { REGISTER_NAMES } from './registers.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const text = Type.String()
const closed = { additionalProperties: false }
const among = <const V extends readonly string[]>(values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values] })
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['library'] })

const RegisterSchema = among(REGISTER_NAMES)
export const OwnerSchema = among(OWNER_NAMES)
const Place = nullable(
  Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'longitude, latitude (CGCS2000)' }),
)

export const RecordSummary = Type.Object({
  id: Uuid,
  register: RegisterSchema,
  code: text,
  name: text,
  address: text,
  street: nullable(text),
  community: nullable(text),
  place: Place,
  /** Last time somebody on the spot said that it is so. */
  confirmedAt: nullable(Time),
  /** As of when the source gave it. */
  asOf: Time,
  source: OwnerSchema,
  openDifferences: Type.Integer(),
  /** Changed upstream since it was confirmed, or not confirmed for twelve months. */
  due: Type.Boolean(),
  cancelled: Type.Boolean(),
})
export type RecordSummary = Static<typeof RecordSummary>

const SaidView = Type.Object({ value: nullable(ValueSchema), source: OwnerSchema, asOf: Time })
const By = Type.Object({ at: Time, role: text, orgName: text })

export const FieldView = Type.Object({
  name: text,
  value: nullable(ValueSchema),
  source: OwnerSchema,
  asOf: Time,
  /** Decided by an officer or the owner, over what the source said. */
  decided: Type.Boolean(),
  /** Number of the open difference; null: none. */
  difference: nullable(Type.Integer()),
})
export type FieldView = Static<typeof FieldView>

export const DifferenceView = Type.Object({
  no: Type.Integer(),
  field: text,
  kind: among(['DISPUTE', 'SOURCES'] as const),
  held: SaidView,
  offered: SaidView,
  note: nullable(text),
  raised: By,
  /** Organisation that decides. */
  decider: text,
  decision: nullable(
    Type.Object({ at: Time, role: text, orgName: text, choice: among(CHOICES), reason: text }),
  ),
})
export type DifferenceView = Static<typeof DifferenceView>

export const RecordView = Type.Intersect([
  RecordSummary,
  Type.Object({
    version: Type.Integer(),
    changedAt: Time,
    fields: Type.Array(FieldView),
    differences: Type.Array(DifferenceView),
    history: Type.Array(
      Type.Object({ at: Time, role: nullable(text), orgName: text, type: text, field: nullable(text) }),
    ),
    parent: nullable(Type.Object({ id: Uuid, name: text })),
    /** Houses of a building. */
    houses: nullable(Type.Integer()),
    may: Type.Object({
      say: Type.Boolean(),
      cancel: Type.Boolean(),
      decide: Type.Array(Type.Integer(), { description: 'numbers of differences' }),
    }),
  }),
])
export type RecordView = Static<typeof RecordView>

const BoxText = Type.String({
  pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$',
  maxLength: 100,
  description: 'west,south,east,north in degrees',
})

export const RECORD_STATES = ['ACTIVE', 'DUE', 'DIFFERENT', 'SAMPLE', 'CANCELLED'] as const
export const RecordFilter = {
  text: Type.Optional(Type.String({ maxLength: 100 })),
  street: Type.Optional(Type.String({ pattern: '^\\d{9}$' })),
  community: Type.Optional(Type.String({ pattern: '^\\d{12}$' })),
  state: Type.Optional(among(RECORD_STATES)),
  /** Code of the record that the wanted ones belong to: houses of a building. */
  parent: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{6,25}$' })),
  bbox: Type.Optional(BoxText),
}

export const libraryApi = {
  search: endpoint({
    method: 'GET',
    url: '/api/library/search',
    schema: {
      ...about('searchLibrary', 'Everything that has a place, by name, code, address or pinyin initials'),
      querystring: Type.Object(
        {
          text: Type.String({ minLength: 2, maxLength: 100 }),
          register: Type.Optional(RegisterSchema),
          bbox: Type.Optional(BoxText),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 12 })),
        },
        closed,
      ),
      response: { 200: Type.Object({ records: Type.Array(RecordSummary) }), ...Refused },
    },
  }),
  registers: endpoint({
    method: 'GET',
    url: '/api/library/registers',
    schema: {
      ...about('findRegisters', 'The registers with how many records they hold and how fresh these are'),
      response: {
        200: Type.Object({
          registers: Type.Array(
            Type.Object({
              register: RegisterSchema,
              records: Type.Integer(),
              due: Type.Integer(),
              different: Type.Integer(),
              /** This month's sample; `looked`: confirmed or disputed on the spot, `right`: nothing disputed. */
              sample: Type.Object({
                sampled: Type.Integer(),
                looked: Type.Integer(),
                right: Type.Integer(),
              }),
            }),
          ),
        }),
        ...Refused,
      },
    },
  }),
  records: endpoint({
    method: 'GET',
    url: '/api/library/registers/:register/records',
    schema: {
      ...about('findRecords', 'Records of a register in the order of their codes'),
      params: Type.Object({ register: RegisterSchema }),
      querystring: Type.Object(
        {
          ...RecordFilter,
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
          after: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{6,25}$' })),
        },
        closed,
      ),
      response: {
        200: Type.Object({ records: Type.Array(RecordSummary), next: nullable(text) }),
        ...Refused,
      },
    },
  }),
  record: endpoint({
    method: 'GET',
    url: '/api/library/records/:id',
    schema: {
      ...about('getRecord', 'A record: every field with its source, and what was said about it'),
      params: Type.Object({ id: Uuid }),
      response: { 200: RecordView, ...Refused },
    },
  }),
  command: endpoint({
    method: 'POST',
    url: '/api/library/records/:id/commands',
    schema: {
      ...about('commandRecord', 'Confirm, dispute, decide or cancel'),
      params: Type.Object({ id: Uuid }),
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: RecordCommandSchema,
      response: { 202: Type.Object({ id: Uuid, version: Type.Integer() }), ...Refused },
    },
  }),
  differences: endpoint({
    method: 'GET',
    url: '/api/library/differences',
    schema: {
      ...about('findDifferences', 'Open differences that the signed-in post decides about, oldest first'),
      querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 80 })) }, closed),
      response: {
        200: Type.Object({
          differences: Type.Array(
            Type.Intersect([
              DifferenceView,
              Type.Object({
                record: RecordSummary,
                mine: Type.Boolean({ description: 'the post may decide' }),
              }),
            ]),
          ),
          next: nullable(text),
        }),
        ...Refused,
      },
    },
  }),
}
