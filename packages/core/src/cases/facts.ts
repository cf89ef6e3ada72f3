import type { Location, Urgency } from '../districts/district.ts'
import type { StatutoryRuleCode } from '../districts/statutory.ts'
import type { ClockKind } from '../kernel/calendar.ts'
import type { ActorRef } from '../people/actor.ts'
import type { Assessment, Card, CaseRequest, Order, PartnerRating, Report, Reporter, Result } from './case.ts'
import type { TimeDoubt } from './occurred.ts'
import type { ClosingReply } from './reply.ts'
import type { Source } from './schemas.ts'
import type { CaseStateName } from './states.ts'

/** What happened to a clock. Due times are part of the fact, so that folding needs neither calendar nor limits. */
export type ClockChange =
  | ({
      readonly op: 'start'
      readonly key: string
      readonly clock: ClockKind
      readonly limitMs: number
      readonly dueAt: number
    } & DueNotes)
  | { readonly op: 'stop'; readonly key: string; readonly usedMs: number }
  | { readonly op: 'pause'; readonly key: string; readonly usedMs: number }
  | ({
      readonly op: 'resume'
      readonly key: string
      readonly limitMs: number
      readonly dueAt: number
    } & DueNotes)
  | ({
      readonly op: 'move'
      readonly key: string
      readonly clock: ClockKind
      readonly limitMs: number
      /** Null: the clock stands still, and gets its due time when it goes on. */
      readonly dueAt: number | null
    } & DueNotes)
  | { readonly op: 'fire'; readonly key: string }

interface DueNotes {
  /** The due time lies in a year whose holidays were not published yet: Monday to Friday were assumed. */
  readonly assumed?: true | undefined
  /** The law that set the amount. */
  readonly law?: StatutoryRuleCode | undefined
}

/** What every fact of a case carries beside its own data. */
export interface FactBase {
  readonly at: number
  readonly by: ActorRef
  /** Row of the transition table that produced it. */
  readonly via: string
  /** New state, on the fact that moves the case. */
  readonly to?: CaseStateName | undefined
  readonly clocks?: readonly ClockChange[] | undefined
}

interface Reported {
  /** Assigned by the district's register when the fact is appended, e.g. HS-20261122-00031. */
  readonly number?: string | undefined
  readonly report: Report
  readonly reporter: Reporter
  readonly source: Source
  readonly item: string | null
  readonly urgency: Urgency
  readonly location: Location | null
  readonly outOfArea: boolean
}

/** Data of each kind of fact. A new kind must be folded in `evolve.ts`, or it does not compile. */
export interface CaseFactData {
  'case.drafted': { readonly draft: Readonly<Record<string, unknown>>; readonly reporter: Reporter }
  'case.reported': Reported & {
    readonly externalId?: string | undefined
    readonly device?: string | undefined
    readonly alarm?: string | undefined
    readonly targetAt?: number | undefined
    readonly related?: string | undefined
  }
  'case.self-handled': Reported & { readonly result: Result; readonly sampled?: boolean | undefined }
  'case.accepted': { readonly item: string; readonly urgency: Urgency; readonly location: Location }
  'case.info-requested': { readonly question: string }
  'case.info-supplied': { readonly text?: string | undefined; readonly photos: readonly string[] }
  'case.withdrawn': { readonly reason?: string | undefined }
  'case.voided': {
    readonly reason: string
    readonly explanation: string
    readonly request?: number | undefined
  }
  'case.grab-window-closed': object
  'case.transferred': {
    readonly channel: string
    readonly reference?: string | undefined
    readonly explanation: string
  }
  'case.merged': { readonly primary: string }
  'case.absorbed': { readonly from: string; readonly reporters: readonly Reporter[] }
  'case.unmerged': {
    readonly primary: string
    /** Words of a person, or `PRIMARY_VOIDED`, `PRIMARY_TRANSFERRED`. */
    readonly reason: string
    /** With the unit that had the case, when it goes on there. */
    readonly order?: Order | undefined
  }
  'case.split-off': { readonly from: string; readonly reporters?: readonly Reporter[] | undefined }
  'case.restored': { readonly reason: string }
  'case.reclassified': { readonly item: string; readonly from: string | null; readonly reason: string }
  /** Grids were redrawn: who acts next follows the place. `orders`: parts that go to another grid with it. */
  'case.grid-changed': {
    readonly redraw: string
    readonly from: Location
    readonly location: Location
    /** Names of both grids: one of them may be no more. */
    readonly names: { readonly from: string; readonly to: string }
    readonly orders: readonly { readonly order: number; readonly from: string; readonly grid: string }[]
    readonly posts: readonly string[]
  }
  'case.urged': { readonly note?: string | undefined }
  'case.emergency-line-notified': { readonly line: string; readonly reference: string }
  'case.suspended': {
    readonly request?: number | undefined
    readonly reviewAt: number
    readonly note?: string | undefined
  }
  'case.ledgered': { readonly reason: string; readonly interimMeasure: string }
  'case.resumed': { readonly note?: string | undefined }
  'case.escalated': { readonly reason: string; readonly request: CaseRequest }
  'case.reopened': {
    readonly reason: string
    readonly note: string
    readonly order: Order
    readonly request?: number | undefined
  }
  'case.closed': { readonly merged: boolean }
  'order.grabbed': { readonly order: Order }
  'order.dispatched': { readonly order: Order; readonly note?: string | undefined }
  'order.designated': {
    readonly order: Order
    readonly reason: string
    readonly request?: number | undefined
  }
  'order.signed': { readonly order: number }
  'order.auto-signed': { readonly order: number }
  'order.split': { readonly order: Order }
  'order.reassigned': { readonly order: number; readonly post: string }
  'order.part-completed': {
    readonly order: number
    readonly text: string
    readonly photos: readonly string[]
    readonly occurredAt?: number | undefined
    readonly doubt?: TimeDoubt | undefined
  }
  'reporter.contacted': { readonly method: string; readonly reached: boolean; readonly note: string }
  'return.requested': { readonly request: CaseRequest; readonly legalBasis: string }
  'return.approved': { readonly request: number; readonly note?: string | undefined }
  'return.rejected': { readonly request: number; readonly reason: string }
  'whistle.blown': {
    readonly whistleType: 'DAILY' | 'ENFORCEMENT' | 'EMERGENCY'
    readonly justification?: string | undefined
    readonly lead: number
  }
  'whistle.answered': { readonly order: number }
  'whistle.overdue': { readonly order: number; readonly deadline: string }
  'department.arrived': {
    readonly order: number
    readonly mode: 'ON_SITE' | 'REMOTE'
    readonly pending: boolean
    readonly note?: string | undefined
  }
  'department.arrival-judged': {
    readonly order: number
    readonly accepted: boolean
    readonly note?: string | undefined
  }
  'joint.formed': { readonly lead: number }
  'joint.units-changed': {
    readonly released?: number | undefined
    readonly lead?: number | undefined
    readonly request?: number | undefined
    readonly answer?: 'APPROVED' | 'REJECTED' | undefined
    readonly reason: string
  }
  'request.made': { readonly request: CaseRequest }
  'request.rejected': { readonly request: number; readonly reason: string }
  'return-up.submitted': {
    readonly request: CaseRequest
    readonly measures: string
    readonly decisionNeeded: string
    readonly exemption?: string | undefined
  }
  'return-up.rejected': { readonly request: number; readonly guidance: string }
  'taskforce.formed': {
    readonly request: number
    readonly order: Order
    readonly leader: string
    readonly planAt: number
    readonly note?: string | undefined
  }
  'taskforce.planned': {
    readonly steps: readonly { readonly what: string; readonly owner: string; readonly by: number }[]
  }
  'extension.approved': {
    readonly request: number
    readonly until: number
    readonly note?: string | undefined
  }
  'result.submitted': { readonly result: Result }
  'verification.passed': {
    readonly place?: { readonly lon: number; readonly lat: number } | undefined
    readonly distanceM?: number | undefined
    readonly placeReason?: string | undefined
    readonly photos: readonly string[]
    readonly note?: string | undefined
  }
  'verification.failed': {
    readonly reason: string
    readonly distanceM?: number | undefined
    readonly placeReason?: string | undefined
    readonly note: string
    readonly photos: readonly string[]
    readonly order: Order
  }
  'verification.overdue': { readonly times: number; readonly sampled?: boolean | undefined }
  'follow-up.tried': { readonly note?: string | undefined }
  'follow-up.recorded': {
    readonly kind: 'SATISFIED' | 'EXPLAINED'
    readonly contacted: boolean
    readonly solved: boolean
    readonly rating: number
    readonly note?: string | undefined
    readonly request?: number | undefined
  }
  'follow-up.link-sent': { readonly no: number; readonly expiresAt: number }
  'follow-up.answered': {
    readonly contacted: boolean
    readonly solved: boolean
    readonly rating: number
    readonly note: string
  }
  'rating.solicited': { readonly no: number; readonly note: string }
  'rating.solicited-decided': { readonly no: number; readonly upheld: boolean; readonly finding: string }
  'follow-up.unreachable': object
  'rework.ordered': { readonly rating: number; readonly note: string; readonly order: Order }
  'feedback.sent': {
    readonly resultType: Result['type'] | 'VOIDED' | 'TRANSFERRED' | 'PROGRESS'
    readonly text: string
    /** The elements beside the text, when a result is answered. */
    readonly reply?: ClosingReply | undefined
  }
  'case.assessed': { readonly assessment: Assessment }
  'appeal.filed': { readonly request: CaseRequest }
  'appeal.decided': {
    readonly request: number
    readonly upheld: boolean
    readonly score?: number | undefined
    readonly reason: string
  }
  'partner.rated': { readonly rating: PartnerRating; readonly note?: string | undefined }
  'urgency.raised': { readonly urgency: Urgency; readonly from: Urgency; readonly reason: string }
  'urgency.lowered': {
    readonly urgency: Urgency
    readonly from: Urgency
    readonly reason: string
    readonly request?: number | undefined
  }
  'supervision.issued': { readonly card: Card }
  /** By the ladder (§2.6): whoever may, is asked to take the case up; nothing happens by itself. */
  'escalation.proposed': { readonly proposal: 'TASKFORCE' | 'RETURN_UP'; readonly org: string }
  'supervision.replied': { readonly card: number; readonly measures: string; readonly promisedBy: number }
  'supervision.cancelled': { readonly card: number; readonly reason: string }
  'deadline.due-soon': { readonly deadline: string }
  'deadline.missed': { readonly deadline: string }
  /** Due times that had rested on unpublished holidays, counted by the calendar that was published since. */
  'deadline.recounted': object
  'instruction.added': { readonly text: string }
  'timeline.added': {
    readonly text: string
    readonly photos: readonly string[]
    readonly files: readonly string[]
  }
}

export type CaseFactType = keyof CaseFactData
export type CaseFactOf<T extends CaseFactType> = FactBase & { readonly type: T } & CaseFactData[T]
export type CaseFact = { [T in CaseFactType]: CaseFactOf<T> }[CaseFactType]

/** A fact before the engine stamps it with time, actor, transition row and clock changes. */
export type DraftFact = { [T in CaseFactType]: { readonly type: T } & CaseFactData[T] }[CaseFactType]
