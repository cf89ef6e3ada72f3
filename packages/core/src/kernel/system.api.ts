import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const Time = Type.Integer({ description: 'milliseconds since 1970-01-01T00:00:00Z' })

const Roles = Type.Array(Type.Union([Type.Literal('http'), Type.Literal('worker'), Type.Literal('ingest')]), {
  description: 'what the process does',
})

const Health = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('down')]),
  version: Type.String(),
  database: Type.Union([Type.Literal('embedded'), Type.Literal('postgres'), Type.Literal('citus')]),
  durable: Type.Boolean({
    description: 'false: what is saved survives the process, but not a loss of power',
  }),
  roles: Roles,
})

const Ready = Type.Object({
  status: Type.Union([
    Type.Literal('ready'),
    Type.Literal('starting'),
    Type.Literal('stopping'),
    Type.Literal('down', { description: 'the database cannot be reached' }),
  ]),
  roles: Roles,
})

/** What every installation answers about itself. */
export const systemApi = {
  health: endpoint({
    method: 'GET',
    url: '/health',
    schema: {
      operationId: 'getHealth',
      summary: 'Whether the server can work: 503 while the database cannot be reached',
      tags: ['system'],
      response: { 200: Health, 503: Health },
    },
  }),
  ready: endpoint({
    method: 'GET',
    url: '/ready',
    schema: {
      operationId: 'getReady',
      summary:
        'Whether a balancer should send requests here: 503 while starting, stopping or without a database',
      tags: ['system'],
      response: { 200: Ready, 503: Ready },
    },
  }),
  moveClock: endpoint({
    method: 'POST',
    url: '/api/demo/clock',
    schema: {
      operationId: 'moveDemoClock',
      summary:
        'Live through the time up to `now`: every deadline on the way is fired at its own time (demonstrations only)',
      tags: ['demo'],
      body: Type.Object({ now: Time }, { additionalProperties: false }),
      response: {
        200: Type.Object({ now: Time, fired: Type.Integer({ description: 'deadlines that ran out' }) }),
        ...Refused,
      },
    },
  }),
} as const
