// What people may do with a plan of redrawing grids. Unknown fields are refused.
import { Type, type Static } from 'typebox'
import { RedrawPlan } from './redraw.plan.ts'

const closed = { additionalProperties: false }
const Reason = Type.String({ minLength: 1, maxLength: 1000 })

export const REDRAW_COMMANDS = {
  /** Writes the draft; the first one makes the plan. A rejected plan becomes a draft again. */
  save: Type.Object({ type: Type.Literal('save'), plan: RedrawPlan }, closed),
  /** Gives new grids their codes and asks the district. */
  propose: Type.Object({ type: Type.Literal('propose') }, closed),
  approve: Type.Object(
    { type: Type.Literal('approve'), note: Type.Optional(Type.String({ maxLength: 1000 })) },
    closed,
  ),
  reject: Type.Object({ type: Type.Literal('reject'), reason: Reason }, closed),
  /** Takes back a draft, a proposal or, until its day, an approved plan. */
  withdraw: Type.Object({ type: Type.Literal('withdraw'), reason: Reason }, closed),
} as const
export type RedrawCommand = {
  [T in keyof typeof REDRAW_COMMANDS]: Static<(typeof REDRAW_COMMANDS)[T]>
}[keyof typeof REDRAW_COMMANDS]
export type RedrawCommandType = RedrawCommand['type']
/** With a discriminator, so that a wrong field is named and not its first neighbour. */
export const RedrawCommandSchema = Type.Unsafe<RedrawCommand>({
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: Object.values(REDRAW_COMMANDS),
})

/** Machinery says that the day has come. */
export interface ComeIntoForce {
  readonly type: 'comeIntoForce'
}
