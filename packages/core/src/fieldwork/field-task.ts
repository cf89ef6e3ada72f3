// A field task: planned or not, done, not possible or withdrawn. Pure.
import type { CheckItem } from '../districts/register.ts'
import { accept, refuse, type Decision } from '../kernel/decision.ts'
import { refOf, type Actor, type ActorRef } from '../people/actor.ts'
import { maskText } from '../people/masking.ts'
import type { Role } from '../people/roles.ts'
import type { FieldTaskCommand, TaskResult, TaskSort } from './commands.ts'
import type { FieldTaskRefusal, FieldTaskRefusalCode } from './refusals.ts'

interface Base {
  readonly at: number
  readonly by: ActorRef
}
type Of<T extends FieldTaskCommand['type']> = Extract<FieldTaskCommand, { readonly type: T }>

export type FieldTaskFact =
  | (Base & { readonly type: 'fieldTask.planned' } & Omit<Of<'plan'>, 'type'>)
  | (Base & { readonly type: 'fieldTask.recorded' } & Omit<Of<'record'>, 'type'>)
  | (Base & { readonly type: 'fieldTask.notPossible' } & Omit<Of<'notPossible'>, 'type'>)
  | (Base & { readonly type: 'fieldTask.withdrawn'; readonly reason: string })
  | (Base & { readonly type: 'fieldTask.remarked'; readonly text: string })

export const TASK_STATES = ['NEW', 'OPEN', 'DONE', 'NOT_POSSIBLE', 'WITHDRAWN'] as const

export interface FieldTaskState {
  readonly status: (typeof TASK_STATES)[number]
  readonly sort: TaskSort | null
  readonly grid: string
  readonly plan: (Base & Pick<Of<'plan'>, 'title' | 'field' | 'dueAt'>) | null
  /** Whose record it is, when it is over. */
  readonly endedBy: ActorRef | null
  readonly endedAt: number | null
  readonly result: TaskResult | null
  readonly obstacle: Of<'notPossible'>['obstacle'] | null
  readonly note: string
  readonly remarks: readonly { readonly at: number; readonly text: string }[]
}
export const newFieldTask: FieldTaskState = {
  status: 'NEW',
  sort: null,
  grid: '',
  plan: null,
  endedBy: null,
  endedAt: null,
  result: null,
  obstacle: null,
  note: '',
  remarks: [],
}

export function evolveFieldTask(state: FieldTaskState, fact: FieldTaskFact): FieldTaskState {
  const { at, by } = fact
  switch (fact.type) {
    case 'fieldTask.planned': {
      const { sort, grid, title, field, dueAt } = fact
      const plan = { at, by, title, dueAt, ...(field === undefined ? {} : { field }) }
      return { ...state, status: 'OPEN', sort, grid, plan }
    }
    case 'fieldTask.recorded': {
      const { result, grid, doneAt } = fact
      return { ...state, status: 'DONE', sort: result.sort, grid, endedBy: by, endedAt: doneAt, result }
    }
    case 'fieldTask.notPossible': {
      const { obstacle, note = '' } = fact
      return { ...state, status: 'NOT_POSSIBLE', endedBy: by, endedAt: at, obstacle, note }
    }
    case 'fieldTask.withdrawn':
      return { ...state, status: 'WITHDRAWN', endedBy: by, endedAt: at, note: fact.reason }
    case 'fieldTask.remarked':
      return { ...state, remarks: [...state.remarks, { at, text: fact.text }] }
  }
}

const ON_FOOT: readonly Role[] = ['GRID_MEMBER', 'GRID_LEADER', 'GRID_SUPPORT', 'COMMUNITY_OPERATOR']
const PLANNERS: readonly Role[] = ['GRID_LEADER', 'COMMUNITY_OPERATOR']
export const doesFieldTasks = ({ role }: Pick<Actor, 'role'>): boolean => ON_FOOT.includes(role)
export const plansFieldTasks = ({ role }: Pick<Actor, 'role'>): boolean => PLANNERS.includes(role)

const MOST_REMARKS = 20

interface Context {
  readonly now: number
  readonly actor: Actor
  /** Of the district, retired ones among them: a device that was away answers the list that it had. */
  readonly checks: readonly CheckItem[]
}
type Answer = Decision<FieldTaskFact, FieldTaskRefusal>
const no = (code: FieldTaskRefusalCode): Answer => refuse({ code })

export function decideFieldTask(command: FieldTaskCommand, state: FieldTaskState, context: Context): Answer {
  switch (command.type) {
    case 'plan':
      return plan(command, state, context)
    case 'record':
      return record(command, state, context)
    case 'notPossible':
      return notPossible(command, state, context)
    case 'withdraw':
      return withdraw(command.reason, state, context)
    case 'remark':
      return remark(command.text, state, context)
  }
}

/** A grid that was redrawn or given to somebody else meanwhile keeps what was done in the own community. */
const isOwn = ({ grids, community }: Actor, grid: string): boolean =>
  grids?.includes(grid) === true || (community !== undefined && grid.startsWith(community))

function plan({ type: _, ...given }: Of<'plan'>, state: FieldTaskState, { now, actor }: Context): Answer {
  if (!plansFieldTasks(actor)) return no('fieldwork/planners-only')
  if (!isOwn(actor, given.grid)) return no('fieldwork/not-your-grid')
  if (state.status !== 'NEW') return no('fieldwork/planned-already')
  if (given.dueAt <= now) return no('fieldwork/due-in-past')
  if (given.sort === 'CHECK' && given.field === undefined) return no('fieldwork/field-missing')
  if (holdsPersonalNumber(given.title)) return no('fieldwork/personal-number')
  return accept([
    { ...given, type: 'fieldTask.planned', at: now, by: refOf(actor), title: given.title.trim() },
  ])
}

function record(given: Of<'record'>, state: FieldTaskState, context: Context): Answer {
  const { now, actor, checks } = context
  const { status, sort } = state
  if (!doesFieldTasks(actor)) return no('fieldwork/not-your-role')
  if (status !== 'NEW' && status !== 'OPEN') return no('fieldwork/over')
  // Where a task is planned its grid is known; what the device says of it does not move it.
  const grid = status === 'OPEN' ? state.grid : given.grid
  if (!isOwn(actor, grid)) return no('fieldwork/not-your-grid')
  if (sort !== null && sort !== given.result.sort) return no('fieldwork/other-sort')
  const fault = faultOf(given.result, checks)
  if (fault) return no(fault)
  // A clock that runs ahead must not put work into next week.
  const doneAt = Math.min(given.doneAt, now)
  const result = withoutHousehold(given.result)
  return accept([{ type: 'fieldTask.recorded', at: now, by: refOf(actor), grid, doneAt, result }])
}

/** Of a visit that was declined nothing is kept that says who declined. */
function withoutHousehold(result: TaskResult): TaskResult {
  return result.sort === 'VISIT' && result.outcome === 'REFUSED'
    ? { sort: 'VISIT', outcome: 'REFUSED', needs: 'NONE' }
    : result
}

/** Numbers of people have no place in these words: whose they are would stay for years. Devices ask the same first. */
export const holdsPersonalNumber = (words: string): boolean => maskText(words) !== words

/** Why a result cannot stand as it is; null: it can. */
function faultOf(result: TaskResult, checks: readonly CheckItem[]): FieldTaskRefusalCode | null {
  if (wordsOf(result).some(holdsPersonalNumber)) return 'fieldwork/personal-number'
  return result.sort === 'CHECK' ? faultOfCheck(result, checks) : null
}

function wordsOf(result: TaskResult): readonly string[] {
  switch (result.sort) {
    case 'VISIT':
      return [result.where ?? '', result.note ?? '']
    case 'CHECK':
      return [result.where, ...result.items.map(({ note }) => note ?? '')]
    case 'PUBLICISE':
      return [result.topic, result.where]
    case 'OPINION':
      return [result.wish]
  }
}

function faultOfCheck(
  { field, items }: Extract<TaskResult, { sort: 'CHECK' }>,
  checks: readonly CheckItem[],
): FieldTaskRefusalCode | null {
  const known = new Map(checks.filter((one) => one.field === field).map((one) => [one.code, one]))
  if (new Set(items.map(({ item }) => item)).size < items.length) return 'fieldwork/items'
  for (const { item, finding, photo, case: made } of items) {
    const asked = known.get(item)
    if (!asked) return 'fieldwork/items'
    if (finding === 'BAD' && asked.photo && photo === undefined) return 'fieldwork/photo-missing'
    if (finding !== 'BAD' && made !== undefined) return 'fieldwork/case-without-finding'
  }
  return null
}

function notPossible(
  { type: _, ...given }: Of<'notPossible'>,
  { status, grid }: FieldTaskState,
  { now, actor }: Context,
): Answer {
  if (status === 'NEW') return no('fieldwork/not-there')
  if (status !== 'OPEN') return no('fieldwork/over')
  if (!doesFieldTasks(actor)) return no('fieldwork/not-your-role')
  if (!isOwn(actor, grid)) return no('fieldwork/not-your-grid')
  if (holdsPersonalNumber(given.note ?? '')) return no('fieldwork/personal-number')
  return accept([{ ...given, type: 'fieldTask.notPossible', at: now, by: refOf(actor) }])
}

function withdraw(reason: string, { status, grid }: FieldTaskState, { now, actor }: Context): Answer {
  if (status === 'NEW') return no('fieldwork/not-there')
  if (status !== 'OPEN') return no('fieldwork/over')
  if (!plansFieldTasks(actor)) return no('fieldwork/planners-only')
  if (!isOwn(actor, grid)) return no('fieldwork/not-your-grid')
  return accept([{ type: 'fieldTask.withdrawn', at: now, by: refOf(actor), reason: reason.trim() }])
}

function remark(text: string, { status, endedBy, remarks }: FieldTaskState, { now, actor }: Context): Answer {
  if (status === 'NEW') return no('fieldwork/not-there')
  if (!endedBy || status === 'WITHDRAWN') return no('fieldwork/not-recorded')
  if (endedBy.person !== actor.person) return no('fieldwork/not-yours')
  if (remarks.length >= MOST_REMARKS) return no('fieldwork/too-many-remarks')
  if (holdsPersonalNumber(text)) return no('fieldwork/personal-number')
  return accept([{ type: 'fieldTask.remarked', at: now, by: refOf(actor), text: text.trim() }])
}

/** Content addresses that a result names. */
export function photosOf(result: TaskResult | null): readonly string[] {
  if (result?.sort === 'PUBLICISE') return result.photos
  if (result?.sort === 'CHECK') return result.items.flatMap(({ photo }) => photo ?? [])
  return []
}
