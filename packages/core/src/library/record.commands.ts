// Commands to a record. Nobody retypes a value: people confirm or dispute, owners decide (domain specification §4.4).
import { Type, type Static } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { CHOICES, type Said } from './record.ts'

const closed = { additionalProperties: false }
export const ValueSchema = Type.Union([Type.String({ maxLength: 400 }), Type.Number(), Type.Boolean()])
const FieldName = Type.String({ pattern: '^[a-zA-Z0-9]{1,40}$' })
const Reason = Type.String({ minLength: 1, maxLength: 500 })

export const RECORD_COMMANDS = {
  /** Everything is as the record says; `seen` is `changedAt` of what the person looked at. */
  confirm: Type.Object(
    { type: Type.Literal('confirm'), seen: Type.Optional(Type.Integer({ minimum: 0 })) },
    closed,
  ),
  /** A field is not as the record says. `value` as text, the way the field is typed in a form. */
  dispute: Type.Object(
    {
      type: Type.Literal('dispute'),
      field: FieldName,
      value: Type.Optional(Type.String({ maxLength: 400 })),
      note: Type.Optional(Type.String({ maxLength: 500 })),
    },
    closed,
  ),
  decide: Type.Object(
    {
      type: Type.Literal('decide'),
      no: Type.Integer({ minimum: 1 }),
      choice: oneOf(CHOICES),
      value: Type.Optional(Type.String({ maxLength: 400 })),
      reason: Reason,
    },
    closed,
  ),
  /** The thing is gone; its code is never used again. */
  cancel: Type.Object({ type: Type.Literal('cancel'), reason: Reason }, closed),
} as const
export type RecordCommand = {
  [T in keyof typeof RECORD_COMMANDS]: Static<(typeof RECORD_COMMANDS)[T]>
}[keyof typeof RECORD_COMMANDS]
/** With a discriminator, so that a wrong field is named and not its first neighbour. */
export const RecordCommandSchema = Type.Unsafe<RecordCommand>({
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: Object.values(RECORD_COMMANDS),
})

/** Machinery says that a source and the library disagree. */
export interface SayDiffers {
  readonly type: 'differ'
  readonly field: string
  readonly held: Said
  readonly offered: Said
}
