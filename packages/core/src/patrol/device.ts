// What a device holds of patrols: those of its own person, for a month.
import { Type, type Static } from 'typebox'
import { Time } from '../cases/case.view.ts'
import { oneOf, Uuid } from '../cases/schemas.ts'
import { ENDINGS, POSITIONS } from './commands.ts'

/** A row of the collection `patrols`. */
export const HeldPatrol = Type.Object({
  id: Uuid,
  version: Type.Integer(),
  grid: Type.String(),
  startedAt: Time,
  endedAt: Time,
  end: oneOf(ENDINGS),
  positions: oneOf(POSITIONS),
  visits: Type.Integer(),
  metres: Type.Integer(),
  walked: Type.Integer(),
  notes: Type.Array(Type.Object({ at: Time, text: Type.String() })),
  keptUntil: Time,
})
export type HeldPatrol = Static<typeof HeldPatrol>
