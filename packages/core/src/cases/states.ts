import type { Urgency } from '../districts/district.ts'

/** The seventeen states of domain.md §2.3 in the order of the five steps. */
export const CASE_STATES = [
  'DRAFT',
  'REPORTED',
  'NEEDS_INFO',
  'POOLED',
  'ASSIGNED',
  'HANDLING',
  'JOINT',
  'ESCALATED',
  'TASKFORCE',
  'SUSPENDED',
  'TO_VERIFY',
  'FOLLOW_UP',
  'TO_ASSESS',
  'CLOSED',
  'VOIDED',
  'MERGED',
  'TRANSFERRED',
] as const
export type CaseStateName = (typeof CASE_STATES)[number]

export const STEPS = ['REPORT', 'DISPATCH', 'HANDLE', 'FEEDBACK', 'ASSESS'] as const
export type Step = (typeof STEPS)[number]

/** 五步闭合: which of the five steps a state belongs to. Terminal side exits count as done (ASSESS). */
export const STEP_OF: Readonly<Record<CaseStateName, Step>> = {
  DRAFT: 'REPORT',
  REPORTED: 'REPORT',
  NEEDS_INFO: 'REPORT',
  POOLED: 'DISPATCH',
  ASSIGNED: 'DISPATCH',
  HANDLING: 'HANDLE',
  JOINT: 'HANDLE',
  ESCALATED: 'HANDLE',
  TASKFORCE: 'HANDLE',
  SUSPENDED: 'HANDLE',
  TO_VERIFY: 'FEEDBACK',
  FOLLOW_UP: 'FEEDBACK',
  TO_ASSESS: 'ASSESS',
  CLOSED: 'ASSESS',
  VOIDED: 'ASSESS',
  MERGED: 'ASSESS',
  TRANSFERRED: 'ASSESS',
}

export const TERMINAL_STATES = [
  'CLOSED',
  'VOIDED',
  'MERGED',
  'TRANSFERRED',
] as const satisfies readonly CaseStateName[]

/** `*active` of the transition table: REPORTED … TO_ASSESS except terminal ones. */
export const ACTIVE_STATES: readonly CaseStateName[] = CASE_STATES.filter(
  (state) => state !== 'DRAFT' && !(TERMINAL_STATES as readonly CaseStateName[]).includes(state),
)

export const isTerminal = (state: CaseStateName): boolean =>
  (TERMINAL_STATES as readonly CaseStateName[]).includes(state)

export const ORDER_KINDS = [
  'GRAB',
  'DISPATCH',
  'SPLIT',
  'JOINT_LEAD',
  'JOINT_CO',
  'TASKFORCE',
  'REWORK',
] as const
export type OrderKind = (typeof ORDER_KINDS)[number]

export const ORDER_STATES = [
  'PENDING_SIGN',
  'ACTIVE',
  'ARRIVED',
  'DONE',
  'RETURNED',
  'RELEASED',
  'CANCELLED',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** An order that still obliges somebody to do something. */
export const isOpenOrder = (state: OrderState): boolean =>
  state === 'PENDING_SIGN' || state === 'ACTIVE' || state === 'ARRIVED'

export const DEADLINE_NAMES = [
  'D_DRAFT',
  'D_INTAKE',
  'D_INFO',
  'D_GRAB',
  'D_DISPATCH',
  'D_TOTAL',
  'D_SIGN',
  'D_CONTACT',
  'D_ARRIVE',
  'D_HANDLE',
  'D_WARN',
  'D_LADDER',
  'D_INBOX',
  'D_WHISTLE',
  'D_REQ',
  'D_PLAN',
  'D_REVIEW',
  'D_VERIFY',
  'D_FOLLOWUP',
  'D_ASSESS',
  'D_REPLY',
] as const
export type DeadlineName = (typeof DEADLINE_NAMES)[number]

export const URGENCY_RANK: Readonly<Record<Urgency, number>> = { GENERAL: 0, IMPORTANT: 1, URGENT: 2 }
