// Hard cases: 返单 return-up, escalation, task force, ledger, extension, suspension (E27–E37; domain specification §2.8).
import { statutoryOf } from '../districts/statutory.ts'
import { advance, DAY } from '../kernel/calendar.ts'
import { openRequest, type CaseRequest, type RequestKind } from './case.ts'
import type { Check, Deciding, Plan } from './context.ts'
import { check, newOrder, newRequest, only } from './plan.ts'

export const whistleTriedOrExempt: Check<'returnUp'> = check(
  'case/whistle-first',
  ({ command, state }) => !state.whistleTried && !command.exemption?.trim(),
)

export const returnUp = (deciding: Deciding<'returnUp'>): Plan => {
  const { problem, measures, decisionNeeded, exemption } = deciding.command
  const request = newRequest(deciding, 'RETURN_UP', problem)
  return {
    facts: [{ type: 'return-up.submitted', request, measures, decisionNeeded, exemption }],
    request: request.no,
  }
}

export const escalate = (deciding: Deciding<'escalate'>): Plan => {
  const request = newRequest(deciding, 'RETURN_UP', deciding.command.reason)
  return {
    facts: [{ type: 'case.escalated', reason: deciding.command.reason, request }],
    request: request.no,
  }
}

export const leadDepartmentActive: Check<'approveReturnUp'> = check(
  'case/org-wrong-kind',
  ({ command, rules }) => {
    const organisation = rules.organisation(command.leadOrg)
    return organisation?.kind !== 'DEPARTMENT' || !organisation.active
  },
)
export const planAhead: Check<'approveReturnUp'> = check(
  'case/due-in-past',
  ({ command, now }) => command.planAt <= now,
)
export const planWithinLimit: Check<'approveReturnUp'> = check(
  'case/plan-after-limit',
  ({ command, now, limits }) => command.planAt > now + limits.taskforceDays * DAY,
)

export const approveReturnUp = (deciding: Deciding<'approveReturnUp'>): Plan => {
  const { command, state } = deciding
  const order = newOrder(deciding, 'TASKFORCE', command.leadOrg, 'ACTIVE')
  const request = openRequest(state, 'RETURN_UP')?.no ?? 0
  return {
    facts: [
      {
        type: 'taskforce.formed',
        request,
        order,
        leader: command.leader,
        planAt: command.planAt,
        note: command.note,
      },
    ],
    order: order.no,
    request,
    dueAt: command.planAt,
  }
}

export const rejectReturnUp = ({ command, state }: Deciding<'rejectReturnUp'>): Plan => {
  const request = openRequest(state, 'RETURN_UP')?.no ?? 0
  return { facts: [{ type: 'return-up.rejected', request, guidance: command.guidance }], request }
}

export const submitPlan = ({ command }: Deciding<'submitPlan'>): Plan =>
  only({ type: 'taskforce.planned', steps: command.steps })

export const ledger = ({ command }: Deciding<'ledger'>): Plan =>
  only(
    { type: 'case.ledgered', reason: command.reason, interimMeasure: command.interimMeasure },
    { type: 'feedback.sent', resultType: 'PROGRESS', text: `${command.reason}\n${command.interimMeasure}` },
  )

const handleDue = ({ state }: Pick<Deciding, 'state'>): number | null =>
  state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.dueAt ?? null

export const extensionAhead: Check<'requestExtension'> = check(
  'case/due-in-past',
  (deciding) => deciding.command.until <= (handleDue(deciding) ?? deciding.now),
)

/** At most a share of the handling limit and a number of working days (§2.5), or what the law allows; a task force may move to its own end. */
export const extensionWithinCap: Check<'requestExtension'> = check('case/extension-too-long', (deciding) => {
  const { command, state, limits, rules, item } = deciding
  const handle = state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')
  const due = handle?.dueAt
  if (!handle || due === null || due === undefined) return true
  if (state.state === 'TASKFORCE') return command.until > due + limits.taskforceDays * DAY
  const law = statutoryOf(item)?.extension
  if (law) return command.until > advance(rules.calendar, law.clock, due, law.ms)
  if (!limits.extension) return true
  const { share, capDays } = limits.extension
  const most = advance(rules.calendar, handle.clock, due, Math.round(handle.limitMs * share))
  // The cap is in working days, also where a source set the limit in natural ones.
  return command.until > Math.min(most, advance(rules.calendar, 'WD24', due, capDays * DAY))
})

export const requestExtension = (deciding: Deciding<'requestExtension'>): Plan => {
  const { until, reason } = deciding.command
  const request = newRequest(deciding, 'EXTENSION', reason, { until })
  return { facts: [{ type: 'request.made', request }], request: request.no }
}

export const approveExtension = ({ command, state }: Deciding<'approveExtension'>): Plan => {
  const asked = openRequest(state, 'EXTENSION')
  const until = asked?.until ?? 0
  return {
    facts: [
      { type: 'extension.approved', request: asked?.no ?? 0, until, note: command.note },
      { type: 'feedback.sent', resultType: 'PROGRESS', text: asked?.reason ?? '' },
    ],
    request: asked?.no,
    dueAt: until,
  }
}

export const hazardControlled: Check<'requestSuspend'> = check(
  'case/hazard-open',
  ({ command }) => !command.hazardControlled,
)

export const requestSuspend = (deciding: Deciding<'requestSuspend'>): Plan => {
  const { reasonCode, reason } = deciding.command
  const request = newRequest(deciding, 'SUSPEND', `${reasonCode} ${reason}`)
  return { facts: [{ type: 'request.made', request }], request: request.no }
}

export const reviewAhead: Check<'approveSuspend'> = check(
  'case/due-in-past',
  ({ command, now }) => command.reviewAt <= now,
)
export const reviewWithinLimit: Check<'approveSuspend'> = check(
  'case/review-too-late',
  ({ command, now, limits }) => command.reviewAt > now + limits.suspension.maxDays * DAY,
)

export const approveSuspend = ({ command, state }: Deciding<'approveSuspend'>): Plan => {
  const asked = openRequest(state, 'SUSPEND')
  return {
    facts: [
      { type: 'case.suspended', request: asked?.no, reviewAt: command.reviewAt, note: command.note },
      { type: 'feedback.sent', resultType: 'PROGRESS', text: asked?.reason ?? '' },
    ],
    request: asked?.no,
    dueAt: command.reviewAt,
  }
}

const openByNo = ({ command, state }: Deciding<'rejectRequest'>): CaseRequest | undefined =>
  state.requests.find((request) => request.no === command.request && request.state === 'OPEN')

export const requestToReject: Check<'rejectRequest'> = check(
  'case/no-open-request',
  (deciding) => !openByNo(deciding),
)
export const notOwnToReject: Check<'rejectRequest'> = check(
  'case/own-request',
  (deciding) => openByNo(deciding)?.by.person === deciding.actor.person,
)
/** The supervisor decides on time and voiding, co-signs what must not stand alone; the street decides who may leave. */
const DECIDED_BY_SUPERVISOR: readonly RequestKind[] = [
  'EXTENSION',
  'SUSPEND',
  'VOID',
  'LOWER_URGENCY',
  'EXPLAINED',
]
export const supervisorsRequest: Check<'rejectRequest'> = check('case/request-kind', (deciding) => {
  const kind = openByNo(deciding)?.kind
  return kind === undefined || !DECIDED_BY_SUPERVISOR.includes(kind)
})
export const streetsRequest: Check<'rejectRequest'> = check(
  'case/request-kind',
  (deciding) => openByNo(deciding)?.kind !== 'RELEASE',
)

export const rejectRequest = ({ command }: Deciding<'rejectRequest'>): Plan => ({
  facts: [{ type: 'request.rejected', request: command.request, reason: command.reason }],
  request: command.request,
})

export const resume = ({ command }: Deciding<'resume'>): Plan =>
  only({ type: 'case.resumed', note: command.note })
