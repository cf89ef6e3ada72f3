import { TASK_KINDS, type TaskKind } from '@gezhi/core/cases/task'
import { ProblemNote } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useText } from '../text.ts'
import { useDesk } from './desk.ts'
import { TaskList } from './task-list.tsx'

const isKind = (kind: string | null): kind is TaskKind => TASK_KINDS.some((one) => one === kind)

/** Everything to do, or one kind of it. Kinds of which there is nothing are not offered. */
export function TasksScreen({ kind: asked }: { kind: string | null }): ReactNode {
  const text = useText()
  const kind = isKind(asked) ? asked : null
  const { data: desk, error } = useDesk(kind)
  const kinds = desk?.counts.filter(({ count }) => count > 0) ?? []
  return (
    <Screen title={kind ? text(`task:${kind}`) : text('task:title')}>
      {kinds.length > 1 || kind ? (
        <nav className="chips">
          <Link href="/tasks" className={kind ? '' : 'here'}>
            {text('task:kindAll')}
          </Link>
          {kinds.map((one) => (
            <Link key={one.kind} href={`/tasks/${one.kind}`} className={one.kind === kind ? 'here' : ''}>
              {text(`task:${one.kind}`)} <span className="gt-figure">{one.count}</span>
            </Link>
          ))}
        </nav>
      ) : null}
      {desk ? null : <ProblemNote reading error={error} />}
      {desk && desk.tasks.length > 0 ? (
        <p className="gt-muted gt-small">{text('task:overdueFirst')}</p>
      ) : null}
      {desk && desk.tasks.length === 0 ? (
        <p className="empty">{text(kind ? 'task:none' : 'home:none')}</p>
      ) : null}
      {desk ? (
        <TaskList tasks={desk.tasks} />
      ) : error ? null : (
        <p className="gt-muted">{text('shell:loading')}</p>
      )}
    </Screen>
  )
}
