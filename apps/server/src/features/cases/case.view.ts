// From rows, state and facts to what a reader gets: names filled in, personal data masked, residents see the public part.
import { actionsFor } from '@gezhi/core/cases/actions'
import type { CaseState, Deadline, Order } from '@gezhi/core/cases/case'
import type {
  CaseSummary,
  CaseView,
  ClockView,
  FollowUpView,
  OrderView,
  VerificationView,
} from '@gezhi/core/cases/case.view'
import { MOST_CALLS } from '@gezhi/core/cases/plans.followup'
import type { Desk } from '@gezhi/core/cases/task'
import { nextVerifyDesks, verifyDesks } from '@gezhi/core/cases/tasks.verify'
import { isWindow } from '@gezhi/core/cases/explain.verdict'
import type { CaseFact } from '@gezhi/core/cases/facts'
import type { Actor } from '@gezhi/core/people/actor'
import { ROLES } from '@gezhi/core/people/roles'
import type { DistrictBook } from '../../kernel/district.ts'
import type { SummaryRow } from './find.store.ts'
import { prefillFor } from './prefill.ts'
import { isResident, type Reader, timelineEntry } from './timeline.view.ts'

/** The public summary of a row; `now` decides what is overdue. */
export function summaryFrom(row: SummaryRow, { rules }: DistrictBook, now: number): CaseSummary {
  const orgName = (code: string | null) =>
    code === null ? null : (rules.organisation(code)?.shortName ?? code)
  const item = row.item === null ? undefined : rules.item(row.item)
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    step: row.step,
    urgency: row.urgency,
    item: row.item,
    itemName: item?.name ?? null,
    category: row.category,
    title: row.title,
    address: row.address,
    lon: row.lon,
    lat: row.lat,
    street: row.street,
    streetName: orgName(row.street),
    community: row.community,
    communityName: orgName(row.community),
    grid: row.grid,
    source: row.source,
    reportedAt: row.reported_at,
    closedAt: row.closed_at,
    holder: row.holder && { ...row.holder, orgName: orgName(row.holder.org) ?? '' },
    handleDueAt: row.handle_due_at,
    overdue: row.open && row.next_due_at !== null && row.next_due_at < now,
    sensitive: row.sensitive,
  }
}

export interface Page {
  readonly row: SummaryRow
  readonly state: CaseState
  readonly facts: readonly { readonly version: number; readonly fact: CaseFact }[]
}

interface Reading extends Reader {
  readonly now: number
  readonly masked: { readonly name: string | null; readonly phone: string | null }
  readonly related: readonly string[]
  /** The reader may ask for the whole contact. */
  readonly mayReveal: boolean
}

/** Facts that the reporter may read: the way of the own case, without the offices' notes on each other. */
const PUBLIC_FACTS: ReadonlySet<string> = new Set([
  'case.reported',
  'case.accepted',
  'case.info-requested',
  'case.info-supplied',
  'case.withdrawn',
  'case.voided',
  'case.transferred',
  'case.merged',
  'case.suspended',
  'case.ledgered',
  'case.resumed',
  'case.reopened',
  'case.closed',
  'case.urged',
  'order.grabbed',
  'order.dispatched',
  'order.signed',
  'order.auto-signed',
  'whistle.blown',
  'department.arrived',
  'taskforce.formed',
  'extension.approved',
  'result.submitted',
  'verification.passed',
  'verification.failed',
  'feedback.sent',
  'follow-up.recorded',
  'follow-up.answered',
  'rating.solicited',
])

/** The whole case page for one reader. */
export function pageFrom(page: Page, reading: Reading): CaseView {
  const { row, state, facts } = page
  const { actor, book, now } = reading
  const resident = isResident(actor)
  const orgName = (code: string) => book.rules.organisation(code)?.shortName ?? code
  const context = { now, actor, rules: book.rules, stream: row.id, postOrg: book.postOrg }
  return {
    ...summaryFrom(row, book, now),
    previous: state.previous,
    acceptedAt: state.selfHandled ? null : state.acceptedAt,
    contactedAt: state.contactedAt,
    verification: verificationView(state, book),
    followUp: followUpView(state),
    text: state.report?.text ?? '',
    photos: [...(state.report?.photos ?? [])],
    voice: state.report?.voice ?? null,
    noPhotoReason: state.report?.noPhotoReason ?? null,
    accuracyM: state.report?.accuracyM ?? null,
    outOfArea: state.outOfArea,
    reporter: {
      kind: state.reporter?.kind ?? 'SYSTEM',
      role: state.reporter?.ref.role ?? 'SYSTEM',
      org: state.reporter?.ref.org ?? '',
      orgName: orgName(state.reporter?.ref.org ?? ''),
      contactable: state.reporter?.contactable ?? false,
      maskedName: reading.masked.name,
      maskedPhone: reading.masked.phone,
      mayReveal: reading.mayReveal,
    },
    subscribers: state.subscribers.length,
    question: state.question,
    orders: state.orders.map((order) => orderView(order, state, orgName)),
    clocks: resident
      ? []
      : state.deadlines.filter(({ name }) => name !== 'D_WARN').map((one) => clockView(one, now)),
    requests: resident ? [] : state.requests.map((request) => requestView(request, orgName)),
    cards: resident
      ? []
      : state.cards.map(({ by: _, reply, ...card }) => ({
          ...card,
          orgName: orgName(card.org),
          reply: reply?.measures ?? null,
        })),
    result: state.result && {
      type: state.result.type,
      text: state.result.text,
      photos: [...state.result.photos],
      at: state.result.at,
      late: state.result.late,
      whom: state.result.whom ?? null,
    },
    assessment: resident ? null : state.assessment && { ...state.assessment },
    mergedInto: state.mergedInto,
    mergedFrom: [...state.mergedFrom],
    related: [...(state.related ? [state.related] : []), ...reading.related],
    actions: actionsFor(state, context).map(({ command, via, refusal }) => ({
      command,
      via,
      refusal,
      prefill: refusal === null ? prefillFor(command, state, book.rules) : {},
    })),
    timeline: facts
      .filter(({ fact }) => mayRead(fact, actor) && (!resident || PUBLIC_FACTS.has(fact.type)))
      .map(({ version, fact }) => timelineEntry(version, fact, reading)),
  }
}

/** Residents see it as well: units and roles, no persons. */
function verificationView(state: CaseState, { rules }: DistrictBook): VerificationView | null {
  if (state.state !== 'TO_VERIFY') return null
  const centre = String(rules.district)
  const desk = ({ org, roles }: Desk) => ({
    org,
    orgName: rules.organisation(org)?.shortName ?? org,
    roles: [...roles],
  })
  return {
    desks: verifyDesks(state, centre).map(desk),
    dueAt: state.deadlines.find(({ key }) => key === 'D_VERIFY')?.dueAt ?? null,
    next: nextVerifyDesks(state, centre).map(desk),
    missed: state.verifyOverdue,
    sampled: state.sampled ?? false,
  }
}

function followUpView(state: CaseState): FollowUpView | null {
  if (state.state !== 'FOLLOW_UP') return null
  const until = state.followUpLink?.expiresAt ?? 0
  return {
    calls: state.followUpTries.length,
    mostCalls: MOST_CALLS,
    inPortal: state.reporter?.kind === 'RESIDENT',
    linkUntil: until > 0 ? until : null,
    answer: state.followUpAnswer ?? null,
  }
}

/**
 * A complaint is never seen by the unit it is about (R-P-44): the centre's own posts read it, and who made it.
 */
const mayRead = (fact: CaseFact, actor: Actor): boolean =>
  !fact.type.startsWith('rating.') || ROLES[actor.role].level === 'L4' || isResident(actor)

function orderView(order: Order, state: CaseState, orgName: (code: string) => string): OrderView {
  const keys = [`D_SIGN#${order.no}`, `D_ARRIVE#${order.no}`, `D_HANDLE#${order.no}`]
  if (order.no === state.lead) keys.push('D_HANDLE')
  const running = state.deadlines.find((one) => keys.includes(one.key) && one.state === 'RUNNING')
  return {
    no: order.no,
    kind: order.kind,
    state: order.state,
    org: order.org,
    orgName: orgName(order.org),
    post: order.post ?? null,
    lead: order.no === state.lead,
    parent: order.parent ?? null,
    task: order.task ?? null,
    dependsOn: order.dependsOn ? orgName(order.dependsOn) : null,
    createdAt: order.createdAt,
    signedAt: order.signedAt ?? null,
    autoSigned: order.autoSigned ?? false,
    arrivedAt: order.arrivedAt ?? null,
    arrivalPending: order.arrivalPending ?? false,
    doneAt: order.doneAt ?? null,
    dueAt: running?.dueAt ?? null,
    resultText: order.result?.text ?? null,
    resultPhotos: [...(order.result?.photos ?? [])],
  }
}

/** A clock that ended by its own due time was missed, unless it is a window that is meant to close. */
const isLate = ({ name, dueAt, firedAt, stoppedAt }: Deadline, now: number): boolean =>
  stoppedAt !== undefined && firedAt === stoppedAt
    ? !isWindow(name)
    : dueAt !== null && dueAt < (stoppedAt ?? now)

const clockView = (deadline: Deadline, now: number): ClockView => ({
  key: deadline.key,
  name: deadline.name,
  no: deadline.no ?? null,
  clock: deadline.clock,
  state: deadline.state,
  limitMs: deadline.limitMs,
  startedAt: deadline.startedAt,
  dueAt: deadline.dueAt,
  stoppedAt: deadline.stoppedAt ?? null,
  late: isLate(deadline, now),
})

const requestView = (request: CaseState['requests'][number], orgName: (code: string) => string) => ({
  no: request.no,
  kind: request.kind,
  state: request.state,
  org: request.by.org,
  orgName: orgName(request.by.org),
  at: request.at,
  reason: request.reason,
  until: request.until ?? null,
  suggestedOrg: request.org ? orgName(request.org) : null,
  answer: request.answer ?? null,
})
