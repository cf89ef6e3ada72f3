import { Type, type Static } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { ROLE_NAMES } from './roles.ts'
import { PostView } from './session.api.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const Done = { response: { 204: Type.Null(), ...Refused } }
const closed = { additionalProperties: false }
const Time = Type.Integer({
  minimum: 0,
  maximum: 8_640_000_000_000_000,
  description: 'milliseconds since 1970',
})
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
const Code = Type.String({ minLength: 1, maxLength: 64 })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'local day' })
const role = Type.Unsafe<(typeof ROLE_NAMES)[number]>({ type: 'string', enum: [...ROLE_NAMES] })
const post = Type.Object({ code: Code })
const person = Type.Object({ person: Code })

export const DelegationView = Type.Object({
  id: Type.String(),
  kind: Type.Unsafe<'WHISTLE'>({ type: 'string', enum: ['WHISTLE'] }),
  validFrom: Time,
  validTo: Time,
  document: Type.String(),
})

/** A post as the administrator sees it: its time and what is given to it. */
export const AdminPost = Type.Object({
  ...PostView.properties,
  /** First and last local day on which the post is held; null: no end. */
  validFrom: Day,
  validTo: nullable(Day),
  delegations: Type.Array(DelegationView),
  /** Powers that the post has for as long as it lasts, by the district pack. */
  standing: Type.Array(Type.String()),
  account: nullable(
    Type.Object({ username: nullable(Type.String()), twoFactor: Type.Boolean(), locked: Type.Boolean() }),
  ),
})
export type AdminPost = Static<typeof AdminPost>

export const NewPost = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$' }),
    person: Code,
    role,
    org: Code,
    street: Type.Optional(Type.String({ pattern: '^\\d{9}$' })),
    community: Type.Optional(Type.String({ pattern: '^\\d{12}$' })),
    grids: Type.Optional(
      Type.Array(Type.String({ pattern: '^\\d{16}$' }), { maxItems: 50, uniqueItems: true }),
    ),
    validFrom: Day,
    validTo: Type.Optional(Day),
  },
  closed,
)
export type NewPost = Static<typeof NewPost>

export const AuditEntry = Type.Object({
  id: Type.String(),
  at: Time,
  action: Type.String(),
  actor: Type.String(),
  post: nullable(Type.String()),
  subject: nullable(Type.String()),
  address: nullable(Type.String()),
  data: Type.Unknown(),
})

/** A link that sets a password once; it is shown to the administrator and kept nowhere in readable form. */
export const PasswordLink = Type.Object({ username: Type.String(), link: Type.String(), expiresAt: Time })
export type PasswordLink = Static<typeof PasswordLink>

const admin = (operationId: string, summary: string) => ({ operationId, summary, tags: ['administration'] })

/** Posts, delegations and accounts, for ADMIN; the audit trail, for AUDITOR. Every change leaves an audit row. */
export const peopleAdminApi = {
  findPosts: endpoint({
    method: 'GET',
    url: '/api/admin/posts',
    schema: {
      ...admin('findAdminPosts', 'Posts with their time, delegations and accounts, by code'),
      querystring: Type.Object({
        text: Type.Optional(Type.String({ maxLength: 50 })),
        role: Type.Optional(role),
        org: Type.Optional(Code),
        ended: Type.Optional(Type.Boolean()),
        after: Type.Optional(Code),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 50 })),
      }),
      response: {
        200: Type.Object({ posts: Type.Array(AdminPost), next: nullable(Type.String()) }),
        ...Refused,
      },
    },
  }),
  createPost: endpoint({
    method: 'POST',
    url: '/api/admin/posts',
    schema: {
      ...admin('createPost', 'Give a person of the staff register one more post'),
      body: NewPost,
      response: { 201: Type.Object({ code: Type.String() }), ...Refused },
    },
  }),
  endPost: endpoint({
    method: 'POST',
    url: '/api/admin/posts/:code/end',
    schema: {
      ...admin('endPost', 'End a post now; its holder loses it with the next request'),
      params: post,
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
      ...Done,
    },
  }),
  delegate: endpoint({
    method: 'POST',
    url: '/api/admin/posts/:code/delegations',
    schema: {
      ...admin('delegate', 'Give a post a power in writing for a time'),
      params: post,
      body: Type.Object(
        {
          kind: DelegationView.properties.kind,
          validFrom: Time,
          validTo: Time,
          document: Type.String({ minLength: 1, maxLength: 200 }),
        },
        closed,
      ),
      response: { 201: Type.Object({ id: Type.String() }), ...Refused },
    },
  }),
  revoke: endpoint({
    method: 'POST',
    url: '/api/admin/delegations/:id/end',
    schema: {
      ...admin('revokeDelegation', 'End a delegation now'),
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      ...Done,
    },
  }),
  createAccount: endpoint({
    method: 'POST',
    url: '/api/admin/accounts',
    schema: {
      ...admin(
        'createAccount',
        'Open an account for a person; answers the link that sets the first password',
      ),
      body: Type.Object(
        { person: Code, username: Type.String({ pattern: '^[a-zA-Z0-9_.]{3,30}$' }) },
        closed,
      ),
      response: { 201: PasswordLink, ...Refused },
    },
  }),
  passwordLink: endpoint({
    method: 'POST',
    url: '/api/admin/accounts/:person/password-link',
    schema: {
      ...admin('makePasswordLink', 'A new link that sets the password once; older links stop working'),
      params: person,
      response: { 201: PasswordLink, ...Refused },
    },
  }),
  unlock: endpoint({
    method: 'POST',
    url: '/api/admin/accounts/:person/unlock',
    schema: {
      ...admin('unlockAccount', 'End the lock after wrong passwords or codes'),
      params: person,
      ...Done,
    },
  }),
  resetTwoFactor: endpoint({
    method: 'POST',
    url: '/api/admin/accounts/:person/reset-two-factor',
    schema: {
      ...admin('resetTwoFactor', 'Take the second factor off an account and end its sessions'),
      params: person,
      ...Done,
    },
  }),
  audit: endpoint({
    method: 'GET',
    url: '/api/admin/audit',
    schema: {
      ...admin('readAudit', 'The audit trail, newest first; for the auditor'),
      querystring: Type.Object({
        action: Type.Optional(Type.String({ maxLength: 60 })),
        actor: Type.Optional(Code),
        before: Type.Optional(Type.String({ maxLength: 80 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      }),
      response: {
        200: Type.Object({ entries: Type.Array(AuditEntry), next: nullable(Type.String()) }),
        ...Refused,
      },
    },
  }),
} as const
