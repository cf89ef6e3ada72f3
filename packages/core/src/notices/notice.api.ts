// The wire of notices: the inbox of a post, what it has said about being told, and who was told of a case.
import { Type, type Static } from 'typebox'
import { Code, nullable, Time } from '../cases/case.view.ts'
import { oneOf, UrgencySchema, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem, type Problems } from '../kernel/problem.ts'
import { NOTICE_KINDS } from './notice.ts'

export const CHANNELS = ['PUSH', 'WECOM', 'DINGTALK', 'SMS'] as const
/** Ways out of the house. The inbox is no channel: every notice to a post stands there. */
export type Channel = (typeof CHANNELS)[number]

export const DELIVERY_STATES = ['WAITING', 'DELIVERED', 'FAILED'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

const Values = Type.Unsafe<Readonly<Record<string, string | number>>>({
  type: 'object',
  additionalProperties: true,
})

/** One line of the inbox: a notice, or many of one kind that came together. */
export const NoticeLine = Type.Object({
  /** Ids of all notices of the line, newest first. */
  ids: Type.Array(Uuid),
  kind: oneOf(NOTICE_KINDS),
  urgency: UrgencySchema,
  at: Time,
  dueAt: nullable(Time),
  values: Values,
  /** Cases of the line, at most 50; those that the post may not see any more are left out. */
  cases: Type.Array(Type.Object({ id: Uuid, number: Type.String(), title: Type.String() })),
  unread: Type.Boolean(),
  /** What it was about is done: nothing is owed any more. */
  settled: Type.Boolean(),
})
export type NoticeLine = Static<typeof NoticeLine>

/** Who was told of a case, by one cause: for the case page. */
export const ToldView = Type.Object({
  kind: oneOf(NOTICE_KINDS),
  at: Time,
  values: Values,
  /** Posts by organisation and role; `read` counts those that have opened it. */
  told: Type.Array(
    Type.Object({
      org: Code,
      orgName: Type.String(),
      role: Type.String(),
      count: Type.Integer(),
      read: Type.Integer(),
    }),
  ),
  deliveries: Type.Array(
    Type.Object({
      channel: oneOf(CHANNELS),
      state: oneOf(DELIVERY_STATES),
      count: Type.Integer(),
      at: nullable(Time),
    }),
  ),
})
export type ToldView = Static<typeof ToldView>

export const HabitsView = Type.Object({
  onCall: Type.Boolean(),
  awayFrom: nullable(Time),
  awayTo: nullable(Time),
})

export const NOTICE_REFUSALS = ['notice/no-post', 'notice/push-address', 'notice/period'] as const
export type NoticeRefusalCode = (typeof NOTICE_REFUSALS)[number]
export const noticeProblems: Problems<NoticeRefusalCode> = {
  'notice/no-post': [403, '没有岗位的人员没有通知', 'Only posts have notices'],
  'notice/push-address': [
    422,
    '推送地址不是公网 https 地址',
    'The push address is not an https address of a public host',
  ],
  'notice/period': [422, '离岗结束时间应晚于开始时间', 'The absence must end after it begins'],
}

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['notices'] })
const Unread = Type.Object({
  /** Exact up to 1,000. */
  unread: Type.Integer(),
  urgent: Type.Integer(),
})

export const noticeApi = {
  inbox: endpoint({
    method: 'GET',
    url: '/api/notices',
    schema: {
      ...about('findNotices', 'Notices of the signed-in post, newest first; many of one kind as one line'),
      querystring: Type.Object(
        { unread: Type.Optional(Type.Boolean()), before: Type.Optional(Time) },
        closed,
      ),
      response: {
        200: Type.Object({ lines: Type.Array(NoticeLine), next: nullable(Time), ...Unread.properties }),
        ...Refused,
      },
    },
  }),
  count: endpoint({
    method: 'GET',
    url: '/api/notices/count',
    schema: {
      ...about('countNotices', 'How many notices of the signed-in post are unread and still matter'),
      response: { 200: Unread, ...Refused },
    },
  }),
  read: endpoint({
    method: 'POST',
    url: '/api/notices/read',
    schema: {
      ...about('readNotices', 'Mark notices as read: those named, or all up to a time'),
      body: Type.Object(
        {
          ids: Type.Optional(Type.Array(Uuid, { maxItems: 1000 })),
          upTo: Type.Optional(Time),
        },
        closed,
      ),
      response: { 200: Unread, ...Refused },
    },
  }),
  told: endpoint({
    method: 'GET',
    url: '/api/cases/:id/notices',
    schema: {
      ...about('findToldOfCase', 'Who was told of a case, when and by which way; newest first'),
      params: Type.Object({ id: Uuid }),
      response: { 200: Type.Object({ told: Type.Array(ToldView) }), ...Refused },
    },
  }),
  habits: endpoint({
    method: 'GET',
    url: '/api/notices/habits',
    schema: {
      ...about('getNoticeHabits', 'Night duty, absence and channels of the signed-in post'),
      response: {
        200: Type.Object({
          ...HabitsView.properties,
          quiet: nullable(Type.Object({ from: Type.Integer(), to: Type.Integer() })),
          /** Public key for push subscriptions. */
          pushKey: Type.String(),
          /** Devices of this person that are subscribed. */
          pushDevices: Type.Integer(),
          channels: Type.Array(oneOf(CHANNELS)),
        }),
        ...Refused,
      },
    },
  }),
  setHabits: endpoint({
    method: 'PUT',
    url: '/api/notices/habits',
    schema: {
      ...about('setNoticeHabits', 'Say whether this post is on call at night, and when it is away'),
      body: Type.Object(HabitsView.properties, closed),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  subscribe: endpoint({
    method: 'POST',
    url: '/api/notices/push',
    schema: {
      ...about('subscribePush', 'Let this device show notices of the signed-in post (Web Push)'),
      body: Type.Object(
        {
          endpoint: Type.String({ minLength: 10, maxLength: 1000 }),
          keys: Type.Object(
            {
              p256dh: Type.String({ pattern: '^[A-Za-z0-9_=-]{80,100}$' }),
              auth: Type.String({ pattern: '^[A-Za-z0-9_=-]{20,30}$' }),
            },
            closed,
          ),
        },
        closed,
      ),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  unsubscribe: endpoint({
    method: 'DELETE',
    url: '/api/notices/push',
    schema: {
      ...about('unsubscribePush', 'Stop notices on this device'),
      body: Type.Object({ endpoint: Type.String({ maxLength: 1000 }) }, closed),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
} as const
