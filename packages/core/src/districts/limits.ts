// limits.yaml: what a district allows for each step, per urgency class (domain specification §2.5, §2.6).
import { DAY, HOUR, MINUTE, type ClockKind } from '../kernel/calendar.ts'
import {
  CARD_LEVELS,
  URGENCIES,
  type LadderStep,
  type Limit,
  type Limits,
  type UrgencyLimits,
} from './district.ts'
import { isComplete, type Node } from './pack.document.ts'

const CLOCKS = ['NATURAL', 'DUTY', 'WD24'] as const satisfies readonly ClockKind[]
const UNITS: Readonly<Record<string, number>> = { min: MINUTE, h: HOUR, d: DAY }

/** A year: no limit of §2.5 is near it, and a slip of a digit is. */
const LONGEST = 366 * DAY

/** Milliseconds of `30 min`, `24 h`, `3 d`; null when it is no amount above zero. */
export function parseAmount(text: string): number | null {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\s*(min|h|d)$/.exec(text.trim()) ?? []
  const ms = Number(count) * (UNITS[unit ?? ''] ?? 0)
  return ms > 0 ? Math.round(ms) : null
}

function amount(node: Node): number | undefined {
  const { written } = node
  if (written === '') return node.fault('pack/required')
  const ms = parseAmount(written)
  if (ms === null) return node.fault('pack/bad-amount', { value: written })
  return ms <= LONGEST ? ms : node.fault('pack/out-of-range', { value: written, range: '≤ 366 d' })
}

function limit(node: Node): Limit | undefined {
  const parts = node.members(['clock', 'amount'])
  if (!parts) return undefined
  const [clock, ms] = [parts.clock.among(CLOCKS), amount(parts.amount)]
  return clock === undefined || ms === undefined ? undefined : { clock, ms }
}

/** Null is written down: a missing line is a fault, not a permission. */
const orNull = <T>(node: Node, read: (node: Node) => T | undefined): T | null | undefined =>
  node.value === null ? null : read(node)

function extension(node: Node): NonNullable<UrgencyLimits['extension']> | undefined {
  const parts = node.members(['times', 'share', 'capDays'])
  if (!parts) return undefined
  const found = {
    times: parts.times.number(1, 10),
    share: parts.share.number(0.01, 5),
    capDays: parts.capDays.number(1, 365),
  }
  return isComplete<NonNullable<UrgencyLimits['extension']>>(found) ? found : undefined
}

function suspension(node: Node): UrgencyLimits['suspension'] | undefined {
  const parts = node.members(['times', 'maxDays'])
  if (!parts) return undefined
  const found = { times: parts.times.number(0, 10), maxDays: parts.maxDays.number(0, 365) }
  return isComplete<UrgencyLimits['suspension']>(found) ? found : undefined
}

function rework(node: Node): UrgencyLimits['rework'] | undefined {
  const parts = node.members(['atLeast', 'share'])
  if (!parts) return undefined
  const found = { minMs: amount(parts.atLeast), share: parts.share.number(0.01, 5) }
  return isComplete<UrgencyLimits['rework']>(found) ? found : undefined
}

function ladder(node: Node): readonly LadderStep[] | undefined {
  const steps = node.items()?.map((step): LadderStep | undefined => {
    const parts = step.members(['after', 'card'])
    if (!parts) return undefined
    const found = { after: limit(parts.after), card: parts.card.among(CARD_LEVELS) }
    return isComplete<LadderStep>(found) ? found : undefined
  })
  return steps?.every((step) => step !== undefined) ? steps : undefined
}

function cards(node: Node): UrgencyLimits['cards'] | undefined {
  const parts = node.members(['sign', 'handle', 'whistle', 'secondRework'])
  if (!parts) return undefined
  const found = {
    sign: parts.sign.among(CARD_LEVELS),
    handle: parts.handle.among(CARD_LEVELS),
    whistle: parts.whistle.among(CARD_LEVELS),
    secondRework: parts.secondRework.among(CARD_LEVELS),
  }
  return isComplete<UrgencyLimits['cards']>(found) ? found : undefined
}

const MEMBERS = [
  'intake',
  'info',
  'grab',
  'dispatch',
  'sign',
  'returnWindow',
  'contact',
  'whistleAnswer',
  'whistleArrive',
  'handleClock',
  'request',
  'extension',
  'suspension',
  'verify',
  'rework',
  'followUp',
  'assess',
  'plan',
  'taskforceDays',
  'reply',
  'ladder',
  'whistleLadder',
  'taskforceAfter',
  'cards',
] as const satisfies readonly (keyof UrgencyLimits)[]

function classLimits(node: Node): UrgencyLimits | undefined {
  const parts = node.members(MEMBERS)
  if (!parts) return undefined
  const found = {
    intake: limit(parts.intake),
    info: orNull(parts.info, limit),
    grab: limit(parts.grab),
    dispatch: limit(parts.dispatch),
    sign: limit(parts.sign),
    returnWindow: orNull(parts.returnWindow, limit),
    contact: limit(parts.contact),
    whistleAnswer: limit(parts.whistleAnswer),
    whistleArrive: limit(parts.whistleArrive),
    handleClock: parts.handleClock.among(CLOCKS),
    request: limit(parts.request),
    extension: orNull(parts.extension, extension),
    suspension: suspension(parts.suspension),
    verify: limit(parts.verify),
    rework: rework(parts.rework),
    followUp: limit(parts.followUp),
    assess: limit(parts.assess),
    plan: limit(parts.plan),
    taskforceDays: parts.taskforceDays.number(1, 365),
    reply: limit(parts.reply),
    ladder: ladder(parts.ladder),
    whistleLadder: ladder(parts.whistleLadder),
    taskforceAfter: orNull(parts.taskforceAfter, limit),
    cards: cards(parts.cards),
  }
  return isComplete<UrgencyLimits>(found) ? found : undefined
}

/** The limits of all three classes; undefined when something was at fault and reported. */
export function readLimits(document: Node): Limits | undefined {
  const parts = document.members(URGENCIES)
  if (!parts) return undefined
  const found = {
    GENERAL: classLimits(parts.GENERAL),
    IMPORTANT: classLimits(parts.IMPORTANT),
    URGENT: classLimits(parts.URGENT),
  }
  return isComplete<Limits>(found) ? found : undefined
}
