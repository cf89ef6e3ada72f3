// Records of data protection: purposes beyond the product's, impact assessments, sharing, processors, breaches, the officer.
import { Type, type Static } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { DAY } from '../kernel/calendar.ts'
import { LEGAL_BASES } from './purposes.ts'

const closed = { additionalProperties: false }
const Line = Type.String({ minLength: 1, maxLength: 200, widget: 'text' })
const Long = Type.String({ minLength: 1, maxLength: 3000, widget: 'longText' })
const Instant = Type.Integer({ minimum: 0, widget: 'dateTime' })

/** One schema a kind. The newest record of a key is in force; older ones stay (PIPL 56: three years at least). */
export const RECORDS = {
  /** Named and public (PIPL 52; R-P-40). */
  OFFICER: Type.Object({ name: Line, contactPhone: Line, contactMail: Line, office: Line }, closed),
  /** A purpose of the district's own: a duty needs its law and article (PIPL 34; R-P-08). */
  PURPOSE: Type.Object(
    { title: Line, legalBasis: oneOf(LEGAL_BASES), article: Type.Optional(Line), scope: Long },
    closed,
  ),
  /** Impact assessment (PIPL 55, 56; R-P-14). */
  ASSESSMENT: Type.Object(
    {
      title: Line,
      occasion: oneOf(['SENSITIVE', 'AUTOMATED', 'ENTRUST', 'PROVIDE', 'PUBLISH', 'OTHER_MAJOR']),
      purposeText: Long,
      legality: Long,
      necessity: Long,
      impact: Long,
      risk: Long,
      measures: Long,
    },
    closed,
  ),
  /** Provision to another handler (PIPL 23; R-P-15). */
  SHARING: Type.Object(
    {
      receiver: Line,
      agreement: Line,
      purposeText: Long,
      fields: Long,
      validFrom: Instant,
      validTo: Instant,
    },
    closed,
  ),
  /** An entrusted processor (PIPL 21; R-P-16). */
  PROCESSOR: Type.Object(
    {
      company: Line,
      contract: Line,
      accounts: Long,
      accessEndedAt: Type.Optional(Instant),
      dataReturned: Type.Boolean(),
    },
    closed,
  ),
  /** A breach with the three statutory parts of its notice (PIPL 57; R-P-39). */
  BREACH: Type.Object(
    {
      title: Line,
      foundAt: Instant,
      kinds: Long,
      cause: Long,
      harm: Long,
      measures: Long,
      advice: Long,
      authorityToldAt: Type.Optional(Instant),
      personsToldAt: Type.Optional(Instant),
    },
    closed,
  ),
  /** The yearly exercise (R-P-39). */
  DRILL: Type.Object({ title: Line, heldAt: Instant, result: Long }, closed),
} as const
export type RecordKind = keyof typeof RECORDS
export const RECORD_KINDS = Object.keys(RECORDS) as readonly RecordKind[]

/** Kept three years from the day (PIPL 56; R-P-14, R-P-15). Milliseconds. */
export const KEPT_MS = 3 * 366 * DAY

/** What speaks against a record that its schema allows. */
export function refuseRecord(kind: RecordKind, body: Readonly<Record<string, unknown>>) {
  if (kind === 'PURPOSE' && body['legalBasis'] === 'STATUTORY_DUTY' && !body['article'])
    return 'resident/article-missing' as const
  return null
}

export const RecordView = Type.Object({
  id: Type.String(),
  kind: oneOf(RECORD_KINDS),
  key: Type.String(),
  body: Type.Record(Type.String(), Type.Unknown()),
  at: Type.Integer(),
  byPost: Type.String(),
  keepUntil: Type.Integer(),
})
export type RecordView = Static<typeof RecordView>
