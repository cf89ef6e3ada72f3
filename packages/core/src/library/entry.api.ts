// The wire of single records that are registered or put right by hand.
import { Type, type Static } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { oneOf, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { OWNER_NAMES } from './field.ts'
import { REGISTER_NAMES } from './registers.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['library'] })

export const EntryBody = Type.Object(
  {
    /** By the names of columns, as in a row of an import; places in CGCS2000. */
    cells: Type.Record(Type.String({ pattern: '^[a-zA-Z_0-9]{1,40}$' }), Type.String({ maxLength: 400 })),
    /** Whose word it is. */
    source: oneOf(OWNER_NAMES),
    /** From which paper or visit it is known. */
    basis: Type.String({ minLength: 2, maxLength: 120 }),
    /** `changedAt` of the record that is put right, as the person saw it; null: a new record. */
    seen: nullable(Time),
  },
  closed,
)
export type EntryBody = Static<typeof EntryBody>

export const entryApi = {
  enter: endpoint({
    method: 'POST',
    url: '/api/library/registers/:register/records',
    schema: {
      ...about(
        'enterRecord',
        'Registers one record, or puts one right; where another source keeps a field it becomes a difference',
      ),
      params: Type.Object({ register: oneOf(REGISTER_NAMES) }),
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: EntryBody,
      response: {
        200: Type.Object({
          id: Uuid,
          /** Open differences of the record after it. */
          openDifferences: Type.Integer({ minimum: 0 }),
        }),
        ...Refused,
      },
    },
  }),
  nextCode: endpoint({
    method: 'GET',
    url: '/api/library/registers/:register/next-code',
    schema: {
      ...about(
        'suggestCode',
        'The next free code of a register that counts; null where codes come from elsewhere',
      ),
      params: Type.Object({ register: oneOf(REGISTER_NAMES) }),
      querystring: Type.Object({ community: Type.Optional(Type.String({ pattern: '^\\d{12}$' })) }, closed),
      response: { 200: Type.Object({ code: nullable(Type.String()) }), ...Refused },
    },
  }),
}
