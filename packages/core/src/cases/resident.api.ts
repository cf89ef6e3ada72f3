// What residents ask without an account: the three questions by link, and what is open nearby before they report.
import { Type, type Static } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { Code, nullable, Time } from './case.view.ts'
import { Rating, Text, Uuid, oneOf } from './schemas.ts'
import { CASE_STATES } from './states.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const id = Type.Object({ id: Uuid })
const token = Type.String({ minLength: 20, maxLength: 100, description: 'the secret behind # in the link' })

/** An open case close by, without words, number or exact place: enough to know it is reported already. */
export const Hint = Type.Object({
  item: nullable(Code),
  itemName: Type.String(),
  communityName: nullable(Type.String()),
  state: oneOf(CASE_STATES),
  /** Rounded up to 50 m. */
  withinM: Type.Integer(),
  reportedAt: Type.Integer({ description: 'milliseconds, rounded down to the day' }),
})
export type Hint = Static<typeof Hint>

/** What the link shows before it asks: the matter and the answer, nothing of the person. */
export const FollowUpQuestion = Type.Object({
  number: Type.String(),
  itemName: Type.String(),
  reportedAt: Time,
  unit: Type.String(),
  text: Type.String(),
  acceptedAt: nullable(Time),
  contactedAt: nullable(Time),
  whom: nullable(Type.String()),
  solvedAt: nullable(Time),
  until: Time,
})
export type FollowUpQuestion = Static<typeof FollowUpQuestion>

export const residentCaseApi = {
  hints: endpoint({
    method: 'GET',
    url: '/api/cases/hints',
    schema: {
      operationId: 'findHints',
      summary: 'Open cases near a place that may be the same matter, for anybody who is about to report',
      tags: ['cases'],
      querystring: Type.Object(
        {
          lon: Type.Number({ minimum: -180, maximum: 180 }),
          lat: Type.Number({ minimum: -90, maximum: 90 }),
          text: Type.Optional(Type.String({ maxLength: 200 })),
        },
        { additionalProperties: false },
      ),
      response: { 200: Type.Object({ hints: Type.Array(Hint) }), ...Refused },
    },
  }),
  link: endpoint({
    method: 'GET',
    url: '/api/cases/:id/follow-up-link',
    schema: {
      operationId: 'getFollowUpLink',
      summary: 'The open follow-up link of a case, for the operator who sends it',
      tags: ['cases'],
      params: id,
      response: { 200: Type.Object({ path: Type.String(), until: Time }), ...Refused },
    },
  }),
  question: endpoint({
    method: 'GET',
    url: '/api/follow-up/:id',
    schema: {
      operationId: 'getFollowUp',
      summary: 'What a follow-up link asks about; valid until it is answered or expires',
      tags: ['cases'],
      params: id,
      headers: Type.Object({ 'x-follow-up': token }),
      response: { 200: FollowUpQuestion, ...Refused },
    },
  }),
  answer: endpoint({
    method: 'POST',
    url: '/api/follow-up/:id/answer',
    schema: {
      operationId: 'answerFollowUp',
      summary: 'The three answers by link, once; 1 and 2 need a reason and are looked into by the centre',
      tags: ['cases'],
      params: id,
      headers: Type.Object({ 'x-follow-up': token, 'idempotency-key': Uuid }),
      body: Type.Object(
        {
          contacted: Type.Boolean(),
          solved: Type.Boolean(),
          rating: Rating,
          note: Type.Optional(Text(500)),
        },
        { additionalProperties: false },
      ),
      response: { 202: Type.Object({ rating: Type.Integer() }), ...Refused },
    },
  }),
} as const
