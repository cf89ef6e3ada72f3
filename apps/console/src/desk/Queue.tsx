import type { TaskView } from '@gezhi/core/cases/case.api'
import { DueTime, UrgencyIcon } from '@gezhi/ui/parts'
import { useEffect, useRef } from 'react'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { keyOf } from './useDesk.ts'

interface QueueProps {
  readonly tasks: readonly TaskView[]
  readonly selected: string | null
  /** The kind of task stands in each row when several kinds are mixed. */
  readonly showKind: boolean
  readonly onSelect: (task: TaskView) => void
}

/** Tasks by due time, one decision each. */
export const Queue = ({ tasks, selected, showKind, onSelect }: QueueProps) => (
  <ul className="queue">
    {tasks.map((task) => {
      const key = keyOf(task)
      return (
        <Row
          key={key}
          task={task}
          chosen={key === selected}
          showKind={showKind}
          onSelect={() => onSelect(task)}
        />
      )
    })}
  </ul>
)

interface RowProps {
  readonly task: TaskView
  readonly chosen: boolean
  readonly showKind: boolean
  readonly onSelect: () => void
}

function Row({ task, chosen, showKind, onSelect }: RowProps) {
  const t = useText()
  const { post } = useSession()
  const { case: summary } = task
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (chosen) button.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  // Who works for one street need not read its name in every row.
  const place = (post.street ? summary.communityName : summary.streetName) ?? summary.address ?? ''
  // The holder's clock is the task's when both end together; its kind then stands beside the time.
  const clock = summary.holder && summary.holder.dueAt === task.dueAt ? summary.holder.clock : null
  return (
    <li>
      <button
        ref={button}
        type="button"
        className={`queue-row gz-urgency-${summary.urgency.toLowerCase()}`}
        aria-current={chosen || undefined}
        onClick={onSelect}
      >
        <span className="queue-urgency" title={t(`urgency:${summary.urgency}`)}>
          <UrgencyIcon urgency={summary.urgency} size={14} />
          <span className="gz-hidden">{t(`urgency:${summary.urgency}`)}</span>
        </span>
        <span className="queue-title">{summary.title}</span>
        <span className="queue-place">
          {showKind && <em>{t(`task:${task.kind}`)}</em>}
          {place}
        </span>
        <DueTime dueAt={task.dueAt} clock={clock} />
      </button>
    </li>
  )
}
