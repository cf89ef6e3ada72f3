// The wire of devices that work without the network: commands in batches, deltas of what they hold, the devices themselves.
import { Type, type Static } from 'typebox'
import { oneOf, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { ROLE_NAMES } from '../people/roles.ts'
import { DEVICE_STAGES } from './device.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const Time = Type.Integer({ description: 'milliseconds since 1970-01-01T00:00:00Z' })
const PostCode = Type.String({ minLength: 1, maxLength: 100 })

/** Names the person whose work a device sends or whose data it fetches; another one's session is refused. */
export const PERSON_HEADER = 'gezhi-person'

/** Commands a request; the device sends the next ones after the answer. */
export const MOST_COMMANDS = 100

/** One command as it was kept on the device. */
export const KeptCommand = Type.Object(
  {
    /** UUIDv7 made when the person decided; the same for every retry. */
    id: Uuid,
    kind: Type.String({ pattern: '^[a-z][a-z-]{0,39}$' }),
    /** Of the body's form. */
    version: Type.Integer({ minimum: 1 }),
    stream: Uuid,
    /** The post in which it was done; the person must still hold it. */
    post: PostCode,
    body: Type.Unknown({ description: 'the same as the body of the kind’s own route' }),
  },
  { additionalProperties: false },
)
export type KeptCommand = Static<typeof KeptCommand>

export const RESULTS = ['accepted', 'refused', 'held', 'later'] as const

/**
 * `accepted`: done, now or before. `refused`: a person has to decide what becomes of it. `held`: not tried, because an
 * earlier one of its stream was refused or has to be sent again. `later`: nothing is known to have happened, send again.
 */
export const CommandResult = Type.Object({
  id: Uuid,
  result: oneOf(RESULTS),
  answer: Type.Optional(Type.Unknown()),
  problem: Type.Optional(Problem),
})
export type CommandResult = Static<typeof CommandResult>

/** What changed in one collection. */
export const Delta = Type.Object({
  rows: Type.Array(Type.Unsafe<{ readonly id: string }>({ type: 'object', additionalProperties: true })),
  gone: Type.Array(Type.String(), { description: 'ids that the device must forget now' }),
  restart: Type.Boolean({
    description: 'what the device holds of it is replaced by what comes from here on until it is complete',
  }),
  complete: Type.Boolean({ description: 'false: more of it follows with the next page' }),
})
export type Delta = Static<typeof Delta>

export const DeviceView = Type.Object({
  id: Uuid,
  name: Type.String(),
  appVersion: Type.String(),
  person: Type.String(),
  personName: Type.String(),
  boundAt: Time,
  lastSeenAt: Time,
  /** Commands that it said it had not sent yet, when it was last seen; null: it has not said. */
  unsent: Type.Union([Type.Integer(), Type.Null()]),
  revokedAt: Type.Union([Time, Type.Null()]),
  /** Name of who signed it out. */
  revokedBy: Type.Union([Type.String(), Type.Null()]),
  revokedReason: Type.Union([Type.String(), Type.Null()]),
  /** When it learned that it was signed out: then it forgets what it holds. */
  toldAt: Type.Union([Time, Type.Null()]),
  /** A revoked device has delivered what it still had. */
  deliveredAt: Type.Union([Time, Type.Null()]),
  /** Commands that came after the sign-out and were done, and such that were refused. */
  taken: Type.Integer(),
  notTaken: Type.Integer(),
  stage: oneOf(DEVICE_STAGES),
})
export type DeviceView = Static<typeof DeviceView>

/** A device in the list, with the posts that its person holds today. */
export const ListedDevice = Type.Object({
  ...DeviceView.properties,
  posts: Type.Array(Type.Object({ role: oneOf(ROLE_NAMES), org: Type.String() })),
})
export type ListedDevice = Static<typeof ListedDevice>

export const DEVICE_GROUPS = ['IN_USE', 'SIGNED_OUT'] as const
export type DeviceGroup = (typeof DEVICE_GROUPS)[number]

/** Why a device of somebody else is signed out, in words that an auditor understands. */
export const MOST_REASON = 200

const device = Type.Object({ id: Uuid })
const Cursor = Type.String({ pattern: '^\\d{1,16}\\.[0-9a-f-]{36}$' })

export const syncApi = {
  commands: endpoint({
    method: 'POST',
    url: '/api/commands',
    schema: {
      operationId: 'sendCommands',
      summary:
        'Commands kept on a device, in the order in which they were made; each has its own result, sending twice is harmless',
      tags: ['sync'],
      body: Type.Object(
        { commands: Type.Array(KeptCommand, { minItems: 1, maxItems: MOST_COMMANDS }) },
        { additionalProperties: false },
      ),
      response: { 200: Type.Object({ results: Type.Array(CommandResult) }), ...Refused },
    },
  }),
  sync: endpoint({
    method: 'GET',
    url: '/api/sync',
    schema: {
      operationId: 'getChanges',
      summary:
        'What changed for one of the person’s posts since the cursor, page by page; without a cursor everything',
      tags: ['sync'],
      querystring: Type.Object(
        { post: Type.Optional(PostCode), cursor: Type.Optional(Type.String({ maxLength: 6000 })) },
        { additionalProperties: false },
      ),
      response: {
        200: Type.Object({
          now: Time,
          post: PostCode,
          /** Posts that the person holds now: what the device keeps of others it forgets. */
          posts: Type.Array(PostCode),
          cursor: Type.String(),
          more: Type.Boolean(),
          collections: Type.Record(Type.String(), Delta),
        }),
        ...Refused,
      },
    },
  }),
  bindDevice: endpoint({
    method: 'PUT',
    url: '/api/devices/:id',
    schema: {
      operationId: 'bindDevice',
      summary: 'Register this device for the signed-in person, or say that it is still in use',
      tags: ['sync'],
      params: device,
      body: Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 60 }),
          appVersion: Type.String({ minLength: 1, maxLength: 40 }),
          /** With it the device may deliver what it still has after it was signed out remotely: 32 bytes, base64url. */
          deliveryKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
          /** How many commands it has not sent; left out: it does not know yet. */
          unsent: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
        },
        { additionalProperties: false },
      ),
      response: {
        200: Type.Object({
          device: DeviceView,
          /** 32 bytes, base64url: what the device seals with; the same for this person on this device. */
          secret: Type.String(),
        }),
        ...Refused,
      },
    },
  }),
  deviceState: endpoint({
    method: 'GET',
    url: '/api/devices/:id/state',
    schema: {
      operationId: 'getDeviceState',
      summary: 'Whether this device was signed out remotely; asked with its delivery key, without a session',
      tags: ['sync'],
      params: device,
      response: {
        200: Type.Object({ revokedAt: Type.Union([Time, Type.Null()]) }),
        ...Refused,
      },
    },
  }),
  devices: endpoint({
    method: 'GET',
    url: '/api/devices',
    schema: {
      operationId: 'findDevices',
      summary:
        'One’s own devices; an administrator also those of a person, or all; those seen last come first',
      tags: ['sync'],
      querystring: Type.Object(
        {
          person: Type.Optional(Type.String({ maxLength: 100 })),
          all: Type.Optional(Type.Boolean()),
          /** In the name of the person or of the device. */
          text: Type.Optional(Type.String({ maxLength: 50 })),
          group: Type.Optional(oneOf(DEVICE_GROUPS)),
          after: Type.Optional(Cursor),
        },
        { additionalProperties: false },
      ),
      response: {
        200: Type.Object({
          devices: Type.Array(ListedDevice),
          next: Type.Union([Cursor, Type.Null()]),
        }),
        ...Refused,
      },
    },
  }),
  revokeDevice: endpoint({
    method: 'POST',
    url: '/api/devices/:id/revoke',
    schema: {
      operationId: 'revokeDevice',
      summary:
        'Sign a device out remotely: it forgets what it holds and may once deliver what it had not sent',
      tags: ['sync'],
      params: device,
      body: Type.Union([
        Type.Object(
          {
            /** Needed for a device of somebody else. */
            reason: Type.Optional(Type.String({ maxLength: MOST_REASON })),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
      response: { 200: DeviceView, ...Refused },
    },
  }),
  delivered: endpoint({
    method: 'POST',
    url: '/api/devices/:id/delivered',
    schema: {
      operationId: 'finishDelivery',
      summary: 'A device that was signed out remotely has delivered everything; its delivery key ends',
      tags: ['sync'],
      params: device,
      response: { 204: Type.Null(), ...Refused },
    },
  }),
} as const
