// What a notice (通知) is: one message to one desk about one case. Rules make drafts; the server finds the posts.
import type { Urgency } from '../districts/district.ts'
import type { Role } from '../people/roles.ts'

/**
 * TASK a new task on the desk · DUE_SOON, MISSED a limit · CARD a supervision card · CALL an urgent order that nobody
 * signed · PAGE an urgent case past its limit (§2.6) · PROPOSAL a task force or return-up is proposed · URGED,
 * INSTRUCTED, DECIDED what others did · FEEDBACK, QUESTION to whoever reported (§8: at accept, result and close only).
 */
export const NOTICE_KINDS = [
  'TASK',
  'DUE_SOON',
  'MISSED',
  'CARD',
  'CALL',
  'PAGE',
  'PROPOSAL',
  'URGED',
  'INSTRUCTED',
  'DECIDED',
  'FEEDBACK',
  'QUESTION',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** The posts of one desk, as a task names them, or the reporter of a case who has no post. */
export type Addressee =
  | {
      /** Organisation, or the district code for the district's own desks. */
      readonly org?: string | undefined
      readonly roles?: readonly Role[] | undefined
      readonly grid?: string | undefined
      readonly post?: string | undefined
      /** Persons who are not told: who did it, and who may not do it. */
      readonly except?: readonly string[] | undefined
    }
  | {
      /** Id under which the reporter's contact is kept: that of the case they reported. */
      readonly contact: string
    }

export interface NoticeDraft {
  readonly kind: NoticeKind
  /** Unique in its case: the same cause never tells the same post twice. */
  readonly key: string
  readonly to: Addressee
  readonly urgency: Urgency
  /** Codes only, never names or words that somebody wrote: the screen says them. */
  readonly values: Readonly<Record<string, string | number>>
  readonly dueAt: number | null
  /** What ends it without being read: it settles when this is no longer among `liveKeys`. */
  readonly until?: string | undefined
}
