import type { CaseView } from '@gezhi/core/cases/case.api'
import { isTerminal, STEP_OF, STEPS, type Step } from '@gezhi/core/cases/states'

/** One of the five steps as a resident sees it: reached or not, since when, by which unit. */
export interface StepLine {
  readonly step: Step
  readonly phase: 'done' | 'now' | 'ahead'
  /** When the case came into the step, in milliseconds; null while it is ahead. */
  readonly at: number | null
  /** Unit that has it now or had it then; null for the resident's own step and for what is ahead. */
  readonly unit: string | null
}

type Seen = Pick<
  CaseView,
  'state' | 'previous' | 'reportedAt' | 'closedAt' | 'holder' | 'orders' | 'timeline'
>

/**
 * The five steps of a case. Rework moves it back: only the last way through counts, so a step that lies
 * ahead again shows neither date nor unit. A case that ended aside (voided, merged, transferred) has no step "now".
 */
export function progressOf(seen: Seen): readonly StepLine[] {
  const current = STEPS.indexOf(STEP_OF[seen.state])
  const aside = isTerminal(seen.state) && seen.state !== 'CLOSED'
  const reached = aside ? lastStepBefore(seen) : current
  return STEPS.map((step, index) => {
    if (index > reached) return { step, phase: 'ahead', at: null, unit: null }
    const now = index === reached && !isTerminal(seen.state)
    return { step, phase: now ? 'now' : 'done', at: enteredAt(seen, step), unit: unitOf(seen, step, now) }
  })
}

function lastStepBefore(seen: Seen): number {
  const before = seen.timeline.filter(({ to }) => to !== null && !isTerminal(to)).at(-1)?.to
  return before ? STEPS.indexOf(STEP_OF[before]) : 0
}

/** When the case came into the step from another one, the last time. */
function enteredAt(seen: Seen, step: Step): number | null {
  if (step === 'REPORT') return seen.reportedAt
  let at: number | null = null
  let from: Step = 'REPORT'
  for (const entry of seen.timeline) {
    if (entry.to === null) continue
    const to = STEP_OF[entry.to]
    if (to === step && from !== step && !isAside(entry.to)) at = entry.at
    from = to
  }
  return at
}

const isAside = (state: CaseView['state']): boolean => isTerminal(state) && state !== 'CLOSED'

function unitOf(seen: Seen, step: Step, now: boolean): string | null {
  if (seen.state === 'NEEDS_INFO') return null
  if (now) return seen.holder?.orgName ?? null
  switch (step) {
    case 'REPORT':
      return null
    case 'HANDLE':
      return seen.orders.find(({ lead }) => lead)?.orgName ?? actorInto(seen, step)
    case 'DISPATCH':
    case 'FEEDBACK':
    case 'ASSESS':
      return actorInto(seen, step)
  }
}

/** Unit of whoever moved the case into the step last. */
const actorInto = (seen: Seen, step: Step): string | null =>
  seen.timeline.filter(({ to }) => to !== null && STEP_OF[to] === step && !isAside(to)).at(-1)?.actor
    .orgName ?? null
