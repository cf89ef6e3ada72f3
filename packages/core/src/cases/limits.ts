// From the name of a limit to a clock and an amount: domain specification §2.5 with the district's own numbers.
import type { CatalogueItem, Limit, UrgencyLimits } from '../districts/district.ts'
import { statutoryOf } from '../districts/statutory.ts'
import type { StatutoryRuleCode } from '../districts/statutory.ts'
import { advance, DAY, elapsed, HOUR, type WorkCalendar } from '../kernel/calendar.ts'
import type { CaseState } from './case.ts'
import type { LimitName } from './context.ts'
import type { DeadlineName } from './states.ts'

/** A draft that nobody sends is discarded after thirty days (E00). */
const DRAFT_LIMIT: Limit = { clock: 'NATURAL', ms: 30 * DAY }
/** A ledgered case is looked at again every ninety days (E31). */
const LEDGER_REVIEW: Limit = { clock: 'NATURAL', ms: 90 * DAY }
/** Where an item gives no hours (a case that was dispatched before it was classified): the commonest limit. */
const DEFAULT_HOURS = 72

/** The district's own handling limit: the item's hours on the clock of the urgency. */
const ownLimit = (limits: UrgencyLimits, item: CatalogueItem | undefined): Limit => ({
  clock: limits.handleClock,
  ms: Math.round((item?.hours ?? DEFAULT_HOURS) * HOUR),
})

/** The whole handling limit of a case: that of the law which the item names, else the district's own (§2.5, last paragraph). */
export const handleLimit = (limits: UrgencyLimits, item: CatalogueItem | undefined): Limit =>
  statutoryOf(item)?.handle ?? ownLimit(limits, item)

/** An amount and, where the law set it, which. */
export type LawfulLimit = Limit & { readonly law?: StatutoryRuleCode | undefined }

/** What is left at `startedAt` of the time that the law gives from report or acceptance; undefined where it gives none. */
export function lawLimit(
  item: CatalogueItem | undefined,
  { reportedAt, acceptedAt }: Pick<CaseState, 'reportedAt' | 'acceptedAt'>,
  startedAt: number,
  calendar: WorkCalendar,
): LawfulLimit | undefined {
  const rule = statutoryOf(item)
  if (!rule) return undefined
  const { clock, ms } = rule.handle
  const origin = (rule.from === 'REPORTED' ? reportedAt : acceptedAt) ?? startedAt
  const dueAt = advance(calendar, clock, origin, ms)
  return { clock, ms: elapsed(calendar, clock, startedAt, dueAt), law: rule.code }
}

/**
 * Everything from acceptance to assessment, for D_TOTAL: the sum of the steps on the handling clock. It is a date for the
 * closing rate (§2.11), which every accepted case needs: no pause and no extension moves it (the table of §2.4 names none).
 */
const totalLimit = (limits: UrgencyLimits, item: CatalogueItem | undefined): Limit => {
  const handle = handleLimit(limits, item)
  return { clock: handle.clock, ms: handle.ms + limits.verify.ms + limits.followUp.ms + limits.assess.ms }
}

/** A redo gets half of the district's own limit, with a floor: the law's time was for the first answer. */
export const reworkLimit = (limits: UrgencyLimits, item: CatalogueItem | undefined): Limit => {
  const handle = ownLimit(limits, item)
  return {
    clock: handle.clock,
    ms: Math.max(limits.rework.minMs, Math.round(handle.ms * limits.rework.share)),
  }
}

/** Clock and amount of a deadline that starts now; `info` falls back to the contact limit where it is not allowed. */
export function limitOf(
  name: DeadlineName,
  limit: LimitName,
  state: CaseState,
  limits: UrgencyLimits,
  item: CatalogueItem | undefined,
): Limit {
  switch (limit) {
    case 'rework':
      return reworkLimit(limits, item)
    case 'taskforce':
    case 'review':
      return { clock: 'NATURAL', ms: limits.taskforceDays * DAY }
    case 'whistleAnswer':
      return limits.whistleAnswer
    case 'whistleArrive':
      return limits.whistleArrive
    case 'ledgerReview':
      return LEDGER_REVIEW
    case 'own':
      return ownLimit(limits, item)
    case 'child':
    case 'default':
      return defaultLimit(name, state, limits, item)
  }
}

function defaultLimit(
  name: DeadlineName,
  state: CaseState,
  limits: UrgencyLimits,
  item: CatalogueItem | undefined,
): Limit {
  switch (name) {
    case 'D_DRAFT':
      return DRAFT_LIMIT
    case 'D_INTAKE':
      return statutoryOf(item)?.intake ?? limits.intake
    case 'D_INFO':
      return limits.info ?? limits.contact
    case 'D_GRAB':
      return limits.grab
    case 'D_DISPATCH':
      return limits.dispatch
    case 'D_TOTAL':
      return totalLimit(limits, item)
    case 'D_SIGN':
      return limits.sign
    case 'D_CONTACT':
      return limits.contact
    case 'D_ARRIVE':
      return limits.whistleArrive
    case 'D_HANDLE':
      return handleLimit(limits, item)
    case 'D_WARN': {
      const handle = handleLimit(limits, item)
      return { clock: handle.clock, ms: Math.round(handle.ms * WARN_SHARE) }
    }
    case 'D_LADDER':
      return limits.ladder[ladderStep(state)]?.after ?? limits.taskforceAfter ?? limits.request
    // The rules that start them name the step themselves.
    case 'D_INBOX':
    case 'D_WHISTLE':
      return limits.request
    case 'D_REQ':
      return limits.request
    case 'D_PLAN':
      return limits.plan
    case 'D_REVIEW':
      return LEDGER_REVIEW
    case 'D_VERIFY':
      return limits.verify
    case 'D_FOLLOWUP':
      return limits.followUp
    case 'D_ASSESS':
      return limits.assess
    case 'D_REPLY':
      return limits.reply
  }
}

/** The early warning comes at eighty percent of D_HANDLE (E65). */
export const WARN_SHARE = 0.8

/** How many steps of the overdue ladder have been taken since D_HANDLE last started. */
export function ladderStep(state: CaseState): number {
  const since = state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.startedAt ?? 0
  return state.deadlines.filter(
    ({ name, firedAt, startedAt }) => name === 'D_LADDER' && firedAt !== undefined && startedAt >= since,
  ).length
}
