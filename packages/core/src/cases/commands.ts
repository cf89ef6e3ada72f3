import { Type, type Static } from 'typebox'
import { CARD_LEVELS, WHISTLE_TYPES } from '../districts/district.ts'
import { command } from './command.ts'
import { FOLLOW_UP_COMMANDS } from './commands.followup.ts'
import {
  CardNo,
  Contact,
  DepartmentCode,
  FileHash,
  GridCode,
  Instant,
  ItemCode,
  oneOf,
  OrderNo,
  OrganisationCode,
  Photos,
  Place,
  Rating,
  RequestNo,
  ShortText,
  SOURCES,
  Text,
  UrgencySchema,
  Uuid,
} from './schemas.ts'

export { REOPEN_REASONS } from './commands.followup.ts'
export const VOID_REASONS = ['INVALID', 'FALSE', 'OUT_OF_AREA', 'NOT_GOVT', 'TEST'] as const
export const SUSPEND_REASONS = [
  'SEASON',
  'PROCUREMENT',
  'LITIGATION',
  'APPRAISAL',
  'THIRD_PARTY',
  'WEATHER',
] as const
export const RESULT_TYPES = ['SOLVED', 'CONTROLLED', 'EXPLAINED', 'PARTLY', 'NOT_POSSIBLE'] as const
export const VERIFY_FAIL_REASONS = ['NOT_DONE', 'PARTLY', 'WRONG_PLACE', 'OLD_PHOTO', 'RECURRED'] as const
/** Why a verification counts though the device stood elsewhere, or gave no position at all. */
export const VERIFY_PLACE_REASONS = [
  'POSITION_INACCURATE',
  'SAME_BUILDING',
  'REPORT_MISPLACED',
  'NOT_REACHABLE',
  'BY_PHOTOS',
] as const
export const TRANSFER_CHANNELS = [
  '110',
  '119',
  '120',
  '122',
  'PETITION',
  'COURT',
  'ARBITRATION',
  'RECONSIDERATION',
  'DISCIPLINE',
  'MEDIATION',
] as const
export const WHISTLE_VERDICTS = ['NECESSARY', 'NORMAL_ORDER', 'WRONG_UNIT'] as const

const opt = Type.Optional

const report = {
  item: opt(ItemCode),
  urgency: opt(UrgencySchema),
  title: opt(ShortText),
  text: opt(Text()),
  voice: opt(FileHash),
  place: Place,
  photos: opt(Photos),
  noPhotoReason: opt(ShortText),
  contact: opt(Contact),
  source: opt(oneOf(SOURCES)),
  occurredAt: opt(Instant),
}
const unit = Type.Object(
  { org: DepartmentCode, task: ShortText, dependsOn: opt(DepartmentCode) },
  { additionalProperties: false },
)
const reason = ShortText
const verified = { place: opt(Place), placeReason: opt(oneOf(VERIFY_PLACE_REASONS)) }
const evidence = { text: Text(), photos: opt(Photos), occurredAt: opt(Instant) }

/** Every command of the case, one schema each, in the order of the transition table (E00–E68). */
export const CASE_COMMANDS = {
  saveDraft: command('saveDraft', { ...report, place: opt(Place) }),
  report: command('report', { ...report, related: opt(Uuid) }),
  ingest: command('ingest', {
    ...report,
    externalId: Type.String({ minLength: 1, maxLength: 100 }),
    device: opt(Type.String({ minLength: 1, maxLength: 100 })),
    alarm: opt(Type.String({ minLength: 1, maxLength: 100 })),
    targetAt: opt(Instant),
    /** Case that this one follows up, e.g. the lasting repair after a danger was controlled. */
    related: opt(Uuid),
  }),
  selfHandle: command('selfHandle', {
    ...report,
    item: ItemCode,
    beforePhotos: Photos,
    afterPhotos: Photos,
    result: Text(),
  }),
  accept: command('accept', { item: ItemCode, urgency: opt(UrgencySchema), grid: opt(GridCode) }),
  requestInfo: command('requestInfo', { question: Text(500) }),
  supplement: command('supplement', { text: opt(Text()), photos: opt(Photos) }),
  withdraw: command('withdraw', { reason: opt(reason) }),
  void: command('void', { reasonCode: oneOf(VOID_REASONS), explanation: Text(500) }),
  grab: command('grab', {}),
  dispatch: command('dispatch', { org: OrganisationCode, note: opt(ShortText) }),
  sign: command('sign', { order: opt(OrderNo) }),
  contactReporter: command('contactReporter', {
    method: oneOf(['CALL', 'SMS', 'VISIT'] as const),
    reached: Type.Boolean(),
    note: ShortText,
  }),
  requestReturn: command('requestReturn', {
    reason: Text(500),
    legalBasis: ShortText,
    suggestedOrg: OrganisationCode,
  }),
  approveReturn: command('approveReturn', { note: opt(ShortText) }),
  rejectReturn: command('rejectReturn', { reason }),
  designate: command('designate', { org: OrganisationCode, reason }),
  split: command('split', {
    org: Type.String({ pattern: '^[0-9A-Z]{6,20}$', widget: 'splitTarget' }),
    task: ShortText,
    dueAt: opt(Instant),
  }),
  reassign: command('reassign', { order: OrderNo, post: Type.String({ maxLength: 40, widget: 'post' }) }),
  whistle: command('whistle', {
    whistleType: oneOf(WHISTLE_TYPES),
    lead: unit,
    units: Type.Array(unit, { maxItems: 12, widget: 'units' }),
    justification: opt(Text(500)),
  }),
  formJoint: command('formJoint', {
    leadTask: ShortText,
    units: Type.Array(unit, { minItems: 1, maxItems: 12, widget: 'units' }),
  }),
  answer: command('answer', { order: opt(OrderNo) }),
  arrive: command('arrive', {
    order: opt(OrderNo),
    mode: oneOf(['ON_SITE', 'REMOTE'] as const),
    place: opt(Place),
    note: opt(ShortText),
  }),
  confirmArrival: command('confirmArrival', {
    order: OrderNo,
    accepted: Type.Boolean(),
    note: opt(ShortText),
  }),
  requestRelease: command('requestRelease', { reason: Text(500) }),
  adjustUnits: command('adjustUnits', {
    add: opt(Type.Array(unit, { maxItems: 12, widget: 'units' })),
    release: opt(OrderNo),
    lead: opt(DepartmentCode),
    reason,
  }),
  consentLead: command('consentLead', { accepted: Type.Boolean(), note: opt(ShortText) }),
  completePart: command('completePart', { order: opt(OrderNo), ...evidence }),
  returnUp: command('returnUp', {
    problem: Text(1000),
    measures: Text(2000),
    decisionNeeded: oneOf(['DUTY', 'MONEY', 'LAW', 'CROSS_DISTRICT'] as const),
    exemption: opt(Text(500)),
  }),
  escalate: command('escalate', { reason }),
  approveReturnUp: command('approveReturnUp', {
    leader: ShortText,
    leadOrg: DepartmentCode,
    planAt: Instant,
    note: opt(ShortText),
  }),
  rejectReturnUp: command('rejectReturnUp', { guidance: Text(1000) }),
  submitPlan: command('submitPlan', {
    steps: Type.Array(
      Type.Object({ what: ShortText, owner: ShortText, by: Instant }, { additionalProperties: false }),
      { minItems: 1, maxItems: 20, widget: 'steps' },
    ),
  }),
  ledger: command('ledger', { reason: Text(500), interimMeasure: Text(500) }),
  requestExtension: command('requestExtension', { until: Instant, reason: Text(500) }),
  approveExtension: command('approveExtension', { request: opt(RequestNo), note: opt(ShortText) }),
  requestSuspend: command('requestSuspend', {
    reasonCode: oneOf(SUSPEND_REASONS),
    reason: Text(500),
    hazardControlled: Type.Boolean(),
  }),
  approveSuspend: command('approveSuspend', { reviewAt: Instant, note: opt(ShortText) }),
  rejectRequest: command('rejectRequest', { request: RequestNo, reason }),
  resume: command('resume', { note: opt(ShortText) }),
  submitResult: command('submitResult', {
    resultType: oneOf(RESULT_TYPES),
    ...evidence,
    whom: ShortText,
  }),
  verifyPass: command('verifyPass', { ...verified, photos: opt(Photos), note: opt(ShortText) }),
  verifyPassNoContact: command('verifyPassNoContact', {
    ...verified,
    photos: opt(Photos),
    note: opt(ShortText),
  }),
  verifyFail: command('verifyFail', {
    reasonCode: oneOf(VERIFY_FAIL_REASONS),
    ...verified,
    note: Text(500),
    photos: Type.Array(FileHash, { minItems: 1, maxItems: 9, widget: 'photos' }),
  }),
  ...FOLLOW_UP_COMMANDS,
  assess: command('assess', {
    deductions: opt(
      Type.Array(
        Type.Object(
          { points: Type.Number({ minimum: 0, maximum: 100 }), reason: ShortText },
          { additionalProperties: false },
        ),
        { maxItems: 10, widget: 'lines' },
      ),
    ),
    note: opt(Text(500)),
  }),
  appealScore: command('appealScore', { reason: Text(1000) }),
  decideAppeal: command('decideAppeal', {
    upheld: Type.Boolean(),
    score: opt(Type.Number({ minimum: 0, maximum: 100 })),
    reason,
  }),
  ratePartner: command('ratePartner', {
    org: OrganisationCode,
    rating: Rating,
    verdict: opt(oneOf(WHISTLE_VERDICTS)),
    note: opt(ShortText),
  }),
  requestVoid: command('requestVoid', { reason: Text(500), photos: opt(Photos) }),
  voidLate: command('voidLate', { explanation: Text(500) }),
  restore: command('restore', { reason }),
  merge: command('merge', { primary: Type.String({ format: 'uuid', widget: 'case' }) }),
  absorb: command('absorb', { from: Uuid }),
  unmerge: command('unmerge', { reason }),
  splitOff: command('splitOff', { from: Uuid }),
  primaryClosed: command('primaryClosed', { primary: Uuid }),
  revive: command('revive', { primary: Uuid }),
  recount: command('recount', {}),
  transfer: command('transfer', {
    channel: oneOf(TRANSFER_CHANNELS),
    reference: opt(ShortText),
    explanation: Text(500),
  }),
  notifyEmergencyLine: command('notifyEmergencyLine', {
    line: oneOf(['110', '119', '120'] as const),
    reference: ShortText,
  }),
  raiseUrgency: command('raiseUrgency', { urgency: UrgencySchema, reason }),
  lowerUrgency: command('lowerUrgency', { urgency: UrgencySchema, reason }),
  coSignUrgency: command('coSignUrgency', { note: opt(ShortText) }),
  reclassify: command('reclassify', { item: ItemCode, reason }),
  changeGrid: command('changeGrid', {
    redraw: Uuid,
    grid: GridCode,
    orders: Type.Array(Type.Object({ order: OrderNo, grid: GridCode }, { additionalProperties: false }), {
      maxItems: 1000,
    }),
    posts: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 1000 }),
  }),
  urge: command('urge', { note: opt(ShortText) }),
  supervise: command('supervise', { level: oneOf(CARD_LEVELS), reason }),
  replySupervision: command('replySupervision', { card: CardNo, measures: Text(1000), by: Instant }),
  cancelSupervision: command('cancelSupervision', { card: CardNo, reason }),
  expire: command('expire', { deadline: Type.String({ pattern: '^D_[A-Z]+(#\\d+)?$' }) }),
  instruct: command('instruct', { text: Text(1000) }),
  annotate: command('annotate', {
    text: Text(),
    photos: opt(Photos),
    files: opt(Type.Array(FileHash, { maxItems: 9, uniqueItems: true, widget: 'files' })),
  }),
} as const

export type CommandType = keyof typeof CASE_COMMANDS
export type CommandOf<T extends CommandType> = Static<(typeof CASE_COMMANDS)[T]>
export type CaseCommand = { [T in CommandType]: CommandOf<T> }[CommandType]
export const COMMAND_TYPES = Object.keys(CASE_COMMANDS) as readonly CommandType[]

/** The union as JSON Schema with a discriminator, so that a wrong field is named and not its first neighbour. */
export const CaseCommandSchema = Type.Unsafe<CaseCommand>({
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: Object.values(CASE_COMMANDS),
})
