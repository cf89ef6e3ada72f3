import type { Urgency } from '../districts/district.ts'
import type { Role } from '../people/roles.ts'

/**
 * One thing that somebody has to do next on a case: the desk of every post is a query over these rows.
 * Each open case has at least one (`tasks.ts` derives them, a property test holds it).
 */
export const TASK_KINDS = [
  'ACCEPT',
  'ANSWER_QUESTION',
  'GRAB',
  'DISPATCH',
  'SIGN',
  'HANDLE',
  'PART',
  'WHISTLE_ANSWER',
  'ARRIVE',
  'CONFIRM_ARRIVAL',
  'DECIDE',
  'CONSENT_LEAD',
  'APPROVE_RETURN_UP',
  'PLAN',
  'REVIEW',
  'VERIFY',
  'FOLLOW_UP',
  'CO_SIGN',
  'ASSESS',
  'REPLY_CARD',
  'RATE',
  'COMPLAINT',
] as const
export type TaskKind = (typeof TASK_KINDS)[number]

export interface Task {
  readonly kind: TaskKind
  /** Organisation (or, for grid work, the community) whose desk it is on. */
  readonly org: string
  /** Grid code for grid members' work, else undefined. */
  readonly grid?: string | undefined
  /** Post it is personally assigned to. */
  readonly post?: string | undefined
  readonly roles: readonly Role[]
  /** Persons who may not do it: separation of duty. */
  readonly except?: readonly string[] | undefined
  readonly order?: number | undefined
  readonly request?: number | undefined
  readonly card?: number | undefined
  /** Key of the deadline that presses it. */
  readonly due?: string | undefined
  /** Null when no clock runs for it. */
  readonly dueAt: number | null
  readonly urgency: Urgency
}

/** A task before its due time and urgency are filled in: `due` names the deadline that presses it. */
export interface Desk {
  readonly org: string
  readonly roles: readonly Role[]
  readonly except?: readonly string[]
  readonly due?: string
  readonly grid?: string | undefined
  readonly post?: string | undefined
  readonly order?: number
  readonly request?: number
  readonly card?: number
}

export type Make = (kind: TaskKind, desk: Desk) => Task
