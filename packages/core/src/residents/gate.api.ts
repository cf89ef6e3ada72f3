import { Type } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import {
  Checklist,
  DIRECTIONS,
  GateEvent,
  GateView,
  MOST_ENTRIES,
  NewGate,
  PASS_CLASSES,
  PassView,
  RESULTS,
  VISIT_MS,
} from './gates.ts'
import { Uuid } from './resident.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['gates'] })
const params = Type.Object({ id: Uuid })

/** For gates, with the key of their source system. */
export const gateApi = {
  check: endpoint({
    method: 'POST',
    url: '/api/gates/check',
    schema: {
      ...about(
        'checkPass',
        'May this code or card pass? The answer is what the gate learns, and all that is kept',
      ),
      body: Type.Object(
        {
          credentialKind: oneOf(['QR', 'CARD']),
          value: Type.String({ minLength: 1, maxLength: 200 }),
          direction: oneOf(DIRECTIONS),
        },
        closed,
      ),
      response: {
        200: Type.Object({ result: oneOf(RESULTS), passClass: oneOf(PASS_CLASSES) }),
        ...Refused,
      },
    },
  }),
  events: endpoint({
    method: 'POST',
    url: '/api/gates/events',
    schema: {
      ...about(
        'gateEvents',
        'What a gate decided by itself: kinds and results, no person; the same id counts once',
      ),
      body: Type.Object({ events: Type.Array(GateEvent, { minItems: 1, maxItems: 500 }) }, closed),
      response: { 202: Type.Object({ taken: Type.Integer() }), ...Refused },
    },
  }),
  register: endpoint({
    method: 'POST',
    url: '/api/gates',
    schema: {
      ...about('registerGate', 'Name a gate and the source system that speaks for it'),
      body: NewGate,
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  checklist: endpoint({
    method: 'PATCH',
    url: '/api/gates/:code',
    schema: {
      ...about('checkGate', 'The checklist for gates that know faces'),
      params: Type.Object({ code: Type.String({ maxLength: 30 }) }),
      body: Type.Object({ checklist: Checklist }, closed),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  list: endpoint({
    method: 'GET',
    url: '/api/gates',
    schema: {
      ...about('listGates', 'Gates with their checklists and counts of a day'),
      response: { 200: Type.Object({ gates: Type.Array(GateView) }), ...Refused },
    },
  }),
} as const

/** For residents, with the access key of their record. */
export const passApi = {
  list: endpoint({
    method: 'GET',
    url: '/api/my/passes',
    schema: {
      ...about('myPasses', 'My passes and those of my visitors, with the codes as they are now'),
      response: { 200: Type.Object({ passes: Type.Array(PassView) }), ...Refused },
    },
  }),
  make: endpoint({
    method: 'POST',
    url: '/api/my/passes',
    schema: {
      ...about(
        'makePass',
        'A rotating code for me, my card, or a code for a visitor: a day and ten entries at most',
      ),
      body: Type.Union([
        Type.Object({ kind: Type.Literal('OWN_QR') }, closed),
        Type.Object(
          { kind: Type.Literal('OWN_CARD'), cardNo: Type.String({ pattern: '^[0-9A-Fa-f]{8,20}$' }) },
          closed,
        ),
        Type.Object(
          {
            kind: Type.Literal('VISITOR'),
            name: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
            entries: Type.Integer({ minimum: 1, maximum: MOST_ENTRIES }),
            forMs: Type.Integer({ minimum: 60_000, maximum: VISIT_MS }),
          },
          closed,
        ),
      ]),
      response: { 201: Type.Object({ id: Type.String() }), ...Refused },
    },
  }),
  end: endpoint({
    method: 'DELETE',
    url: '/api/my/passes/:id',
    schema: {
      ...about('endPass', 'A pass opens nothing any more'),
      params,
      response: { 204: Type.Null(), ...Refused },
    },
  }),
} as const
