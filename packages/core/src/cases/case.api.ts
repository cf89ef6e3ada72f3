// The wire of the case feature: endpoints as data.
import { Type, type Static } from 'typebox'
import { CARD_LEVELS } from '../districts/district.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { CaseSummary, CaseView, Code, nullable, TaskView, Time } from './case.view.ts'
import { CaseCommandSchema } from './commands.ts'
import { oneOf, SOURCES, Uuid } from './schemas.ts'
import { CASE_STATES, STEPS } from './states.ts'
import { TASK_KINDS } from './task.ts'

export * from './case.view.ts'

const list = <const V extends readonly string[]>(values: V) =>
  Type.String({ description: `comma-separated: ${values.join(', ')}` })

export const CaseFilter = {
  state: Type.Optional(list(CASE_STATES)),
  step: Type.Optional(list(STEPS)),
  urgency: Type.Optional(list(['GENERAL', 'IMPORTANT', 'URGENT'] as const)),
  category: Type.Optional(Code),
  item: Type.Optional(Code),
  /** Organisation that holds an order of the case. */
  org: Type.Optional(Code),
  street: Type.Optional(Code),
  community: Type.Optional(Code),
  grid: Type.Optional(Code),
  source: Type.Optional(list(SOURCES)),
  /** Highest supervision card that stands: not cancelled. */
  card: Type.Optional(list(CARD_LEVELS)),
  open: Type.Optional(Type.Boolean()),
  overdue: Type.Optional(Type.Boolean()),
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  /** west,south,east,north */
  box: Type.Optional(Type.String({ pattern: '^-?[0-9.]+(,-?[0-9.]+){3}$' })),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
}

const Refused = { '4xx': Problem, '5xx': Problem }
const id = Type.Object({ id: Uuid })

/** The wire of the case feature, once. */
export const caseApi = {
  command: endpoint({
    method: 'POST',
    url: '/api/cases/:id/commands',
    schema: {
      operationId: 'commandCase',
      summary: 'Issue one command to a case; sending it twice is harmless',
      tags: ['cases'],
      params: id,
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: CaseCommandSchema,
      response: {
        202: Type.Object({
          id: Uuid,
          number: Type.String(),
          version: Type.Integer(),
          state: oneOf(CASE_STATES),
          /** Only on a resident's report: the secret with which the case is followed. */
          accessKey: Type.Optional(Type.String()),
        }),
        ...Refused,
      },
    },
  }),
  get: endpoint({
    method: 'GET',
    url: '/api/cases/:id',
    schema: {
      operationId: 'getCase',
      summary: 'One case: state, orders, clocks, timeline, and what this actor may do now',
      tags: ['cases'],
      params: id,
      response: { 200: CaseView, ...Refused },
    },
  }),
  find: endpoint({
    method: 'GET',
    url: '/api/cases',
    schema: {
      operationId: 'findCases',
      summary: 'Cases in the actor’s scope, newest first, by keyset cursor',
      tags: ['cases'],
      querystring: Type.Object(
        {
          ...CaseFilter,
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
          after: Type.Optional(Type.String({ maxLength: 200 })),
        },
        { additionalProperties: false },
      ),
      response: {
        200: Type.Object({
          cases: Type.Array(CaseSummary),
          next: nullable(Type.String()),
          /** Counted up to 10,000, or as far as time allowed; `more` says that there are more. */
          total: Type.Object({ count: Type.Integer(), more: Type.Boolean() }),
          /** Instant back to which was looked, where older cases would have taken too long; null: everywhere. */
          searchedFrom: nullable(Type.Integer()),
        }),
        ...Refused,
      },
    },
  }),
  export: endpoint({
    method: 'GET',
    url: '/api/cases/export',
    schema: {
      operationId: 'exportCases',
      summary:
        'The same list as a workbook (.xlsx): whole, streamed, personal data masked, every export logged. The header `gezhi-rows` says how many cases were counted',
      tags: ['cases'],
      querystring: Type.Object(
        { ...CaseFilter, language: Type.Optional(oneOf(['zh', 'en'] as const)) },
        { additionalProperties: false },
      ),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
  pins: endpoint({
    method: 'GET',
    url: '/api/cases/pins',
    schema: {
      operationId: 'findCasePins',
      summary: 'Open cases for the map, at most 5,000',
      tags: ['cases'],
      querystring: Type.Object(CaseFilter, { additionalProperties: false }),
      response: {
        200: Type.Object({ pins: Type.Array(CaseSummary), more: Type.Boolean() }),
        ...Refused,
      },
    },
  }),
  desk: endpoint({
    method: 'GET',
    url: '/api/desk',
    schema: {
      operationId: 'getDesk',
      summary: 'What the signed-in post has to do next, by due time, with exact counts per kind',
      tags: ['cases'],
      querystring: Type.Object({
        kind: Type.Optional(oneOf(TASK_KINDS)),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
      }),
      response: {
        200: Type.Object({
          counts: Type.Array(
            Type.Object({ kind: oneOf(TASK_KINDS), count: Type.Integer(), overdue: Type.Integer() }),
          ),
          tasks: Type.Array(TaskView),
        }),
        ...Refused,
      },
    },
  }),
  nearby: endpoint({
    method: 'GET',
    url: '/api/cases/nearby',
    schema: {
      operationId: 'findNearbyCases',
      summary: 'Open cases that may be the same matter: same family within its radius, newest first',
      tags: ['cases'],
      querystring: Type.Object({
        lon: Type.Number(),
        lat: Type.Number(),
        item: Type.Optional(Code),
        text: Type.Optional(Type.String({ maxLength: 200 })),
      }),
      response: {
        200: Type.Object({
          cases: Type.Array(
            Type.Object({
              case: CaseSummary,
              distanceM: Type.Number(),
              sameFamily: Type.Boolean(),
              score: Type.Number(),
            }),
          ),
        }),
        ...Refused,
      },
    },
  }),
  reveal: endpoint({
    method: 'POST',
    url: '/api/cases/:id/contact',
    schema: {
      operationId: 'revealContact',
      summary: 'Show the reporter’s contact for a stated purpose; the reading is logged',
      tags: ['cases'],
      params: id,
      body: Type.Object(
        { purpose: oneOf(['CONTACT_REPORTER', 'FOLLOW_UP', 'SAFETY'] as const) },
        { additionalProperties: false },
      ),
      response: {
        200: Type.Object({ name: nullable(Type.String()), phone: nullable(Type.String()) }),
        ...Refused,
      },
    },
  }),
  feed: endpoint({
    method: 'GET',
    url: '/api/feed',
    schema: {
      operationId: 'feed',
      summary:
        'Server-sent events of everything the actor may see; resumes by Last-Event-ID. Events: `case` (CaseChange), `notices` (ask for them), `reset` (load anew), `ping`',
      tags: ['live'],
      querystring: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })) }),
      response: { 200: Type.String() },
    },
  }),
} as const

/** Data of one `case` event of the feed. */
export const CaseChange = Type.Object({
  seq: Type.Integer(),
  fact: Type.String(),
  at: Time,
  actor: Type.Object({ role: Type.String(), org: Code, orgName: Type.String() }),
  case: CaseSummary,
})
export type CaseChange = Static<typeof CaseChange>
