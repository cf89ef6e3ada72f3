import type { ClockKind, WorkCalendar } from '../kernel/calendar.ts'
import type { LonLat, Polygon } from '../kernel/geo.ts'

/** The three classes of the seed: 一般事务, 重要事务, 重要紧急事务. */
export const URGENCIES = ['GENERAL', 'IMPORTANT', 'URGENT'] as const
export type Urgency = (typeof URGENCIES)[number]

export const ORGANISATION_KINDS = [
  'GOVERNMENT',
  'DISTRICT',
  'STREET',
  'COMMUNITY',
  'DEPARTMENT',
  'MEDIATION',
  'COURT',
  'PROPERTY',
  'TEAM',
] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

/** Streets are compared with streets of their own type only (domain specification §7.4). */
export const PEER_GROUPS = ['OLD_TOWN', 'NEW_TOWN', 'TOWN', 'PARK'] as const
export type PeerGroup = (typeof PEER_GROUPS)[number]

/** Codes: district 6 digits, street 9, community 12; others the district code and a letter with a number, e.g. 150402D07. */
export interface Organisation {
  readonly code: string
  readonly kind: OrganisationKind
  readonly name: string
  readonly shortName: string
  readonly parent?: string | undefined
  /** Of streets: with whom they are compared. */
  readonly peerGroup?: PeerGroup | undefined
  readonly active: boolean
}

export interface Grid {
  /** 16 digits: community 12 + kind 1 (1 BASIC, 2 EXCLUSIVE) + sequence 3 (domain.md §4.1). */
  readonly code: string
  readonly kind: 'BASIC' | 'EXCLUSIVE'
  readonly name: string
  readonly community: string
  readonly street: string
  readonly polygon: Polygon
  readonly households: number
  readonly population: number
}

/** Where a point lies. `grid` is the exclusive grid when one covers the point, else the basic grid. */
export interface Location {
  readonly grid: string
  readonly community: string
  readonly street: string
}

/** One item of the whistle catalogue with the attributes of domain.md §3.2. */
export interface CatalogueItem {
  /** `W` + 2-digit category + 3-digit item. */
  readonly code: string
  readonly category: string
  readonly categoryName: string
  readonly name: string
  readonly urgency: Urgency
  readonly leadDepartment: string
  readonly coDepartments: readonly string[]
  /** Handling limit in hours: NATURAL clock when urgent, WD24 otherwise. */
  readonly hours: number
  readonly selfHandle: boolean
  /** Items of one family can be the same matter (merging). */
  readonly family: string
  readonly radiusM: number
  readonly whistleType: WhistleType
  readonly acceptCondition: string
  readonly closeCondition: string
  readonly delegable: boolean
  readonly departmentOnly: boolean
  readonly photoRequired: boolean
  /** Reporter and place are hidden on maps: domestic violence, self-harm, minors. */
  readonly sensitivePerson: boolean
  readonly emergencyNumber?: string | undefined
  readonly publicSafetyField?: string | undefined
  readonly qiyouTag?: string | undefined
  readonly statutoryRule?: string | undefined
  /** Taken out of the catalogue: cases that name it go on, new ones may not. */
  readonly retired?: boolean | undefined
}

export const WHISTLE_TYPES = ['DAILY', 'ENFORCEMENT', 'EMERGENCY'] as const
export type WhistleType = (typeof WHISTLE_TYPES)[number]

export interface Limit {
  readonly clock: ClockKind
  readonly ms: number
}

/** The limits of one urgency class (domain.md §2.5). Null means: not allowed in this class. */
export interface UrgencyLimits {
  readonly intake: Limit
  readonly info: Limit | null
  readonly grab: Limit
  readonly dispatch: Limit
  readonly sign: Limit
  readonly returnWindow: Limit | null
  readonly contact: Limit
  readonly whistleAnswer: Limit
  readonly whistleArrive: Limit
  /** The clock of D_HANDLE; the amount is the item's. */
  readonly handleClock: ClockKind
  readonly request: Limit
  /** Longest extension as a share of the handling limit and in working days; null: none. */
  readonly extension: { readonly times: number; readonly share: number; readonly capDays: number } | null
  readonly suspension: { readonly times: number; readonly maxDays: number }
  readonly verify: Limit
  readonly rework: { readonly minMs: number; readonly share: number }
  readonly followUp: Limit
  readonly assess: Limit
  readonly plan: Limit
  readonly taskforceDays: number
  readonly reply: Limit
  /** Overdue ladder (§2.6): each step so many counted milliseconds after the missed D_HANDLE, e.g. 48 h and 120 h. */
  readonly ladder: readonly LadderStep[]
  /** The same for a whistle that nobody answers or follows, counted from the missed answer or arrival (§2.6). */
  readonly whistleLadder: readonly LadderStep[]
  /** Counted from the missed D_HANDLE: a task force is proposed to the district. Null: never. */
  readonly taskforceAfter: Limit | null
  /** Card at the moments D_SIGN is missed, D_HANDLE is missed, a whistle is missed, a second rework is ordered. */
  readonly cards: {
    readonly sign: CardLevel
    readonly handle: CardLevel
    readonly whistle: CardLevel
    readonly secondRework: CardLevel
  }
}

/** One step of a ladder: which card comes how long after what was missed. */
export interface LadderStep {
  readonly after: Limit
  readonly card: CardLevel
}

export const CARD_LEVELS = ['ORDINARY', 'YELLOW', 'RED'] as const
export type CardLevel = (typeof CARD_LEVELS)[number]

export type Limits = Readonly<Record<Urgency, UrgencyLimits>>

/** What deciding needs to know of a district; the server loads it from the database, the phone from its replica. */
export interface Rulebook {
  readonly district: number
  readonly calendar: WorkCalendar
  readonly limits: Limits
  readonly item: (code: string) => CatalogueItem | undefined
  readonly organisation: (code: string) => Organisation | undefined
  readonly grid: (code: string) => Grid | undefined
  /** Null outside the district. */
  readonly locate: (point: LonLat) => Location | null
}
