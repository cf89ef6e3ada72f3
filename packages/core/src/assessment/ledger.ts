// The score ledger: one line a point, append-only. A wrong line is corrected by another line, never edited.
import type { ActorRef } from '../people/actor.ts'
import type { Track } from './rules.ts'

export const SUBJECT_KINDS = ['ORGANISATION', 'POST'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** Whose score it is. */
export interface Subject {
  readonly kind: SubjectKind
  /** Organisation code or post code. */
  readonly code: string
  readonly track: Track
  /** Organisation of the post, or the organisation itself. */
  readonly org: string
  /** Staff code of the holder, for posts: the person may read and appeal the own score. */
  readonly person: string | null
}

/**
 * PART: points of a part of the rule. ADJUSTMENT: for one case of the record. MANUAL: given by an assessor.
 * CORRECTION: after an upheld appeal or an exemption.
 */
export const LINE_KINDS = ['PART', 'ADJUSTMENT', 'MANUAL', 'CORRECTION'] as const
export type LineKind = (typeof LINE_KINDS)[number]

/** Why a line has its points, in words that the screens make of a key and these values. */
export interface Explanation {
  readonly key: string
  readonly values: Readonly<Record<string, string | number | null>>
}

export interface LedgerLine {
  /** Counts the lines of one score from 1. */
  readonly no: number
  readonly kind: LineKind
  /** Rule version; the same line under another version is another line. */
  readonly rule: string
  /** Which settling of the month it belongs to: 1, 2 … */
  readonly run: number
  /** Code of the part or adjustment in the rule. */
  readonly part: string
  /** Four decimals. */
  readonly points: number
  /** The case it comes from, where it comes from one. */
  readonly caseId: string | null
  readonly explanation: Explanation
  /** Of manual lines and corrections. */
  readonly reason: string | null
  readonly evidence: readonly string[]
  /** Line that it corrects. */
  readonly corrects: number | null
  readonly by: ActorRef
  readonly at: number
}

/** Reasons for which something does not count (domain specification §7.1). */
export const EXEMPTION_CODES = ['FORCE_MAJEURE', 'SYSTEM_FAULT', 'DUTY_UNCLEAR', 'LEAVE'] as const
export type ExemptionCode = (typeof EXEMPTION_CODES)[number]

export interface Exemption {
  readonly no: number
  readonly code: ExemptionCode
  /** The case that does not count; null with LEAVE. */
  readonly caseId: string | null
  /** Working days of leave, with LEAVE. */
  readonly days: number | null
  readonly reason: string
  readonly by: ActorRef
  readonly at: number
}

export const APPEAL_STATES = ['OPEN', 'UPHELD', 'REJECTED'] as const

export interface ScoreAppeal {
  readonly no: number
  /** Line that is contested. */
  readonly line: number
  readonly reason: string
  readonly evidence: readonly string[]
  readonly by: ActorRef
  readonly at: number
  readonly state: (typeof APPEAL_STATES)[number]
  readonly decidedBy: ActorRef | null
  readonly decidedAt: number | null
  readonly answer: string | null
}

/** Points of a score to two decimals: the sum of its lines under one rule and run. */
export const sumOf = (lines: readonly Pick<LedgerLine, 'points'>[]): number =>
  Math.round(lines.reduce((sum, { points }) => sum + Math.round(points * 10_000), 0) / 100) / 100
