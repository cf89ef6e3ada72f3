// The minimal record of a person who lives here (PersonRef, domain specification §4.2) and the rules for keeping it.
import { Type, type Static } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { DAY } from '../kernel/calendar.ts'
import type { Actor } from '../people/actor.ts'
import type { Role } from '../people/roles.ts'
import { AGE_BANDS, isChild, isIdNo, isPhone } from './identity.ts'
import { LEGAL_BASES, type Part, PURPOSE_CODES, type PurposeCode, purposeOf } from './purposes.ts'
import type { Consent } from './consent.ts'
import { stands } from './consent.ts'
import type { ResidentRefusalCode } from './refusals.ts'

const closed = { additionalProperties: false }

export const RESIDENT_KINDS = ['REGISTERED', 'FLOATING', 'OVERSEAS'] as const
/** GB/T 2261.1. */
export const SEXES = ['0', '1', '2', '9'] as const
export const RESIDENT_SOURCES = ['SELF', 'GRID_VISIT', 'COMMUNITY_COUNTER', 'POLICE_REGISTER'] as const

export const Uuid = Type.String({ format: 'uuid' })
const Name = Type.String({ minLength: 1, maxLength: 50 })
const IdNo = Type.String({ minLength: 18, maxLength: 30 })
const Phone = Type.String({ minLength: 5, maxLength: 30 })
const GivenConsent = Type.Object(
  {
    text: oneOf(['SERVICE_CONTACT', 'SERVICE_NEED', 'CHILD']),
    version: Type.Integer({ minimum: 1 }),
    language: oneOf(['zh', 'en', 'mn']),
    channel: oneOf(['PAPER', 'COUNTER']),
    givenBy: oneOf(['SELF', 'GUARDIAN']),
  },
  closed,
)
export type GivenConsent = Static<typeof GivenConsent>
export { GivenConsent as GivenConsentSchema }

/** The form of a new record: other fields are refused, so nothing else can be collected (R-P-02). Times in milliseconds. */
export const NewResident = Type.Object(
  {
    ageBand: oneOf(AGE_BANDS),
    name: Name,
    idNo: Type.Optional(IdNo),
    phone: Type.Optional(Phone),
    sex: Type.Optional(oneOf(SEXES)),
    kind: oneOf(RESIDENT_KINDS),
    language: Type.Optional(oneOf(['zh', 'mn', 'en'])),
    legalBasis: oneOf(LEGAL_BASES),
    article: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })),
    purposes: Type.Array(oneOf(PURPOSE_CODES), { minItems: 1, maxItems: 5, uniqueItems: true }),
    source: oneOf(RESIDENT_SOURCES),
    assessment: Type.Optional(Uuid),
    grid: Type.String({ pattern: '^\\d{12}[123]\\d{3}$' }),
    retentionUntil: Type.Integer({ minimum: 0 }),
    /** The notice of the law was read out or shown before (R-P-06, R-P-07). */
    noticeGiven: Type.Literal(true),
    consents: Type.Array(GivenConsent, { maxItems: 3 }),
  },
  closed,
)
export type NewResident = Static<typeof NewResident>

export const Correction = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    name: Type.Optional(Name),
    idNo: Type.Optional(IdNo),
    phone: Type.Optional(Type.Union([Phone, Type.Null()])),
    ageBand: Type.Optional(oneOf(AGE_BANDS)),
    kind: Type.Optional(oneOf(RESIDENT_KINDS)),
    deceased: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type Correction = Static<typeof Correction>

/** GB/T 4761, the subset of domain specification §4.2. */
export const RELATIONS = ['01', '10', '20', '30', '50', '60', '97'] as const
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const NewResidence = Type.Object(
  {
    house: Type.String({ pattern: '^\\d{17,25}$' }),
    relation: oneOf(RELATIONS),
    residenceType: oneOf(['SELF', 'RENT', 'LODGE', 'TEMP']),
    since: Type.Optional(Day),
    until: Type.Optional(Day),
    householdMatch: Type.Optional(Type.Boolean()),
    declaredBy: oneOf(['SELF', 'LANDLORD', 'UNIT', 'POLICE_CHECK']),
  },
  closed,
)
export type NewResidence = Static<typeof NewResidence>

export const NEED_TYPES = [
  'ELDER_VISIT',
  'ELDER_CARE',
  'DISABLED_AID',
  'LOW_INCOME_AID',
  'CHILD_CARE',
  'MEAL',
  'MEDICAL_ESCORT',
  'LANGUAGE',
  'OTHER',
] as const
export const NewNeed = Type.Object(
  {
    needType: oneOf(NEED_TYPES),
    requestedBy: oneOf(['SELF', 'GUARDIAN', 'FAMILY']),
    visitPlan: Type.Optional(Type.String({ maxLength: 300 })),
    carers: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
      minItems: 1,
      maxItems: 5,
      uniqueItems: true,
    }),
    assessment: Uuid,
    validTo: Type.Integer({ minimum: 0 }),
  },
  closed,
)
export type NewNeed = Static<typeof NewNeed>

const LONGEST_MS = 10 * 366 * DAY
/** A need is kept for twelve months, then consented to again or deleted. */
export const LONGEST_NEED_MS = 366 * DAY

type Refused = ResidentRefusalCode | null

/** What speaks against a new record, or null. `assessed`: the impact assessment that it names exists. */
export function refuseNew(given: NewResident, now: number, assessed: boolean): Refused {
  const { legalBasis, article, ageBand, consents, idNo, phone, retentionUntil, purposes } = given
  if (idNo !== undefined && !isIdNo(idNo)) return 'resident/id-number'
  if (phone !== undefined && !isPhone(phone)) return 'resident/phone'
  if (retentionUntil <= now || retentionUntil > now + LONGEST_MS) return 'resident/retention'
  if (legalBasis === 'STATUTORY_DUTY' && !article) return 'resident/article-missing'
  if (isChild(ageBand)) {
    if (!consents.some(({ text, givenBy }) => text === 'CHILD' && givenBy === 'GUARDIAN'))
      return 'resident/guardian-missing'
    if (!assessed) return 'resident/assessment-missing'
  }
  const lacks = purposes.some((code) => {
    const { basis, consent } = purposeOf(code)
    // A need is consented to when it is recorded.
    return (
      basis === 'CONSENT' && consent === 'SERVICE_CONTACT' && !consents.some(({ text }) => text === consent)
    )
  })
  if (lacks || (legalBasis === 'CONSENT' && consents.length === 0)) return 'resident/consent-missing'
  return null
}

/** Whether the place of a record lies in the area of a post: own grids, own community, own street (§2.2). */
export function inArea(
  actor: Actor,
  place: { readonly street: string; readonly community: string; readonly grid: string | null },
): boolean {
  if (actor.role === 'DPO') return true
  if (STREET_OFFICERS.includes(actor.role)) return actor.street === place.street
  if (actor.role === 'COMMUNITY_OPERATOR') return actor.community === place.community
  return keepsResidents(actor) && place.grid !== null && (actor.grids ?? []).includes(place.grid)
}

/** Officers of a street who may see needs and masked records there. */
export const STREET_OFFICERS: readonly Role[] = ['STREET_LEADER', 'STREET_HANDLER', 'STREET_DISPATCHER']

/** Roles that keep records: those who know the houses. */
export const keepsResidents = ({ role }: Pick<Actor, 'role'>): boolean =>
  role === 'GRID_MEMBER' || role === 'GRID_LEADER' || role === 'COMMUNITY_OPERATOR'

/** Roles that may see masked records of their area. */
export const seesResidents = (actor: Pick<Actor, 'role'>): boolean =>
  keepsResidents(actor) ||
  ['STREET_LEADER', 'STREET_HANDLER', 'STREET_DISPATCHER', 'DPO'].includes(actor.role)

export interface OpenWish {
  readonly actor: Actor
  readonly purpose: PurposeCode
  readonly parts: readonly Part[]
  readonly record: { readonly purposes: readonly string[]; readonly locked: boolean }
  readonly consents: readonly Consent[]
}

/** What speaks against opening parts of a record for a purpose, or null (R-P-04, 10, 21). */
export function refuseOpen({ actor, purpose, parts, record, consents }: OpenWish): Refused {
  const rule = purposeOf(purpose)
  if (record.locked) return 'resident/locked'
  if (!rule.roles.includes(actor.role)) return 'resident/purpose-not-yours'
  if (parts.some((part) => !rule.opens.includes(part))) return 'resident/part-not-opened'
  // An emergency and the person's own request need no promise made when the record was begun.
  const promised =
    rule.basis === 'EMERGENCY' || purpose === 'DATA_REQUEST' || record.purposes.includes(purpose)
  if (!promised) return 'resident/purpose-not-recorded'
  if (rule.consent !== null && !stands(consents, rule.consent)) return 'resident/consent-missing'
  return null
}

/** A reveal is shown for so long, then asked for again (R-P-21). Milliseconds. */
export const REVEAL_MS = 10 * 60_000
/** More reveals of one person on one day are told to the data protection officer (R-P-24). */
export const ALARM_READS = 200
/** Rows on a page of residents (R-P-24). */
export const PAGE = 50
/** Rows of one export (R-P-24). */
export const EXPORT_CAP = 1000
