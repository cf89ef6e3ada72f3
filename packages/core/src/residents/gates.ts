// Gates and passes (domain specification §4.6): a gate learns whether to open, nobody learns who went where.
import { Type, type Static } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { HOUR } from '../kernel/calendar.ts'
import { Uuid } from './resident.ts'

const closed = { additionalProperties: false }

export const DIRECTIONS = ['IN', 'OUT'] as const
export const CREDENTIALS = ['QR', 'CARD', 'KEY_CODE', 'BUTTON', 'PLATE'] as const
export const PASS_CLASSES = ['RESIDENT', 'VISITOR', 'SERVICE', 'UNKNOWN'] as const
export const RESULTS = ['OPENED', 'REFUSED'] as const

/** What a gate sends: that it opened, by what kind of thing, never for whom (R-P-28). Other keys are refused. */
export const GateEvent = Type.Object(
  {
    id: Uuid,
    ts: Type.Integer({ minimum: 0 }),
    direction: oneOf(DIRECTIONS),
    credentialKind: oneOf(CREDENTIALS),
    passClass: oneOf(PASS_CLASSES),
    result: oneOf(RESULTS),
  },
  closed,
)
export type GateEvent = Static<typeof GateEvent>

/** Asked of whoever runs a gate that knows faces (人脸识别技术应用安全管理办法, in force since 2025-06-01). */
export const CHECKS = ['alternative', 'sign', 'assessment', 'consent', 'inDevice', 'filing'] as const
export const Checklist = Type.Object(
  {
    alternative: Type.Boolean(),
    sign: Type.Boolean(),
    assessment: Type.Boolean(),
    consent: Type.Boolean(),
    inDevice: Type.Boolean(),
    filing: Type.Boolean(),
  },
  closed,
)
export type Checklist = Static<typeof Checklist>

export const NewGate = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z0-9-]{3,30}$' }),
    source: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    community: Type.String({ pattern: '^\\d{12}$' }),
    face: Type.Boolean(),
    checklist: Type.Optional(Checklist),
  },
  closed,
)
export type NewGate = Static<typeof NewGate>

/** A visitor's pass is valid for a day at most, for at most ten entries; its name may be left out. */
export const VISIT_MS = 24 * HOUR
export const MOST_ENTRIES = 10
export const MOST_VISITORS = 10
/** The resident's own code changes so often: a photo of it is soon worth nothing. Milliseconds. */
export const ROTATION_MS = 30_000

/** The window of time in which a rotating code is valid; 0 for codes that do not rotate. */
export const windowOf = (now: number): number => Math.floor(now / ROTATION_MS)

/** Text of a code: form, pass, window, and a signature that only the server can make. */
export const codeText = (pass: string, window: number, signature: string): string =>
  `GZ1.${pass.replaceAll('-', '')}.${window.toString(36)}.${signature}`

/** What a scanned text says, before its signature was checked; null when it is no code of ours. */
export function readCode(text: string): { pass: string; window: number; signature: string } | null {
  const [, hex = '', window = '', signature = ''] =
    /^GZ1\.([0-9a-f]{32})\.([0-9a-z]{1,10})\.([\w-]{22})$/.exec(text.trim()) ?? []
  if (!signature) return null
  const pass = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { pass, window: Number.parseInt(window, 36), signature }
}

export interface PassState {
  readonly class: 'RESIDENT' | 'VISITOR'
  readonly medium: 'QR' | 'CARD'
  readonly community: string
  readonly entries: number | null
  readonly validFrom: number
  readonly validTo: number
  readonly endedAt: number | null
}

interface Presented {
  readonly community: string
  readonly direction: (typeof DIRECTIONS)[number]
  readonly now: number
  /** The window that the code names, for rotating ones. */
  readonly window: number
}

/** Whether a pass opens a gate now. Going out is never refused to a pass that was let in. */
export function opens(pass: PassState, { community, direction, now, window }: Presented): boolean {
  if (pass.community !== community || pass.endedAt !== null || now < pass.validFrom) return false
  if (direction === 'OUT') return true
  if (now >= pass.validTo || (pass.entries !== null && pass.entries <= 0)) return false
  // The window before counts too: the gate may read in the second in which it changes.
  return pass.class === 'VISITOR' || pass.medium === 'CARD' || Math.abs(windowOf(now) - window) <= 1
}

export const PassView = Type.Object({
  id: Type.String(),
  class: oneOf(['RESIDENT', 'VISITOR']),
  medium: oneOf(['QR', 'CARD']),
  name: Type.Union([Type.String(), Type.Null()]),
  entries: Type.Union([Type.Integer(), Type.Null()]),
  validTo: Type.Integer(),
  /** What the QR code says; null for cards. */
  code: Type.Union([Type.String(), Type.Null()]),
  /** When a rotating code has to be asked for again. */
  refreshAt: Type.Union([Type.Integer(), Type.Null()]),
})
export type PassView = Static<typeof PassView>

export const GateView = Type.Object({
  code: Type.String(),
  name: Type.String(),
  source: Type.String(),
  community: Type.String(),
  face: Type.Boolean(),
  checklist: Type.Union([Checklist, Type.Null()]),
  checkedAt: Type.Union([Type.Integer(), Type.Null()]),
  /** Of the last 24 hours; small numbers are shown as "<5" (R-P-30). */
  entries: Type.String(),
  refused: Type.String(),
})
export type GateView = Static<typeof GateView>

/** Counts below five could point at somebody. */
export const smallCell = (n: number): string => (n > 0 && n < 5 ? '<5' : String(n))
