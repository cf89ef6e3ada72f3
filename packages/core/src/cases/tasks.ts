// From a case to what somebody has to do next: one row for each desk that must act. Every open case has at least one.
import { leadOrder, type CaseRequest, type CaseState } from './case.ts'
import { deadlineKey } from './context.ts'
import { isOpenOrder, isTerminal } from './states.ts'
import type { Desk, Make, Task, TaskKind } from './task.ts'
import { coordinatingStreet, isUnit, partTasks, ratings } from './tasks.orders.ts'
import { verifyDesks } from './tasks.verify.ts'

/** All open tasks of a case; empty before a report and after the end (appeals and ratings excepted). */
export function tasksOf(state: CaseState, district: number): readonly Task[] {
  if (state.state === 'NEW' || state.state === 'DRAFT') return []
  const due = (key: string | undefined): number | null =>
    state.deadlines.find((deadline) => deadline.key === key && deadline.state === 'RUNNING')?.dueAt ?? null
  const task = (kind: TaskKind, desk: Desk): Task => ({
    kind,
    ...desk,
    dueAt: due(desk.due),
    urgency: state.urgency,
  })
  const centre = String(district)
  const tasks = [
    ...stateTasks(state, centre, task),
    ...state.requests
      .filter((request) => request.state === 'OPEN')
      .map((request) => requestTask(request, state, centre, task)),
    ...(state.complaints?.some(({ upheld }) => upheld === undefined)
      ? [task('COMPLAINT', { org: centre, roles: ['DISTRICT_SUPERVISOR'] })]
      : []),
  ]
  if (isTerminal(state.state)) return tasks
  return [
    ...tasks,
    ...state.cards
      .filter((card) => card.state === 'OPEN' && card.org !== centre)
      .map((card) =>
        task('REPLY_CARD', {
          org: card.org,
          roles: ['STREET_LEADER', 'DEPT_LEADER'],
          due: deadlineKey('D_REPLY', card.no),
          card: card.no,
        }),
      ),
  ]
}

function stateTasks(state: CaseState, centre: string, task: Make): readonly Task[] {
  switch (state.state) {
    case 'NEW':
    case 'DRAFT':
    case 'VOIDED':
    case 'MERGED':
    case 'TRANSFERRED':
    case 'ESCALATED':
      return []
    case 'REPORTED':
      return [task('ACCEPT', { org: centre, roles: ['DISTRICT_OPERATOR'], due: 'D_INTAKE' })]
    case 'NEEDS_INFO':
      return [
        task('ANSWER_QUESTION', {
          org: state.reporter?.ref.org || centre,
          roles: ['GRID_MEMBER', 'GRID_LEADER', 'GRID_SUPPORT', 'COMMUNITY_OPERATOR', 'DISTRICT_OPERATOR'],
          post: state.reporter?.ref.post,
          due: 'D_INFO',
        }),
      ]
    case 'POOLED':
      return pooled(state, centre, task)
    case 'ASSIGNED':
      return [
        task('SIGN', {
          org: leadOrder(state)?.org ?? centre,
          roles: ['STREET_DISPATCHER', 'DEPT_DISPATCHER'],
          due: deadlineKey('D_SIGN', state.lead ?? undefined),
          order: state.lead ?? 0,
        }),
      ]
    case 'HANDLING':
    case 'JOINT':
    case 'TASKFORCE':
      return working(state, centre, task)
    case 'SUSPENDED':
      return [
        task('REVIEW', {
          org: leadOrder(state)?.org ?? centre,
          roles: ['STREET_LEADER', 'DEPT_LEADER'],
          due: 'D_REVIEW',
        }),
      ]
    case 'TO_VERIFY':
      return verifyDesks(state, centre).map((desk) => task('VERIFY', desk))
    case 'FOLLOW_UP':
      return [task('FOLLOW_UP', { org: centre, roles: ['DISTRICT_OPERATOR'], due: 'D_FOLLOWUP' })]
    case 'TO_ASSESS':
      return [task('ASSESS', { org: centre, roles: ['DISTRICT_ASSESSOR'], due: 'D_ASSESS' })]
    case 'CLOSED':
      return ratings(state, task)
  }
}

/** While the window is open the street may grab; the district may dispatch when it has closed, or at once when urgent. */
function pooled(state: CaseState, centre: string, task: Make): readonly Task[] {
  const here = state.location
  // A street that gave the order back is not asked again; in a new window everybody starts anew.
  const grab =
    here && !(state.windowClosed && state.returnedBy.includes(here.street))
      ? [
          task('GRAB', {
            org: here.street,
            roles: ['STREET_DISPATCHER'],
            due: state.windowClosed ? 'D_DISPATCH' : 'D_GRAB',
          }),
        ]
      : []
  const dispatch = task('DISPATCH', {
    org: centre,
    roles: ['DISTRICT_DISPATCHER'],
    due: state.windowClosed ? 'D_DISPATCH' : 'D_GRAB',
  })
  return state.windowClosed || state.urgency === 'URGENT' || grab.length === 0 ? [...grab, dispatch] : grab
}

function working(state: CaseState, centre: string, task: Make): readonly Task[] {
  const lead = leadOrder(state)
  const handle =
    lead && isUnit(lead)
      ? []
      : [
          task('HANDLE', {
            org: lead?.org ?? centre,
            roles: [
              'STREET_HANDLER',
              'DEPT_HANDLER',
              'STREET_DISPATCHER',
              'STREET_LEADER',
              'DEPT_DISPATCHER',
              'DEPT_LEADER',
            ],
            post: undefined,
            due: 'D_HANDLE',
            order: lead?.no ?? 0,
          }),
        ]
  const plan =
    state.taskforce && state.taskforce.plan === null && state.state === 'TASKFORCE'
      ? [task('PLAN', { org: state.taskforce.org, roles: ['DEPT_LEADER'], due: 'D_PLAN' })]
      : []
  return [
    ...handle,
    ...plan,
    ...state.orders
      .filter((order) => isOpenOrder(order.state))
      .flatMap((order) => partTasks(order, state, centre, task)),
  ]
}

function requestTask(request: CaseRequest, state: CaseState, centre: string, task: Make): Task {
  const desk = { due: deadlineKey('D_REQ', request.no), request: request.no, except: [request.by.person] }
  switch (request.kind) {
    case 'RETURN':
      return task('DECIDE', { ...desk, org: centre, roles: ['DISTRICT_DISPATCHER', 'DISTRICT_SUPERVISOR'] })
    case 'EXTENSION':
    case 'SUSPEND':
    case 'VOID':
    case 'APPEAL':
    case 'REOPEN':
      return task('DECIDE', { ...desk, org: centre, roles: ['DISTRICT_SUPERVISOR'] })
    case 'LOWER_URGENCY':
    case 'EXPLAINED':
      return task('CO_SIGN', { ...desk, org: centre, roles: ['DISTRICT_SUPERVISOR'] })
    case 'RELEASE':
      return task('DECIDE', {
        ...desk,
        org: coordinatingStreet(state) ?? centre,
        roles: ['STREET_LEADER', 'DISTRICT_DISPATCHER'],
      })
    case 'LEAD_CHANGE':
      return task('CONSENT_LEAD', { ...desk, org: request.org ?? centre, roles: ['DEPT_DISPATCHER'] })
    case 'RETURN_UP':
      return task('APPROVE_RETURN_UP', {
        ...desk,
        org: centre,
        roles: ['DISTRICT_LEADER', 'DISTRICT_SUPERVISOR'],
      })
  }
}
