import type { CaseSummary, TaskView } from '@gezhi/core/cases/case.api'
import { DueTime, StateTag, UrgencyTag } from '@gezhi/ui/parts'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useText } from '../text.ts'

/** Tasks as the server orders them: by due time, overdue first. */
export function TaskList({ tasks }: { tasks: readonly TaskView[] }): ReactNode {
  const text = useText()
  return (
    <ul className="gt-stack tight">
      {tasks.map(({ kind, order, dueAt, case: summary }) => (
        <li key={`${summary.id} ${kind} ${order ?? ''}`}>
          <CaseCard summary={summary}>
            <strong>
              {text(`task:${kind}`)}
              {order === null ? '' : ` · ${text('task:order', { no: order })}`}
            </strong>
            <DueTime dueAt={dueAt} />
          </CaseCard>
        </li>
      ))}
    </ul>
  )
}

/** One case as a card that opens it; what stands in its first line is the list's own. */
export function CaseCard({ summary, children }: { summary: CaseSummary; children: ReactNode }): ReactNode {
  return (
    <Link href={`/cases/${summary.id}`} className={`card urgency-${summary.urgency.toLowerCase()}`}>
      <span className="gt-row apart">{children}</span>
      <span className="card-title">{summary.title}</span>
      <span className="gt-row gt-small">
        <UrgencyTag urgency={summary.urgency} bare />
        <StateTag state={summary.state} />
        <span className="gt-muted">{summary.address ?? summary.communityName ?? summary.number}</span>
      </span>
    </Link>
  )
}
