// Which fact tells whom: domain specification §2.6 (ladder), §8 (quiet, no feedback). Tasks are told by `tasks.ts`.
import { leadOrder, orderOf } from '../cases/case.ts'
import type { CaseFact, CaseFactOf, CaseFactType } from '../cases/facts.ts'
import type { Role } from '../people/roles.ts'
import { missedNotices } from './missed.ts'
import type { Addressee, NoticeDraft, NoticeKind } from './notice.ts'
import { centreOf, HANDLERS, LEADERS, told, type Told, type Values } from './told.ts'

/** Staff hear at their post; residents by the contact they left; systems ask for themselves. */
function reporters({ state, stream }: Told): readonly Addressee[] {
  const all = [state.reporter, ...state.subscribers].filter((one) => one !== null)
  const posts = all.flatMap(({ kind, ref }) => (kind === 'STAFF' ? [{ post: ref.post }] : []))
  const contacts = [stream, ...state.mergedFrom].filter((_, index) => {
    const one = index === 0 ? state.reporter : state.subscribers[index - 1]
    return one?.kind === 'RESIDENT' && one.contactable
  })
  return [...posts, ...contacts.map((contact) => ({ contact }))]
}

const feedback = (at: Told, stage: string, more: Values = {}): readonly NoticeDraft[] =>
  reporters(at).map((to, index) => told(at, 'FEEDBACK', to, { stage, ...more }, { part: String(index) }))

/** The answer goes to the post that asked; a request that the system made has nobody waiting. */
function decided(at: Told, no: number | undefined, answer: string): readonly NoticeDraft[] {
  const request = at.state.requests.find((one) => one.no === no)
  if (!request || request.by.role === 'SYSTEM') return []
  return [told(at, 'DECIDED', { post: request.by.post }, { request: request.kind, answer })]
}

const toLead = (at: Told, kind: NoticeKind, by: string, values: Values = {}): readonly NoticeDraft[] => {
  const lead = leadOrder(at.state)
  if (!lead) return []
  return [told(at, kind, { org: lead.org, roles: [...HANDLERS, ...LEADERS], except: [by] }, values)]
}

function card(at: Told, { card: issued, by }: CaseFactOf<'supervision.issued'>): readonly NoticeDraft[] {
  const { no, level, org } = issued
  const values = { level, org }
  const until = `card/${no}`
  const own = org === String(at.district)
  const unit: Addressee = own
    ? centreOf(at, 'DISTRICT_SUPERVISOR')
    : { org, roles: [...LEADERS, 'COMMUNITY_OPERATOR'] }
  // RED copies the district's leaders (E62); YELLOW is known to those who supervise.
  const above: readonly Role[] =
    level === 'RED'
      ? own
        ? ['DISTRICT_LEADER']
        : ['DISTRICT_LEADER', 'DISTRICT_SUPERVISOR']
      : level === 'YELLOW'
        ? [own ? 'DISTRICT_LEADER' : 'DISTRICT_SUPERVISOR']
        : []
  const copies = { ...centreOf(at, ...above), except: [by.person] }
  return [
    told(at, 'CARD', unit, values, { until }),
    ...(above.length > 0 ? [told(at, 'CARD', copies, values, { until, part: 'copy' })] : []),
  ]
}

const RULES: { readonly [T in CaseFactType]?: (fact: CaseFactOf<T>, at: Told) => readonly NoticeDraft[] } = {
  'case.accepted': (_, at) => feedback(at, 'ACCEPTED'),
  'feedback.sent': ({ resultType }, at) =>
    resultType === 'PROGRESS' ? [] : feedback(at, 'RESULT', { result: resultType }),
  'case.closed': (_, at) => feedback(at, 'CLOSED'),
  // Staff find the question on their desk; a resident has no desk, and without an answer the report ends (E07).
  'case.info-requested': (_, at) =>
    reporters(at).flatMap((to, index) =>
      'contact' in to ? [told(at, 'QUESTION', to, {}, { part: String(index) })] : [],
    ),
  // The task stood still and goes on: its clock is not a new one, so `tasks.ts` would not tell.
  'case.resumed': ({ by }, at) => toLead(at, 'TASK', by.person, { task: 'HANDLE' }),
  'order.reassigned': ({ post }, at) => [told(at, 'TASK', { post }, { task: 'HANDLE' })],
  'case.urged': ({ by }, at) => toLead(at, 'URGED', by.person),
  'instruction.added': ({ by }, at) => toLead(at, 'INSTRUCTED', by.person),
  'supervision.issued': (fact, at) => card(at, fact),
  // §2.6: +6 h of an urgent case, and the second redo of one. Who may take it up is told; nothing happens by itself.
  'escalation.proposed': ({ proposal, org }, at) => [
    told(at, 'PROPOSAL', centreOf(at, 'DISTRICT_SUPERVISOR', 'DISTRICT_LEADER'), { proposal }),
    ...(proposal === 'RETURN_UP'
      ? [told(at, 'PROPOSAL', { org, roles: LEADERS }, { proposal }, { part: 'unit' })]
      : []),
  ],
  'supervision.replied': ({ card: no }, at) => [
    told(at, 'DECIDED', centreOf(at, 'DISTRICT_SUPERVISOR'), {
      request: 'CARD',
      answer: 'REPLIED',
      card: no,
    }),
  ],
  'supervision.cancelled': ({ card: no }, at) => {
    const org = at.state.cards.find((one) => one.no === no)?.org
    return org === undefined
      ? []
      : [told(at, 'DECIDED', { org, roles: LEADERS }, { request: 'CARD', answer: 'CANCELLED', card: no })]
  },
  'return.approved': ({ request }, at) => decided(at, request, 'APPROVED'),
  'return.rejected': ({ request }, at) => decided(at, request, 'REJECTED'),
  'extension.approved': ({ request }, at) => decided(at, request, 'APPROVED'),
  'case.suspended': ({ request }, at) => decided(at, request, 'APPROVED'),
  'request.rejected': ({ request }, at) => decided(at, request, 'REJECTED'),
  'return-up.rejected': ({ request }, at) => decided(at, request, 'REJECTED'),
  'taskforce.formed': ({ request }, at) => decided(at, request, 'APPROVED'),
  'urgency.lowered': ({ request }, at) => decided(at, request, 'APPROVED'),
  'appeal.decided': ({ request, upheld }, at) => decided(at, request, upheld ? 'APPROVED' : 'REJECTED'),
  'case.voided': ({ request }, at) => decided(at, request, 'APPROVED'),
  'deadline.due-soon': ({ deadline }, at) => {
    const lead = leadOrder(at.state)
    if (!lead || at.state.urgency === 'URGENT') return []
    // §2.6: IMPORTANT tells handler and unit leader, GENERAL the handler.
    const roles = at.state.urgency === 'IMPORTANT' ? [...HANDLERS, ...LEADERS] : HANDLERS
    const running = at.state.deadlines.find(({ key }) => key === 'D_HANDLE')
    return [
      told(
        at,
        'DUE_SOON',
        { org: lead.org, roles },
        { deadline },
        { dueAt: running?.dueAt ?? null, until: `deadline/D_HANDLE/${running?.startedAt ?? 0}` },
      ),
    ]
  },
  'deadline.missed': (fact, at) => missedNotices(fact, at),
  // §2.6, D_SIGN missed: the unit is told; where it is urgent its leader is called.
  'order.auto-signed': ({ order }, at) => {
    const org = orderOf(at.state, order)?.org
    if (org === undefined) return []
    const values = { deadline: 'D_SIGN' }
    return at.state.urgency === 'URGENT'
      ? [told(at, 'CALL', { org, roles: LEADERS }, values)]
      : [told(at, 'MISSED', { org, roles: [...HANDLERS, ...LEADERS, 'COMMUNITY_OPERATOR'] }, values)]
  },
  'whistle.overdue': ({ order, deadline }, at) => {
    const unit = orderOf(at.state, order)?.org
    const street = orderOf(at.state, at.state.coordinator)?.org
    const values = { deadline, org: unit ?? '' }
    return [
      ...(unit === undefined
        ? []
        : [told(at, 'MISSED', { org: unit, roles: ['DEPT_DISPATCHER', 'DEPT_LEADER'] }, values)]),
      ...(street === undefined
        ? []
        : [told(at, 'MISSED', { org: street, roles: ['STREET_LEADER'] }, values, { part: 'street' })]),
    ]
  },
  'verification.overdue': ({ times }, at) =>
    times < 2
      ? []
      : [told(at, 'MISSED', centreOf(at, 'DISTRICT_SUPERVISOR'), { deadline: 'D_VERIFY', times })],
}

/** What one fact tells, beside new tasks. Empty for most facts: who watches the case sees them anyway. */
export function noticesOf(fact: CaseFact, at: Told): readonly NoticeDraft[] {
  const rule = RULES[fact.type] as ((fact: CaseFact, at: Told) => readonly NoticeDraft[]) | undefined
  return rule?.(fact, at) ?? []
}
