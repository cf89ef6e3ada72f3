// Whom a missed limit is told: the desk that let it pass, and whoever answers for that desk (§2.6).
import { leadOrder } from '../cases/case.ts'
import type { CaseFactOf } from '../cases/facts.ts'
import type { DeadlineName } from '../cases/states.ts'
import type { Addressee, NoticeDraft } from './notice.ts'
import { centreOf, HANDLERS, LEADERS, told, type Told } from './told.ts'

/** Desks by deadline; null: another notice or card says it already. */
function desksOf(name: DeadlineName, no: number | undefined, at: Told): readonly Addressee[] | null {
  const lead = leadOrder(at.state)?.org
  const supervisor = centreOf(at, 'DISTRICT_SUPERVISOR')
  switch (name) {
    case 'D_INTAKE':
      // The supervisor hears of the card that comes with it.
      return [centreOf(at, 'DISTRICT_OPERATOR')]
    case 'D_DISPATCH':
      return [centreOf(at, 'DISTRICT_DISPATCHER')]
    case 'D_REQ':
      return decidersOf(no, at)
    case 'D_FOLLOWUP':
      return [centreOf(at, 'DISTRICT_OPERATOR')]
    case 'D_HANDLE':
      if (no !== undefined) return partOf(no, at)
      return lead === undefined ? [] : [{ org: lead, roles: [...HANDLERS, ...LEADERS] }]
    case 'D_CONTACT':
      return lead === undefined ? [] : [{ org: lead, roles: HANDLERS }]
    case 'D_PLAN':
      return [
        ...(lead === undefined ? [] : [{ org: lead, roles: LEADERS }]),
        centreOf(at, 'DISTRICT_LEADER', 'DISTRICT_SUPERVISOR'),
      ]
    case 'D_REPLY': {
      const org = at.state.cards.find((card) => card.no === no)?.org
      return [...(org === undefined ? [] : [{ org, roles: LEADERS }]), supervisor]
    }
    case 'D_TOTAL':
      return [supervisor]
    case 'D_DRAFT':
    case 'D_INFO':
    case 'D_GRAB':
    case 'D_SIGN':
    case 'D_ARRIVE':
    case 'D_WARN':
    case 'D_LADDER':
    case 'D_INBOX':
    case 'D_WHISTLE':
    case 'D_REVIEW':
    case 'D_VERIFY':
    case 'D_ASSESS':
      return null
  }
}

const partOf = (no: number, { state }: Told): readonly Addressee[] => {
  const order = state.orders.find((one) => one.no === no)
  return order
    ? [
        {
          org: order.org,
          grid: order.grid,
          roles: [...HANDLERS, 'COMMUNITY_OPERATOR', 'GRID_MEMBER', 'GRID_LEADER'],
        },
      ]
    : []
}

/** Who decides a request is in its own task; a request that was decided meanwhile owes nothing. */
const decidersOf = (no: number | undefined, at: Told): readonly Addressee[] => {
  const request = at.state.requests.find((one) => one.no === no && one.state === 'OPEN')
  if (!request) return []
  return request.kind === 'RETURN'
    ? [centreOf(at, 'DISTRICT_DISPATCHER')]
    : request.kind === 'RETURN_UP'
      ? [centreOf(at, 'DISTRICT_LEADER')]
      : []
}

/** One notice for each desk; an urgent case past its limit also pages the district's leader. */
export function missedNotices({ deadline }: CaseFactOf<'deadline.missed'>, at: Told): readonly NoticeDraft[] {
  const [name, number] = deadline.split('#') as [DeadlineName, string | undefined]
  const no = number === undefined ? undefined : Number(number)
  const running = at.state.deadlines.find(({ key }) => key === deadline)
  const more = { dueAt: running?.dueAt ?? null, until: `deadline/${deadline}/${running?.startedAt ?? 0}` }
  const desks = desksOf(name, no, at) ?? []
  const notices = desks.map((to, index) =>
    told(at, 'MISSED', to, { deadline: name }, { ...more, part: String(index) }),
  )
  return deadline === 'D_HANDLE' && at.state.urgency === 'URGENT'
    ? [...notices, told(at, 'PAGE', centreOf(at, 'DISTRICT_LEADER'), { deadline: name }, more)]
    : notices
}
