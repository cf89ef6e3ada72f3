import { Type } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { RequestRight, RequestView } from './data-request.ts'
import { CONSENT_CODES } from './purposes.ts'
import { Uuid } from './resident.ts'
import { Reading, ResidentSheet, Revealed } from './resident.view.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['my data'] })
const Made = Type.Object({ id: Type.String() })

/** What a resident sees and does with the own data, with the access key that a handed-over code was bound to. */
export const mineApi = {
  identify: endpoint({
    method: 'POST',
    url: '/api/my/key',
    schema: {
      ...about(
        'identify',
        'Exchange the code from the grid member for an access key that opens the own record',
      ),
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: Type.Object({ code: Type.String({ minLength: 8, maxLength: 20 }) }, closed),
      response: { 201: Type.Object({ key: Type.String(), until: Type.Integer() }), ...Refused },
    },
  }),
  read: endpoint({
    method: 'GET',
    url: '/api/my/record',
    schema: {
      ...about('myRecord', 'What is held of me, masked'),
      response: { 200: ResidentSheet, ...Refused },
    },
  }),
  reveal: endpoint({
    method: 'POST',
    url: '/api/my/record/reveal',
    schema: {
      ...about('myRecordInFull', 'What is held of me, in full'),
      response: { 200: Revealed, ...Refused },
    },
  }),
  readings: endpoint({
    method: 'GET',
    url: '/api/my/readings',
    schema: {
      ...about('myReadings', 'Who opened my record: role, organisation, purpose and day, newest first'),
      response: { 200: Type.Object({ readings: Type.Array(Reading) }), ...Refused },
    },
  }),
  consent: endpoint({
    method: 'POST',
    url: '/api/my/consents',
    schema: {
      ...about('giveConsent', 'Agree to a text in the version that was shown'),
      body: Type.Object(
        { text: oneOf(CONSENT_CODES), version: Type.Integer({ minimum: 1 }), language: oneOf(['zh', 'en']) },
        closed,
      ),
      response: { 201: Made, ...Refused },
    },
  }),
  withdraw: endpoint({
    method: 'POST',
    url: '/api/my/consents/:consent/withdraw',
    schema: {
      ...about('withdrawMyConsent', 'Withdraw a consent; use stops at once'),
      params: Type.Object({ consent: Uuid }),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  requests: endpoint({
    method: 'GET',
    url: '/api/my/requests',
    schema: {
      ...about('myRequests', 'My requests about my data with their due dates and answers'),
      response: { 200: Type.Object({ requests: Type.Array(RequestView) }), ...Refused },
    },
  }),
  request: endpoint({
    method: 'POST',
    url: '/api/my/requests',
    schema: {
      ...about('askAboutMyData', 'Ask to view, copy, correct, complete, delete, restrict or explain'),
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: Type.Object(
        { right: RequestRight, text: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })) },
        closed,
      ),
      response: { 202: Made, ...Refused },
    },
  }),
  leave: endpoint({
    method: 'DELETE',
    url: '/api/my/key',
    schema: {
      ...about('leaveMyRecord', 'This access key opens the record no longer'),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
} as const
