// What must hold of a case at every moment, whatever was commanded. Each rule answers with what is wrong, or null.
import type { Actor } from '../people/actor.ts'
import { ROLES } from '../people/roles.ts'
import { everybody } from './actors.testing.ts'
import { leadOrder, type CaseState, type Deadline } from './case.ts'
import type { CommandType } from './commands.ts'
import { asking, issuerFits, rowFor } from './decide.ts'
import type { CaseFact } from './facts.ts'
import { contextOf } from './given.testing.ts'
import { holderOf, ownerOf } from './holder.ts'
import { DISTRICT, organisations } from './rules.testing.ts'
import { isOpenOrder, isTerminal } from './states.ts'
import type { Task, TaskKind } from './task.ts'
import { tasksOf } from './tasks.ts'

type Rule = (state: CaseState, now: number) => string | null
const broken = (is: boolean, what: string): string | null => (is ? what : null)

const noClockAfterTheEnd: Rule = (state) => {
  if (state.state === 'NEW' || !isTerminal(state.state)) return null
  const waiting = state.requests.filter(
    ({ kind, state: answer }) => (kind === 'APPEAL' || kind === 'REOPEN') && answer === 'OPEN',
  )
  const asked = state.state === 'CLOSED' ? waiting.map(({ no }) => no) : []
  const left = state.deadlines.filter(
    (one) =>
      one.state !== 'STOPPED' && !(one.name === 'D_REQ' && one.no !== undefined && asked.includes(one.no)),
  )
  return broken(left.length > 0, `runs after the end: ${left.map(({ key }) => key).join(' ')}`)
}

const wallTime = (one: Deadline): number => (one.stoppedAt ?? one.since) - one.startedAt
const timeAddsUp: Rule = ({ deadlines }) => {
  const wrong = deadlines.find(
    (one) =>
      one.ranMs + one.pausedMs !== wallTime(one) ||
      one.ranMs < 0 ||
      one.usedMs < 0 ||
      one.usedMs > one.ranMs ||
      (one.state === 'PAUSED') !== (one.dueAt === null && one.stoppedAt === undefined),
  )
  return broken(wrong !== undefined, `time does not add up: ${JSON.stringify(wrong)}`)
}

const DRIVEN = ['ASSIGNED', 'HANDLING', 'JOINT', 'TASKFORCE', 'ESCALATED', 'SUSPENDED']
const oneLead: Rule = (state) => {
  const lead = leadOrder(state)
  const leads = state.orders.filter((order) => order.kind === 'JOINT_LEAD' && isOpenOrder(order.state))
  if (leads.length > 1) return 'two leads'
  if (!DRIVEN.includes(state.state)) return null
  if (!lead || !isOpenOrder(lead.state)) return `no open lead order in ${state.state}`
  if (state.state === 'ASSIGNED' && lead.state !== 'PENDING_SIGN') return 'assigned, but signed'
  if (state.state !== 'JOINT') return null
  const coordinator = state.orders.find((order) => order.no === state.coordinator)
  return broken(
    lead.kind !== 'JOINT_LEAD' || !coordinator || !isOpenOrder(coordinator.state),
    'a joint handling without lead unit or coordinator',
  )
}

const KNOWN = new Set(organisations.map(({ code }) => code))
const oneOwner: Rule = (state) => {
  const owner = ownerOf(state, DISTRICT)
  const open = state.state !== 'NEW' && state.state !== 'DRAFT' && !isTerminal(state.state)
  if (!open) return broken(owner !== null, 'owned though over')
  return broken(owner === null || !KNOWN.has(owner), `owned by ${owner}`)
}
const oneHolder: Rule = (state) => {
  const holder = holderOf(state, DISTRICT)
  if (ownerOf(state, DISTRICT) === null) return broken(holder !== null, 'held though over')
  return broken(
    holder?.deadline === null || holder === null || !KNOWN.has(holder.org),
    `nothing presses ${holder?.org} in ${state.state}`,
  )
}

const numbered = (what: string, all: readonly { readonly no: number }[]) =>
  broken(
    all.some(({ no }, index) => no !== index + 1),
    `${what} are not numbered without gaps`,
  )
const noGaps: Rule = ({ orders, requests, cards }) =>
  numbered('orders', orders) ?? numbered('requests', requests) ?? numbered('cards', cards)

const knowsTheWayBack: Rule = ({ state, previous }) =>
  broken(
    (previous !== null) !== (state === 'ESCALATED' || state === 'SUSPENDED'),
    `previous ${previous} in ${state}`,
  )

const WANTED: Readonly<Partial<Record<CaseState['state'], readonly (Deadline['state'] | undefined)[]>>> = {
  ASSIGNED: ['RUNNING'],
  HANDLING: ['RUNNING'],
  JOINT: ['RUNNING'],
  TASKFORCE: ['RUNNING'],
  SUSPENDED: ['PAUSED'],
  ESCALATED: ['RUNNING', 'PAUSED'],
}
/** The handling clock runs while somebody handles, and stands still while the case is parked (an urgent one goes on). */
const handlingRuns: Rule = (state) => {
  const clock = state.deadlines.find(({ key }) => key === 'D_HANDLE')?.state
  const wanted = WANTED[state.state] ?? ['STOPPED', undefined]
  return broken(!wanted.includes(clock), `D_HANDLE ${clock} in ${state.state}`)
}

const requestsAreTimed: Rule = (state) => {
  const untimed = state.requests.find(
    (one) =>
      one.state === 'OPEN' &&
      state.deadlines.find(({ key }) => key === `D_REQ#${one.no}`)?.state !== 'RUNNING',
  )
  return broken(untimed !== undefined, `no clock for the open ${untimed?.kind}`)
}

const closedIsAssessedAndTold: Rule = (state) =>
  broken(
    state.state === 'CLOSED' &&
      (state.feedbackAt === null || (state.assessment === null && state.mergedInto === null)),
    'closed without feedback or assessment',
  )

/** Commands with which each task is done. */
export const DOES: Readonly<Record<TaskKind, readonly CommandType[]>> = {
  ACCEPT: ['accept'],
  ANSWER_QUESTION: ['supplement'],
  GRAB: ['grab'],
  DISPATCH: ['dispatch'],
  SIGN: ['sign'],
  HANDLE: ['submitResult'],
  PART: ['completePart'],
  WHISTLE_ANSWER: ['answer', 'arrive'],
  ARRIVE: ['arrive'],
  CONFIRM_ARRIVAL: ['confirmArrival'],
  DECIDE: [
    'approveReturn',
    'rejectReturn',
    'approveExtension',
    'approveSuspend',
    'voidLate',
    'adjustUnits',
    'decideAppeal',
    'rejectRequest',
    'reopen',
    'rejectReopen',
  ],
  CONSENT_LEAD: ['consentLead'],
  APPROVE_RETURN_UP: ['approveReturnUp', 'rejectReturnUp'],
  PLAN: ['submitPlan'],
  REVIEW: ['resume'],
  VERIFY: ['verifyPass', 'verifyPassNoContact'],
  FOLLOW_UP: ['recordSatisfied', 'sendFollowUpLink', 'tryFollowUp'],
  CO_SIGN: ['coSignExplained', 'coSignUrgency'],
  ASSESS: ['assess'],
  REPLY_CARD: ['replySupervision'],
  RATE: ['ratePartner'],
  COMPLAINT: ['decideSolicited'],
}

/** Whose desk shows the task, by the same rule as the server's desk. */
export const isOnDeskOf = (task: Task, actor: Actor): boolean => {
  const { level } = ROLES[actor.role]
  const desk = level === 'L4' ? String(DISTRICT) : level === 'L1' ? actor.community : actor.org
  return (
    task.org === desk &&
    task.roles.includes(actor.role) &&
    (task.post === undefined || task.post === actor.post) &&
    (level !== 'L1' || task.grid === undefined || (actor.grids ?? []).includes(task.grid))
  )
}

/** Role and guards allow one of the commands that do the task. */
export function canDo(task: Task, actor: Actor, state: CaseState, now: number): boolean {
  const ask = asking(state, contextOf(actor, now))
  return DOES[task.kind].some((type) => {
    const row = rowFor({ type }, ask)
    return row !== undefined && issuerFits(row, ask) && row.guards.every((guard) => guard(ask) === null)
  })
}

/** A question is answered by the reporter, who may be a resident or another system and have no desk. */
export const candidates = (task: Task, { reporter }: CaseState): readonly Actor[] =>
  task.kind === 'ANSWER_QUESTION' && reporter
    ? [{ ...reporter.ref, district: DISTRICT }]
    : everybody.filter((actor) => isOnDeskOf(task, actor))

const everyTaskCanBeDone: Rule = (state, now) => {
  const tasks = tasksOf(state, DISTRICT)
  if (ownerOf(state, DISTRICT) !== null && tasks.length === 0)
    return `nobody has anything to do in ${state.state}`
  for (const task of tasks) {
    const desks = candidates(task, state)
    const free = desks.filter((actor) => !task.except?.includes(actor.person))
    // Where all who could verify took part themselves, the passing of D_VERIFY calls the next desk (E42).
    if (desks.length > 0 && free.length === 0) continue
    if (!free.some((actor) => canDo(task, actor, state, now)))
      return `nobody can do ${JSON.stringify(task)} in ${state.state}`
  }
  return null
}

const RULES: readonly Rule[] = [
  noClockAfterTheEnd,
  timeAddsUp,
  oneLead,
  oneOwner,
  oneHolder,
  noGaps,
  knowsTheWayBack,
  handlingRuns,
  requestsAreTimed,
  closedIsAssessedAndTold,
  everyTaskCanBeDone,
]

/** The first rule that this state breaks, in words. */
export function brokenRule(state: CaseState, now: number, facts: readonly CaseFact[]): string | null {
  if (state.version !== facts.length) return `version ${state.version} after ${facts.length} facts`
  for (const rule of RULES) {
    const wrong = rule(state, now)
    if (wrong) return wrong
  }
  return null
}
