// Values a form starts with, so that the likely answer is one click away.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CommandType } from '@gezhi/core/cases/commands'
import type { CatalogueItem, Rulebook } from '@gezhi/core/districts/district'

interface Known {
  readonly state: CaseState
  readonly item: CatalogueItem | undefined
}
type Values = Readonly<Record<string, unknown>>

const leadDepartment =
  (field: string) =>
  ({ item }: Known): Values =>
    item ? { [field]: item.leadDepartment } : {}

function whistle({ item }: Known): Values {
  if (!item) return {}
  const task = item.name
  return {
    whistleType: item.whistleType,
    lead: { org: item.leadDepartment, task },
    units: item.coDepartments.map((org) => ({ org, task })),
  }
}

/** Commands that have something to suggest; all others start empty. */
const PREFILLS: Partial<Readonly<Record<CommandType, (known: Known) => Values>>> = {
  accept: ({ state, item }) => ({ ...(item ? { item: item.code } : {}), urgency: state.urgency }),
  dispatch: leadDepartment('org'),
  designate: leadDepartment('org'),
  approveReturnUp: leadDepartment('leadOrg'),
  whistle,
  reclassify: ({ item }) => (item ? { item: item.code } : {}),
  replySupervision: ({ state }) => ({ card: state.cards.find((card) => card.state === 'OPEN')?.no }),
  rejectRequest: ({ state }) => ({ request: state.requests.find((request) => request.state === 'OPEN')?.no }),
  confirmArrival: ({ state }) => ({
    order: state.orders.find((order) => order.arrivalPending)?.no,
    accepted: true,
  }),
  submitResult: () => ({ resultType: 'SOLVED' }),
  orderRework: ({ state: { followUpAnswer: said } }) =>
    said ? { contacted: said.contacted, rating: said.rating, note: said.note } : {},
  recordExplained: ({ state: { followUpAnswer: said } }) =>
    said ? { contacted: said.contacted, rating: said.rating } : {},
  reopen: ({ state }) => {
    const asked = state.requests.find(({ kind, state: open }) => kind === 'REOPEN' && open === 'OPEN')
    return asked ? { reasonCode: asked.cause, note: asked.reason } : {}
  },
}

/** Suggestions from the catalogue and the case; the person may change each of them. */
export function prefillFor(command: CommandType, state: CaseState, rules: Rulebook): Record<string, unknown> {
  const item = state.item === null ? undefined : rules.item(state.item)
  return { ...PREFILLS[command]?.({ state, item }) }
}
