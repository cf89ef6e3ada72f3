import { Type, type Static } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { ROLE_NAMES } from './roles.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const role = Type.Unsafe<(typeof ROLE_NAMES)[number]>({ type: 'string', enum: [...ROLE_NAMES] })

/** A post as its holder and the sign-in page see it: role + organisation + area. */
export const PostView = Type.Object({
  code: Type.String(),
  role,
  org: Type.String(),
  orgName: Type.String(),
  street: Type.Union([Type.String(), Type.Null()]),
  community: Type.Union([Type.String(), Type.Null()]),
  grids: Type.Array(Type.String()),
  person: Type.String(),
  personName: Type.String(),
})
export type PostView = Static<typeof PostView>

/** Who is signed in, in which post; `now` lets screens count down by the server's clock. */
export const sessionApi = {
  me: endpoint({
    method: 'GET',
    url: '/api/me',
    schema: {
      operationId: 'getMe',
      summary: 'The signed-in person, the active post and the other posts the person holds',
      tags: ['session'],
      response: {
        200: Type.Object({
          now: Type.Integer(),
          demo: Type.Boolean(),
          district: Type.Object({
            code: Type.Integer(),
            name: Type.String(),
            centre: Type.Array(Type.Number()),
          }),
          post: PostView,
          posts: Type.Array(PostView),
        }),
        ...Refused,
      },
    },
  }),
  choosePost: endpoint({
    method: 'POST',
    url: '/api/me/post',
    schema: {
      operationId: 'choosePost',
      summary: 'Act in another post that the same person holds',
      tags: ['session'],
      body: Type.Object({ post: Type.String() }, { additionalProperties: false }),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  signOut: endpoint({
    method: 'POST',
    url: '/api/me/sign-out',
    schema: {
      operationId: 'signOut',
      summary: 'End the session',
      tags: ['session'],
      response: { 204: Type.Null() },
    },
  }),
  demoPosts: endpoint({
    method: 'GET',
    url: '/api/demo/posts',
    schema: {
      operationId: 'findDemoPosts',
      summary: 'Demo posts for one-click sign-in (embedded database on loopback only)',
      tags: ['demo'],
      querystring: Type.Object({
        role: Type.Optional(Type.String()),
        text: Type.Optional(Type.String({ maxLength: 50 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
      }),
      response: { 200: Type.Object({ posts: Type.Array(PostView) }), ...Refused },
    },
  }),
  demoSignIn: endpoint({
    method: 'POST',
    url: '/api/demo/sign-in',
    schema: {
      operationId: 'demoSignIn',
      summary: 'Sign in as a demo post without a password (embedded database on loopback only)',
      tags: ['demo'],
      body: Type.Object({ post: Type.String() }, { additionalProperties: false }),
      response: { 200: PostView, ...Refused },
    },
  }),
} as const
