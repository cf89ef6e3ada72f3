// Values a form starts with, so that the likely answer is one click away.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CommandType } from '@gezhi/core/cases/commands'
import type { Rulebook } from '@gezhi/core/districts/district'

/** Suggestions from the catalogue and the case; the person may change each of them. */
export function prefillFor(command: CommandType, state: CaseState, rules: Rulebook): Record<string, unknown> {
  const item = state.item === null ? undefined : rules.item(state.item)
  switch (command) {
    case 'accept':
      return { ...(item ? { item: item.code } : {}), urgency: state.urgency }
    case 'dispatch':
    case 'designate':
      return item ? { org: item.leadDepartment } : {}
    case 'whistle':
      return item
        ? {
            whistleType: item.whistleType,
            lead: { org: item.leadDepartment, task: item.name },
            units: item.coDepartments.map((org) => ({ org, task: item.name })),
          }
        : {}
    case 'reclassify':
      return item ? { item: item.code } : {}
    case 'replySupervision':
      return { card: state.cards.find((card) => card.state === 'OPEN')?.no }
    case 'rejectRequest':
      return { request: state.requests.find((request) => request.state === 'OPEN')?.no }
    case 'confirmArrival':
      return { order: state.orders.find((order) => order.arrivalPending)?.no, accepted: true }
    case 'approveReturnUp':
      return item ? { leadOrg: item.leadDepartment } : {}
    case 'submitResult':
      return { resultType: 'SOLVED' }
    default:
      return {}
  }
}
