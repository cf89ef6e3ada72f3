// What a device says of a patrol: once, when it is over. Nothing is sent while it lasts, and no position ever.
import { Type, type Static } from 'typebox'
import { oneOf, Uuid } from '../cases/schemas.ts'

const closed = { additionalProperties: false }
const Time = Type.Integer({ minimum: 0, description: 'milliseconds since 1970-01-01T00:00:00Z' })
const Metres = Type.Integer({ minimum: 0, maximum: 1_000_000 })

export const MEANS = ['QR', 'NFC', 'CODE', 'PHOTO'] as const
/** SHIFT: the device ended it with the duty hours. */
export const ENDINGS = ['PERSON', 'SHIFT'] as const
/** UNCERTAIN: some jumped or were wide of the mark; NONE: the device gave none. Neither is held against anybody. */
export const POSITIONS = ['SOUND', 'UNCERTAIN', 'NONE'] as const

export const Visit = Type.Object(
  {
    /** Id of the library's record. */
    point: Uuid,
    at: Time,
    means: oneOf(MEANS),
    /** Content address; with PHOTO. */
    photo: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** The device was elsewhere by its own position, which may be wrong. */
    uncertain: Type.Boolean(),
  },
  closed,
)
export type Visit = Static<typeof Visit>

export const StreetShare = Type.Object(
  {
    name: Type.String({ maxLength: 100 }),
    metres: Metres,
    walked: Metres,
  },
  closed,
)
export type StreetShare = Static<typeof StreetShare>

export const PATROL_COMMANDS = {
  record: Type.Object(
    {
      type: Type.Literal('record'),
      grid: Type.String({ pattern: '^\\d{16}$' }),
      startedAt: Time,
      endedAt: Time,
      end: oneOf(ENDINGS),
      positions: oneOf(POSITIONS),
      visits: Type.Array(Visit, { maxItems: 500 }),
      streets: Type.Array(StreetShare, { maxItems: 300 }),
    },
    closed,
  ),
  /** What the person wants to be known: why a yard was closed, that the position was wrong. */
  note: Type.Object(
    { type: Type.Literal('note'), text: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) },
    closed,
  ),
} as const
export type PatrolCommand = {
  [T in keyof typeof PATROL_COMMANDS]: Static<(typeof PATROL_COMMANDS)[T]>
}[keyof typeof PATROL_COMMANDS]
/** With a discriminator, so that a wrong field is named and not its first neighbour. */
export const PatrolCommandSchema = Type.Unsafe<PatrolCommand>({
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: Object.values(PATROL_COMMANDS),
})
