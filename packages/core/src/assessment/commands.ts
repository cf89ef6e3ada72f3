// What people may ask of a month and of a score. Unknown fields are refused.
import { Type, type Static } from 'typebox'
import { FileHash, oneOf, Text, Uuid } from '../cases/schemas.ts'
import { EXEMPTION_CODES } from './ledger.ts'

const closed = { additionalProperties: false }
const Reason = Text(1000)
const Evidence = Type.Array(FileHash, { maxItems: 9, uniqueItems: true, widget: 'photos' })
const No = Type.Integer({ minimum: 1, maximum: 100_000 })
const Points = Type.Number({ minimum: -100, maximum: 100, multipleOf: 0.0001 })

export const SCORE_COMMANDS = {
  /** The scored post or organisation contests one line, within five working days. */
  fileAppeal: Type.Object(
    { type: Type.Literal('fileAppeal'), line: No, reason: Reason, evidence: Type.Optional(Evidence) },
    closed,
  ),
  /** Another person than those who scored and who appealed; `points` is what the line should have been. */
  decideAppeal: Type.Object(
    {
      type: Type.Literal('decideAppeal'),
      appeal: No,
      upheld: Type.Boolean(),
      points: Type.Optional(Points),
      reason: Reason,
    },
    closed,
  ),
  /** A case does not count, or days of leave scale the targets: by decision with a reason. */
  exempt: Type.Object(
    {
      type: Type.Literal('exempt'),
      code: oneOf(EXEMPTION_CODES),
      caseId: Type.Optional(Uuid),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
      reason: Reason,
    },
    closed,
  ),
  /** Manual deduction or bonus of the rule (proven fabrication …), with reason and evidence. */
  adjust: Type.Object(
    {
      type: Type.Literal('adjust'),
      code: Type.String({ pattern: '^[A-Z_]{1,40}$' }),
      points: Type.Optional(Points),
      caseId: Type.Optional(Uuid),
      reason: Reason,
      evidence: Type.Optional(Evidence),
    },
    closed,
  ),
} as const
export type ScoreCommand = {
  [T in keyof typeof SCORE_COMMANDS]: Static<(typeof SCORE_COMMANDS)[T]>
}[keyof typeof SCORE_COMMANDS]
/** With a discriminator, so that a wrong field is named and not its first neighbour. */
export const ScoreCommandSchema = Type.Unsafe<ScoreCommand>({
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: Object.values(SCORE_COMMANDS),
})

export const MONTH_COMMANDS = {
  /** Settles every score of a month that is over. */
  close: Type.Object({ type: Type.Literal('close') }, closed),
  /** Settles the scores of one track again under another rule version; the first stays beside it. */
  rerun: Type.Object(
    { type: Type.Literal('rerun'), rule: Type.String({ maxLength: 60 }), reason: Reason },
    closed,
  ),
} as const
export type MonthCommand = {
  [T in keyof typeof MONTH_COMMANDS]: Static<(typeof MONTH_COMMANDS)[T]>
}[keyof typeof MONTH_COMMANDS]
export const MonthCommandSchema = Type.Unsafe<MonthCommand>({
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: Object.values(MONTH_COMMANDS),
})
