// Who holds the clock: every open case has exactly one organisation that must move next (interface principle 2).
import { leadOrder, orderOf, type CaseState, type Deadline } from './case.ts'
import { deadlineKey } from './context.ts'
import { isTerminal } from './states.ts'

export interface CaseHolder {
  readonly org: string
  readonly since: number
  /** The running deadline that counts against the holder, with its due time. */
  readonly deadline: Deadline | null
}

/** Organisation that owns the case: never nobody, never two. Null before a report and after the end. */
export function ownerOf(state: CaseState, district: number): string | null {
  switch (state.state) {
    case 'NEW':
    case 'DRAFT':
    case 'CLOSED':
    case 'VOIDED':
    case 'MERGED':
    case 'TRANSFERRED':
      return null
    case 'REPORTED':
    case 'NEEDS_INFO':
    case 'POOLED':
    case 'ESCALATED':
    case 'TO_VERIFY':
    case 'FOLLOW_UP':
    case 'TO_ASSESS':
      return String(district)
    case 'JOINT':
      return orderOf(state, state.coordinator)?.org ?? leadOrder(state)?.org ?? String(district)
    case 'ASSIGNED':
    case 'HANDLING':
    case 'TASKFORCE':
    case 'SUSPENDED':
      return leadOrder(state)?.org ?? String(district)
  }
}

/** Deadlines that press the holder in each state, the nearest first. */
function pressing(state: CaseState): readonly string[] {
  const lead = state.lead ?? undefined
  switch (state.state) {
    case 'NEW':
    case 'DRAFT':
    case 'CLOSED':
    case 'VOIDED':
    case 'MERGED':
    case 'TRANSFERRED':
      return []
    case 'REPORTED':
      return ['D_INTAKE']
    case 'NEEDS_INFO':
      return ['D_INFO']
    case 'POOLED':
      return ['D_GRAB', 'D_DISPATCH']
    case 'ASSIGNED':
      return [deadlineKey('D_SIGN', lead), 'D_HANDLE']
    case 'HANDLING':
    case 'TASKFORCE':
      return ['D_HANDLE']
    case 'JOINT':
      return [deadlineKey('D_SIGN', lead), deadlineKey('D_ARRIVE', lead), 'D_HANDLE']
    case 'ESCALATED':
      return state.requests
        .filter(({ state: open }) => open === 'OPEN')
        .map(({ no }) => deadlineKey('D_REQ', no))
    case 'SUSPENDED':
      return ['D_REVIEW', 'D_HANDLE']
    case 'TO_VERIFY':
      return ['D_VERIFY']
    case 'FOLLOW_UP':
      return ['D_FOLLOWUP']
    case 'TO_ASSESS':
      return ['D_ASSESS']
  }
}

/** The unit whose clock runs now: in joint handling the lead department, in verification the case's community. */
export function holderOf(state: CaseState, district: number): CaseHolder | null {
  if (state.state === 'NEW' || state.state === 'DRAFT' || isTerminal(state.state)) return null
  const deadlines = pressing(state)
    .map((key) => state.deadlines.find((deadline) => deadline.key === key && deadline.state !== 'STOPPED'))
    .filter((deadline): deadline is Deadline => deadline !== undefined)
  const deadline = deadlines.find((one) => one.state === 'RUNNING') ?? deadlines[0] ?? null
  return { org: clockOrg(state, district), since: deadline?.startedAt ?? state.reportedAt ?? 0, deadline }
}

function clockOrg(state: CaseState, district: number): string {
  if (state.state === 'JOINT') return leadOrder(state)?.org ?? String(district)
  if (state.state === 'TO_VERIFY') return state.location?.community ?? String(district)
  return ownerOf(state, district) ?? String(district)
}
