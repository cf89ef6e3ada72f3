import { Type } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { PARTS, PURPOSE_CODES } from './purposes.ts'
import { Correction, GivenConsentSchema, NewNeed, NewResidence, NewResident, PAGE, Uuid } from './resident.ts'
import { ResidentRow, ResidentSheet, Revealed } from './resident.view.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const params = Type.Object({ id: Uuid })
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['residents'] })
const Made = Type.Object({ id: Type.String() })
const Page = Type.Object({
  residents: Type.Array(ResidentRow),
  next: Type.Union([Type.String(), Type.Null()]),
})

/** Residents' records for those who serve them: masked, opened part by part for a purpose, each opening logged. */
export const residentsApi = {
  list: endpoint({
    method: 'GET',
    url: '/api/residents',
    schema: {
      ...about(
        'listResidents',
        'Masked records of the own area, 50 a page at most; there is no search by words',
      ),
      querystring: Type.Object(
        {
          grid: Type.Optional(Type.String({ pattern: '^\\d{16}$' })),
          after: Type.Optional(Uuid),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE })),
        },
        closed,
      ),
      response: { 200: Page, ...Refused },
    },
  }),
  search: endpoint({
    method: 'POST',
    url: '/api/residents/search',
    schema: {
      ...about(
        'searchResident',
        'Find a record by a whole id number or phone, for a purpose that allows it; logged',
      ),
      body: Type.Object(
        {
          purpose: oneOf(PURPOSE_CODES),
          idNo: Type.Optional(Type.String({ maxLength: 30 })),
          phone: Type.Optional(Type.String({ maxLength: 30 })),
        },
        closed,
      ),
      response: { 200: Page, ...Refused },
    },
  }),
  register: endpoint({
    method: 'POST',
    url: '/api/residents',
    schema: {
      ...about('registerResident', 'Keep the minimal set of a person; fields of no purpose are refused'),
      body: NewResident,
      response: { 201: Made, ...Refused },
    },
  }),
  read: endpoint({
    method: 'GET',
    url: '/api/residents/:id',
    schema: {
      ...about('readResident', 'A masked record with residences and consents'),
      params,
      response: { 200: ResidentSheet, ...Refused },
    },
  }),
  reveal: endpoint({
    method: 'POST',
    url: '/api/residents/:id/reveal',
    schema: {
      ...about('revealResident', 'Open parts of a record for a purpose; logged, and the resident sees it'),
      params,
      body: Type.Object(
        {
          purpose: oneOf(PURPOSE_CODES),
          parts: Type.Array(oneOf(PARTS), { minItems: 1, maxItems: 3, uniqueItems: true }),
        },
        closed,
      ),
      response: { 200: Revealed, ...Refused },
    },
  }),
  correct: endpoint({
    method: 'PATCH',
    url: '/api/residents/:id',
    schema: {
      ...about('correctResident', 'Correct or confirm a record; `version` is the one that was read'),
      params,
      body: Correction,
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  addResidence: endpoint({
    method: 'POST',
    url: '/api/residents/:id/residences',
    schema: {
      ...about('addResidence', 'Where a resident lives, in which relation to the household'),
      params,
      body: NewResidence,
      response: { 201: Made, ...Refused },
    },
  }),
  consent: endpoint({
    method: 'POST',
    url: '/api/residents/:id/consents',
    schema: {
      ...about('recordConsent', 'Record a consent given on paper or at the counter'),
      params,
      body: GivenConsentSchema,
      response: { 201: Made, ...Refused },
    },
  }),
  withdraw: endpoint({
    method: 'POST',
    url: '/api/residents/:id/consents/:consent/withdraw',
    schema: {
      ...about('withdrawConsent', 'Withdraw a consent for a resident who came in person; use stops at once'),
      params: Type.Object({ id: Uuid, consent: Uuid }),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  addNeed: endpoint({
    method: 'POST',
    url: '/api/residents/:id/needs',
    schema: {
      ...about('recordNeed', 'Record a need for service, by request and with a separate consent only'),
      params,
      body: NewNeed,
      response: { 201: Made, ...Refused },
    },
  }),
  endNeed: endpoint({
    method: 'DELETE',
    url: '/api/residents/:id/needs/:need',
    schema: {
      ...about('endNeed', 'Delete a need that is over'),
      params: Type.Object({ id: Uuid, need: Uuid }),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  makeCode: endpoint({
    method: 'POST',
    url: '/api/residents/:id/code',
    schema: {
      ...about(
        'makeResidentCode',
        'A one-time code to hand over in person, after the identity card was seen',
      ),
      params,
      response: {
        201: Type.Object({ code: Type.String(), expiresAt: Type.Integer() }),
        ...Refused,
      },
    },
  }),
} as const
