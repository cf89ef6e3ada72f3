// What screens are shown of a resident: masked; plain values only in the answer to a reveal.
import { Type, type Static } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { AGE_BANDS } from './identity.ts'
import { CONSENT_CODES, LEGAL_BASES, PARTS, PURPOSE_CODES } from './purposes.ts'
import { NEED_TYPES, RELATIONS, RESIDENT_KINDS } from './resident.ts'

const Instant = Type.Integer()
const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()])

export const ResidentRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  idNo: orNull(Type.String()),
  phone: orNull(Type.String()),
  ageBand: oneOf(AGE_BANDS),
  kind: oneOf(RESIDENT_KINDS),
  community: Type.String(),
  grid: orNull(Type.String()),
  verifiedAt: Instant,
  retentionUntil: Instant,
  locked: Type.Boolean(),
  deceased: Type.Boolean(),
})
export type ResidentRow = Static<typeof ResidentRow>

export const ConsentView = Type.Object({
  id: Type.String(),
  text: oneOf(CONSENT_CODES),
  version: Type.Integer(),
  language: Type.String(),
  channel: oneOf(['PORTAL', 'PAPER', 'COUNTER']),
  givenBy: oneOf(['SELF', 'GUARDIAN']),
  givenAt: Instant,
  withdrawnAt: orNull(Instant),
})

export const ResidenceView = Type.Object({
  id: Type.String(),
  house: Type.String(),
  relation: oneOf(RELATIONS),
  residenceType: oneOf(['SELF', 'RENT', 'LODGE', 'TEMP']),
  since: orNull(Type.String()),
  until: orNull(Type.String()),
  householdMatch: orNull(Type.Boolean()),
  declaredBy: oneOf(['SELF', 'LANDLORD', 'UNIT', 'POLICE_CHECK']),
})

export const ResidentSheet = Type.Object({
  ...ResidentRow.properties,
  sex: orNull(Type.String()),
  language: orNull(Type.String()),
  legalBasis: oneOf(LEGAL_BASES),
  article: orNull(Type.String()),
  purposes: Type.Array(oneOf(PURPOSE_CODES)),
  source: Type.String(),
  street: Type.String(),
  version: Type.Integer(),
  createdAt: Instant,
  hasNeeds: Type.Boolean(),
  consents: Type.Array(ConsentView),
  residences: Type.Array(ResidenceView),
  /** Purposes that the asking post may name now. */
  mayOpen: Type.Array(oneOf(PURPOSE_CODES)),
  mayKeep: Type.Boolean(),
})
export type ResidentSheet = Static<typeof ResidentSheet>

export const NeedView = Type.Object({
  id: Type.String(),
  needType: oneOf(NEED_TYPES),
  requestedBy: oneOf(['SELF', 'GUARDIAN', 'FAMILY']),
  visitPlan: orNull(Type.String()),
  carers: Type.Array(Type.String()),
  validTo: Instant,
})
export type NeedView = Static<typeof NeedView>

/** Plain values, for ten minutes (R-P-21); null for parts that were not asked for or are not held. */
export const Revealed = Type.Object({
  name: orNull(Type.String()),
  idNo: orNull(Type.String()),
  phone: orNull(Type.String()),
  needs: orNull(Type.Array(NeedView)),
  expiresAt: Instant,
})
export type Revealed = Static<typeof Revealed>

/** Who looked, as the resident sees it: role, organisation, purpose and day, no name (R-P-23). */
export const Reading = Type.Object({
  day: Type.String(),
  role: Type.String(),
  org: Type.String(),
  orgName: Type.String(),
  purpose: Type.String(),
  parts: Type.Array(oneOf(PARTS)),
})
export type Reading = Static<typeof Reading>
