import { Type, type Static } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import type { Problems } from '../kernel/problem.ts'

/** Systems that report by themselves (L0 sources of domain specification §2.2). */
export const SOURCE_KINDS = ['DEVICE', 'HOTLINE_12345', 'LINKAGE_110', 'DEPARTMENT', 'VIDEO_EVENT'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

export const SOURCE_REFUSALS = [
  'source/not-admin',
  'source/unknown',
  'source/exists',
  'source/too-fast',
] as const
export type SourceRefusalCode = (typeof SOURCE_REFUSALS)[number]

export const sourceProblems: Problems<SourceRefusalCode> = {
  'source/not-admin': [403, '只有系统管理员可以操作', 'Only an administrator may do this'],
  'source/unknown': [404, '没有这个接入系统', 'There is no such source'],
  'source/exists': [409, '接入系统编码已被使用', 'The source code is in use'],
  'source/too-fast': [429, '请求超过该系统的频率上限', 'The source sends more than its rate allows'],
}

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const Rate = Type.Integer({ minimum: 1, maximum: 60_000, description: 'requests in a minute' })
const kind = Type.Unsafe<SourceKind>({ type: 'string', enum: [...SOURCE_KINDS] })
const params = Type.Object({ code: Type.String({ maxLength: 40 }) })

export const SourceView = Type.Object({
  code: Type.String(),
  name: Type.String(),
  kind,
  active: Type.Boolean(),
  ratePerMinute: Rate,
  createdAt: Type.Integer(),
  rotatedAt: Type.Integer(),
})
export type SourceView = Static<typeof SourceView>

/** The key is in this answer and nowhere else, ever. */
const ShownOnce = Type.Object({ code: Type.String(), key: Type.String() })

const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['administration'] })

export const sourceApi = {
  find: endpoint({
    method: 'GET',
    url: '/api/admin/sources',
    schema: {
      ...about('findSources', 'Registered source systems by code'),
      response: { 200: Type.Object({ sources: Type.Array(SourceView) }), ...Refused },
    },
  }),
  register: endpoint({
    method: 'POST',
    url: '/api/admin/sources',
    schema: {
      ...about('registerSource', 'Register a source system; its key is shown once'),
      body: Type.Object(
        {
          code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
          name: Type.String({ minLength: 1, maxLength: 100 }),
          kind,
          ratePerMinute: Type.Optional(Rate),
        },
        closed,
      ),
      response: { 201: ShownOnce, ...Refused },
    },
  }),
  rotate: endpoint({
    method: 'POST',
    url: '/api/admin/sources/:code/rotate',
    schema: {
      ...about('rotateSourceKey', 'Make a new key; the old one stops working at once'),
      params,
      response: { 201: ShownOnce, ...Refused },
    },
  }),
  change: endpoint({
    method: 'PATCH',
    url: '/api/admin/sources/:code',
    schema: {
      ...about('changeSource', 'Deactivate, activate or re-rate a source'),
      params,
      body: Type.Object(
        { active: Type.Optional(Type.Boolean()), ratePerMinute: Type.Optional(Rate) },
        closed,
      ),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
} as const
