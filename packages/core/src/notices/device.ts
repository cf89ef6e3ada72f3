import { Type, type Static } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { oneOf, UrgencySchema, Uuid } from '../cases/schemas.ts'
import { NOTICE_KINDS } from './notice.ts'

/** A row of the collection `notices`: one notice of the post, of the last thirty days. */
export const HeldNotice = Type.Object({
  id: Uuid,
  case: Uuid,
  kind: oneOf(NOTICE_KINDS),
  urgency: UrgencySchema,
  at: Time,
  dueAt: nullable(Time),
  /** Codes only, never names; the words are in the catalogues of the screens. */
  values: Type.Unsafe<Readonly<Record<string, string | number>>>({
    type: 'object',
    additionalProperties: true,
  }),
  unread: Type.Boolean(),
  settled: Type.Boolean(),
  keptUntil: Time,
})
export type HeldNotice = Static<typeof HeldNotice>
