// What readers get of a case: rows, pins, the case page, tasks. The server fills them, screens are typed by them.
import { Type, type Static } from 'typebox'
import { ROLE_NAMES } from '../people/roles.ts'
import { COMMAND_TYPES } from './commands.ts'
import { oneOf, SOURCES, UrgencySchema, Uuid } from './schemas.ts'
import { CASE_STATES, DEADLINE_NAMES, ORDER_KINDS, ORDER_STATES, STEPS } from './states.ts'
import { TASK_KINDS } from './task.ts'

export const Time = Type.Integer({ description: 'milliseconds since 1970-01-01T00:00:00Z' })
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
export const Code = Type.String()
const open = { additionalProperties: true }

export const Holder = Type.Object({
  org: Code,
  orgName: Type.String(),
  since: Time,
  dueAt: nullable(Time),
  clock: nullable(oneOf(['NATURAL', 'DUTY', 'WD24'] as const)),
  deadline: nullable(oneOf(DEADLINE_NAMES)),
  paused: Type.Boolean(),
})

/** One row of a list, a pin on the map, a card in a queue: what everybody who may see the case may read of it. */
export const CaseSummary = Type.Object({
  id: Uuid,
  number: Type.String(),
  version: Type.Integer(),
  state: oneOf(CASE_STATES),
  step: oneOf(STEPS),
  urgency: UrgencySchema,
  item: nullable(Code),
  itemName: nullable(Type.String()),
  category: nullable(Type.String()),
  title: Type.String(),
  address: nullable(Type.String()),
  lon: Type.Number(),
  lat: Type.Number(),
  street: nullable(Code),
  streetName: nullable(Type.String()),
  community: nullable(Code),
  communityName: nullable(Type.String()),
  grid: nullable(Code),
  source: oneOf(SOURCES),
  reportedAt: Time,
  closedAt: nullable(Time),
  holder: nullable(Holder),
  handleDueAt: nullable(Time),
  overdue: Type.Boolean(),
  sensitive: Type.Boolean(),
})
export type CaseSummary = Static<typeof CaseSummary>

export const OrderView = Type.Object({
  no: Type.Integer(),
  kind: oneOf(ORDER_KINDS),
  state: oneOf(ORDER_STATES),
  org: Code,
  orgName: Type.String(),
  post: nullable(Code),
  lead: Type.Boolean(),
  parent: nullable(Type.Integer()),
  task: nullable(Type.String()),
  dependsOn: nullable(Type.String()),
  createdAt: Time,
  signedAt: nullable(Time),
  autoSigned: Type.Boolean(),
  arrivedAt: nullable(Time),
  arrivalPending: Type.Boolean(),
  doneAt: nullable(Time),
  dueAt: nullable(Time),
  resultText: nullable(Type.String()),
  resultPhotos: Type.Array(Type.String()),
})
export type OrderView = Static<typeof OrderView>

export const ClockView = Type.Object({
  key: Type.String(),
  name: oneOf(DEADLINE_NAMES),
  no: nullable(Type.Integer()),
  clock: oneOf(['NATURAL', 'DUTY', 'WD24'] as const),
  state: oneOf(['RUNNING', 'PAUSED', 'STOPPED'] as const),
  limitMs: Type.Integer(),
  startedAt: Time,
  dueAt: nullable(Time),
  stoppedAt: nullable(Time),
  /** Missed: stopped or still running after the due time. */
  late: Type.Boolean(),
})
export type ClockView = Static<typeof ClockView>

/** One fact in the reader's words is made by the screen from `type` and `data`; `actor` is already masked. */
export const TimelineEntry = Type.Object({
  version: Type.Integer(),
  type: Type.String(),
  at: Time,
  via: Type.String(),
  actor: Type.Object({
    role: oneOf(ROLE_NAMES as readonly string[]),
    post: Code,
    org: Code,
    orgName: Type.String(),
    name: nullable(Type.String()),
  }),
  to: nullable(oneOf(CASE_STATES)),
  data: Type.Object({}, open),
})
export type TimelineEntry = Static<typeof TimelineEntry>

export const RequestView = Type.Object({
  no: Type.Integer(),
  kind: Type.String(),
  state: oneOf(['OPEN', 'APPROVED', 'REJECTED', 'LAPSED'] as const),
  org: Code,
  orgName: Type.String(),
  at: Time,
  reason: Type.String(),
  until: nullable(Time),
  suggestedOrg: nullable(Type.String()),
  answer: nullable(Type.String()),
})
export type RequestView = Static<typeof RequestView>

export const CardView = Type.Object({
  no: Type.Integer(),
  level: oneOf(['ORDINARY', 'YELLOW', 'RED'] as const),
  org: Code,
  orgName: Type.String(),
  reason: Type.String(),
  at: Time,
  state: oneOf(['OPEN', 'REPLIED', 'CANCELLED'] as const),
  reply: nullable(Type.String()),
})

/** Somebody whose desk has the task: an organisation, its posts of these roles, and their grid. */
const DeskView = Type.Object({
  org: Code,
  orgName: Type.String(),
  roles: Type.Array(oneOf(ROLE_NAMES as readonly string[])),
})

/** Whose turn a verification is and until when, who is called when they miss it, and whether it was drawn by sample. */
export const VerificationView = Type.Object({
  desks: Type.Array(DeskView),
  dueAt: nullable(Time),
  next: Type.Array(DeskView),
  /** Turns missed so far. */
  missed: Type.Integer(),
  sampled: Type.Boolean(),
})
export type VerificationView = Static<typeof VerificationView>

/** How far the follow-up is: the link, the calls, and a poor answer that waits for the centre. */
export const FollowUpView = Type.Object({
  calls: Type.Integer(),
  mostCalls: Type.Integer(),
  /** Residents with a key are asked in the portal; for others the link has to be sent. */
  inPortal: Type.Boolean(),
  linkUntil: nullable(Time),
  answer: nullable(
    Type.Object({
      contacted: Type.Boolean(),
      solved: Type.Boolean(),
      rating: Type.Integer(),
      note: Type.String(),
      at: Time,
    }),
  ),
})
export type FollowUpView = Static<typeof FollowUpView>

/** A button: allowed now, or refused with the code that says why. */
export const Action = Type.Object({
  command: oneOf(COMMAND_TYPES),
  via: Type.String(),
  /** Row of `caseProblems` when refused by a guard that needs no input; null when allowed. */
  refusal: nullable(Type.String()),
  /** Values the form starts with, e.g. the catalogue's department for a dispatch. */
  prefill: Type.Object({}, open),
})
export type Action = Static<typeof Action>

export const CaseView = Type.Object({
  ...CaseSummary.properties,
  previous: nullable(oneOf(CASE_STATES)),
  /** Two of the four elements of the closing reply: the system knows them. */
  acceptedAt: nullable(Time),
  contactedAt: nullable(Time),
  /** Only while it waits for verification. */
  verification: nullable(VerificationView),
  /** Only while it waits for the reporter's answer. */
  followUp: nullable(FollowUpView),
  text: Type.String(),
  photos: Type.Array(Type.String()),
  voice: nullable(Type.String()),
  noPhotoReason: nullable(Type.String()),
  accuracyM: nullable(Type.Number()),
  outOfArea: Type.Boolean(),
  reporter: Type.Object({
    kind: oneOf(['STAFF', 'RESIDENT', 'SYSTEM'] as const),
    role: Type.String(),
    org: Code,
    orgName: Type.String(),
    contactable: Type.Boolean(),
    /** 张* and 138****1234; null when no contact is on file or the viewer has no part in the case. */
    maskedName: nullable(Type.String()),
    maskedPhone: nullable(Type.String()),
    /** Whether this reader may ask for the whole contact, for a stated purpose that is logged. */
    mayReveal: Type.Boolean(),
  }),
  subscribers: Type.Integer(),
  question: nullable(Type.String()),
  orders: Type.Array(OrderView),
  clocks: Type.Array(ClockView),
  requests: Type.Array(RequestView),
  cards: Type.Array(CardView),
  result: nullable(
    Type.Object({
      type: Type.String(),
      text: Type.String(),
      photos: Type.Array(Type.String()),
      at: Time,
      late: Type.Boolean(),
      whom: nullable(Type.String()),
    }),
  ),
  assessment: nullable(Type.Object({}, open)),
  mergedInto: nullable(Uuid),
  mergedFrom: Type.Array(Uuid),
  related: Type.Array(Uuid),
  actions: Type.Array(Action),
  timeline: Type.Array(TimelineEntry),
})
export type CaseView = Static<typeof CaseView>

export const TaskView = Type.Object({
  kind: oneOf(TASK_KINDS),
  order: nullable(Type.Integer()),
  request: nullable(Type.Integer()),
  card: nullable(Type.Integer()),
  dueAt: nullable(Time),
  case: CaseSummary,
})
export type TaskView = Static<typeof TaskView>
