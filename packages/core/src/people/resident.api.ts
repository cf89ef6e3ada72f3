import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'

const Refused = { '4xx': Problem, '5xx': Problem }

/** Lets a resident's browser carry the access key by itself, so that pictures of the own case load like any other. */
export const residentApi = {
  keep: endpoint({
    method: 'POST',
    url: '/api/resident/key',
    schema: {
      operationId: 'keepAccessKey',
      summary:
        'Set the access key as a cookie that scripts cannot read and that ends with the browser session',
      tags: ['session'],
      body: Type.Object({ key: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  forget: endpoint({
    method: 'DELETE',
    url: '/api/resident/key',
    schema: {
      operationId: 'forgetAccessKey',
      summary: 'Remove the access key from this browser',
      tags: ['session'],
      response: { 204: Type.Null(), ...Refused },
    },
  }),
} as const
