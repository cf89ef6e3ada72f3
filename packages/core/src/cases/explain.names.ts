// Names of what an explained deadline tells, apart from the rules: screens need the names and not the engine.

import type { DeadlineName } from './states.ts'

/** TOP_UP: a return-up that came back brought a day at least (E29). CALENDAR: the holidays of its year were published. */
export const MOVE_KINDS = ['EXTENSION', 'WHISTLE', 'URGENCY', 'ITEM', 'TOP_UP', 'CALENDAR'] as const
export type MoveKind = (typeof MOVE_KINDS)[number]

/**
 * RUNNING and PAUSED go on; OVERDUE goes on past its due time. KEPT and LATE were ended by what they waited for.
 * RAN_OUT ended by its own due time, as a grab window does, and nobody missed it. LAPSED was over before it was due, with what it waited for.
 */
export const VERDICTS = ['RUNNING', 'PAUSED', 'OVERDUE', 'KEPT', 'LATE', 'RAN_OUT', 'LAPSED'] as const
export type VerdictName = (typeof VERDICTS)[number]

/** Warnings and steps of a ladder follow other limits: nobody was promised anything by them, and nothing is explained. */
const FOLLOWERS: ReadonlySet<DeadlineName> = new Set(['D_WARN', 'D_LADDER', 'D_INBOX', 'D_WHISTLE'])
export const isPromise = (name: DeadlineName): boolean => !FOLLOWERS.has(name)
