import type { CardLevel, Location, Urgency } from '../districts/district.ts'
import type { ClockKind } from '../kernel/calendar.ts'
import type { ActorRef } from '../people/actor.ts'
import type { TimeDoubt } from './occurred.ts'
import type { Place, Source } from './schemas.ts'
import type { CaseStateName, DeadlineName, OrderKind, OrderState } from './states.ts'

/** What was reported, as accepted by the edge: the place is already CGCS2000, `given` keeps what the reporter sent. */
export interface Report {
  readonly title: string
  readonly text: string
  readonly voice?: string | undefined
  readonly photos: readonly string[]
  readonly noPhotoReason?: string | undefined
  readonly lon: number
  readonly lat: number
  readonly accuracyM?: number | undefined
  readonly address?: string | undefined
  readonly given?: Place | undefined
  readonly occurredAt?: number | undefined
  readonly doubt?: TimeDoubt | undefined
}

export interface Reporter {
  readonly kind: 'STAFF' | 'RESIDENT' | 'SYSTEM'
  readonly ref: ActorRef
  /** True when a contact is on file, so that contact, follow-up and rating are owed. */
  readonly contactable: boolean
}

export interface Order {
  readonly no: number
  readonly kind: OrderKind
  readonly org: string
  readonly state: OrderState
  /** Grid that a split order was given to; `org` is then its community. */
  readonly grid?: string | undefined
  /** Post that handles it inside the organisation. */
  readonly post?: string | undefined
  /** Order it was split from or belongs to. */
  readonly parent?: number | undefined
  readonly task?: string | undefined
  readonly dependsOn?: string | undefined
  readonly createdAt: number
  readonly signedAt?: number | undefined
  readonly autoSigned?: boolean | undefined
  readonly arrivedAt?: number | undefined
  readonly arrival?: 'ON_SITE' | 'REMOTE' | undefined
  /** A remote arrival counts only after the street accepts it. */
  readonly arrivalPending?: boolean | undefined
  readonly doneAt?: number | undefined
  readonly result?:
    | { readonly text: string; readonly photos: readonly string[]; readonly by: ActorRef }
    | undefined
  readonly designated?: boolean | undefined
  /** Given by a reopening: it has the whole limit, where a redo has half of it (E50; E41, E44). */
  readonly reopened?: boolean | undefined
  readonly endReason?: string | undefined
}

export const REQUEST_KINDS = [
  'RETURN',
  'EXTENSION',
  'SUSPEND',
  'VOID',
  'RELEASE',
  'LEAD_CHANGE',
  'RETURN_UP',
  'LOWER_URGENCY',
  'EXPLAINED',
  'APPEAL',
  'REOPEN',
] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

export interface CaseRequest {
  readonly no: number
  readonly kind: RequestKind
  readonly by: ActorRef
  readonly at: number
  /** LAPSED: overtaken by the result or by the end of the case. */
  readonly state: 'OPEN' | 'APPROVED' | 'REJECTED' | 'LAPSED'
  readonly reason: string
  readonly order?: number | undefined
  readonly until?: number | undefined
  readonly org?: string | undefined
  readonly urgency?: Urgency | undefined
  readonly rating?: number | undefined
  readonly contacted?: boolean | undefined
  /** Code of why a reporter wants the case reopened. */
  readonly cause?: string | undefined
  readonly decidedBy?: ActorRef | undefined
  readonly decidedAt?: number | undefined
  readonly answer?: string | undefined
}

export interface Deadline {
  /** Name, and `#n` when it belongs to an order, request or card. */
  readonly key: string
  readonly name: DeadlineName
  readonly no?: number | undefined
  readonly clock: ClockKind
  readonly limitMs: number
  readonly startedAt: number
  readonly state: 'RUNNING' | 'PAUSED' | 'STOPPED'
  /** Null while paused: a standing clock has no due time. */
  readonly dueAt: number | null
  /** Counted milliseconds used in closed running segments. */
  readonly usedMs: number
  /** Start of the open segment. */
  readonly since: number
  /** Wall milliseconds of closed segments: running + paused = wall time. */
  readonly ranMs: number
  readonly pausedMs: number
  readonly stoppedAt?: number | undefined
  /** Its due time lies in a year whose holidays were not published when it was set. */
  readonly assumed?: boolean | undefined
  /** When its expiry took effect; it fires once per start or move. */
  readonly firedAt?: number | undefined
}

export interface Card {
  readonly no: number
  readonly level: CardLevel
  readonly org: string
  readonly reason: string
  readonly by: ActorRef
  readonly at: number
  readonly state: 'OPEN' | 'REPLIED' | 'CANCELLED'
  readonly reply?: { readonly measures: string; readonly by: number; readonly at: number } | undefined
}

export interface Result {
  readonly type: 'SOLVED' | 'CONTROLLED' | 'EXPLAINED' | 'PARTLY' | 'NOT_POSSIBLE'
  readonly text: string
  readonly photos: readonly string[]
  readonly by: ActorRef
  readonly order: number | null
  /** When it was done, as far as it can be believed; `claimedAt` keeps what the device said when it is doubted. */
  readonly at: number
  readonly claimedAt?: number | undefined
  readonly doubt?: TimeDoubt | undefined
  readonly late: boolean
  /** Whom the handler contacted, one of the four elements of a closing reply. */
  readonly whom?: string | undefined
}

export interface Assessment {
  readonly responded: boolean
  readonly arrivedOnTime: boolean | null
  readonly onTime: boolean
  readonly reworkCount: number
  readonly resultType: Result['type'] | null
  readonly satisfaction: number | null
  readonly evidenceScore: number
  readonly deductions: readonly { readonly points: number; readonly reason: string }[]
  readonly finalScore: number
  readonly mode: 'AUTO' | 'MANUAL'
  readonly by: ActorRef
  readonly at: number
}

export interface PartnerRating {
  readonly from: string
  readonly to: string
  readonly rating: number
  readonly verdict?: 'NECESSARY' | 'NORMAL_ORDER' | 'WRONG_UNIT' | undefined
}

/** The whole case as the facts fold it: the server stores it beside the columns it searches by, the phone keeps it. */
export interface CaseState {
  readonly state: CaseStateName | 'NEW'
  readonly version: number
  readonly number: string | null
  /** State to go back to from ESCALATED and SUSPENDED. */
  readonly previous: CaseStateName | null
  readonly report: Report | null
  readonly reporter: Reporter | null
  /** Reporters of merged cases stay subscribed. */
  readonly subscribers: readonly Reporter[]
  readonly source: Source | null
  readonly externalId: string | null
  readonly device: string | null
  readonly alarm: string | null
  /** Due time that the source itself fixed (12345 orders carry one); D_HANDLE then uses it. */
  readonly targetAt: number | null
  readonly item: string | null
  readonly urgency: Urgency
  readonly location: Location | null
  readonly outOfArea: boolean
  /** Where it lay when it was reported, once grids were redrawn: history and figures stay there. */
  readonly reportedIn?: Location | undefined
  /** Posts of the grid that it left by a redraw: what they had under way they bring in for some days yet. */
  readonly handedOver?: { readonly posts: readonly string[]; readonly at: number } | undefined
  readonly reportedAt: number | null
  readonly acceptedAt: number | null
  readonly closedAt: number | null
  readonly endedAt: number | null
  readonly infoAsked: boolean
  readonly question: string | null
  readonly windowClosed: boolean
  readonly orders: readonly Order[]
  /** Number of the order that drives the case. */
  readonly lead: number | null
  /** Number of the street's or department's own order that coordinates a joint handling. */
  readonly coordinator: number | null
  readonly whistle: {
    readonly type: 'DAILY' | 'ENFORCEMENT' | 'EMERGENCY'
    readonly by: ActorRef
    readonly at: number
  } | null
  readonly whistleTried: boolean
  readonly requests: readonly CaseRequest[]
  readonly deadlines: readonly Deadline[]
  readonly cards: readonly Card[]
  readonly returnCount: number
  readonly returnedBy: readonly string[]
  readonly designated: boolean
  readonly extensions: number
  readonly suspensions: number
  readonly contactedAt: number | null
  readonly result: Result | null
  readonly selfHandled: boolean
  /** Self-handled and drawn by its id to be looked at again by somebody else. */
  readonly sampled?: boolean | undefined
  readonly verifyOverdue: number
  readonly verifyFails: number
  readonly verifiedBy: ActorRef | null
  readonly reworkCount: number
  readonly dissatisfactionRework: number
  readonly followUpTries: readonly number[]
  readonly followUp: {
    readonly kind: 'SATISFIED' | 'EXPLAINED' | 'UNREACHABLE'
    readonly contacted: boolean
    readonly solved: boolean
    readonly rating: number | null
    readonly at: number
  } | null
  /** When the follow-up of this round began: residents are asked in the portal from then on. */
  readonly followUpSince?: number | undefined
  /** The link that asks the three questions; the last one sent is the only one that counts. */
  readonly followUpLink?:
    | { readonly no: number; readonly sentAt: number; readonly expiresAt: number }
    | undefined
  /** A poor answer of the reporter, until the centre decides what follows from it. */
  readonly followUpAnswer?:
    | {
        readonly contacted: boolean
        readonly solved: boolean
        readonly rating: number
        readonly note: string
        readonly at: number
      }
    | undefined
  /** «Somebody asked me for a good rating»; `upheld` once it was looked into. */
  readonly complaints?:
    | readonly { readonly no: number; readonly at: number; readonly upheld?: boolean | undefined }[]
    | undefined
  readonly feedbackAt: number | null
  readonly taskforce: {
    readonly leader: string
    readonly org: string
    readonly planAt: number
    readonly plan: readonly { readonly what: string; readonly owner: string; readonly by: number }[] | null
  } | null
  readonly ledger: { readonly reason: string; readonly interimMeasure: string } | null
  readonly assessment: Assessment | null
  readonly appealed: boolean
  readonly ratings: readonly PartnerRating[]
  readonly mergedInto: string | null
  /** Where the case stood when it was merged: it goes on there when its primary ends without a result. */
  readonly mergedAs?: CaseStateName | undefined
  readonly mergedFrom: readonly string[]
  readonly related: string | null
  readonly transfer: { readonly channel: string; readonly reference: string | null } | null
  readonly voided: { readonly reason: string; readonly explanation: string } | null
  readonly emergencyLines: readonly {
    readonly line: string
    readonly reference: string
    readonly at: number
  }[]
  /** When the reporter last urged: once in 24 hours (E61); the urging of leaders does not use it up. */
  readonly lastUrgedAt: number | null
  readonly urgeCount: number
  readonly noteCount: number
}

export const orderOf = (state: CaseState, no: number | null | undefined): Order | undefined =>
  state.orders.find((order) => order.no === no)

export const leadOrder = (state: CaseState): Order | undefined => orderOf(state, state.lead)

export const openRequest = (state: CaseState, kind: RequestKind): CaseRequest | undefined =>
  state.requests.find((request) => request.kind === kind && request.state === 'OPEN')
