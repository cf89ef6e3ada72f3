// Tasks as notices: what is new on a desk. Read from the case as it stands, so that nobody hears of what is done already.
import type { CaseState } from '../cases/case.ts'
import type { Task } from '../cases/task.ts'
import { tasksOf } from '../cases/tasks.ts'
import type { NoticeDraft } from './notice.ts'

/** Start of the clock that presses a task: it tells one turn of a task from the next (a redo, a second verification). */
function startOf(state: CaseState, { kind, due }: Task): number {
  // A case that nobody grabbed stays on the street's desk under the clock of the dispatch: that is no new task.
  const key = kind === 'GRAB' ? 'D_GRAB' : due
  return state.deadlines.find((deadline) => deadline.key === key)?.startedAt ?? 0
}

const keyOf = (state: CaseState, task: Task): string =>
  [
    'task',
    task.kind,
    task.order ?? task.request ?? task.card ?? 0,
    task.org,
    task.grid ?? '',
    task.post ?? '',
    startOf(state, task),
  ].join('/')

/** One draft for every open task. Who has heard of it already is the server's to know, by the key. */
export const taskNotices = (state: CaseState, district: number): readonly NoticeDraft[] =>
  tasksOf(state, district).map((task) => {
    const key = keyOf(state, task)
    return {
      kind: 'TASK',
      key,
      to: { org: task.org, roles: task.roles, grid: task.grid, post: task.post, except: task.except },
      urgency: state.urgency,
      values: { task: task.kind },
      dueAt: task.dueAt,
      until: key,
    }
  })

/** What still waits in this case: a notice that names none of these has settled by itself. */
export const liveKeys = (state: CaseState, district: number): readonly string[] => [
  ...tasksOf(state, district).map((task) => keyOf(state, task)),
  ...state.deadlines
    .filter((deadline) => deadline.state === 'RUNNING')
    .map((deadline) => `deadline/${deadline.key}/${deadline.startedAt}`),
  ...state.cards.filter((card) => card.state === 'OPEN').map((card) => `card/${card.no}`),
]
