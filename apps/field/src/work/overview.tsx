import { DAY } from '@gezhi/core/kernel/calendar'
import { TASK_SORTS } from '@gezhi/core/fieldwork/commands'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime, wallTime } from '@gezhi/ui/time'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useOwnGrids } from '../area/own.ts'
import { Screen } from '../frame/screen.tsx'
import { useText } from '../text.ts'
import { OwnRecordLine } from './own-record.tsx'
import { FORMS, REPORT } from './paths.ts'
import type { OwnRecord } from './records.ts'
import { useWork } from './use-work.ts'

/** Weekly and monthly tasks are planned months ahead; what is due later is folded away. */
const SOON_MS = 14 * DAY

/** What is planned by due time, the four things to record, and what was recorded today. */
export function Overview(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { open, records } = useWork()
  const day = (at: number): string => wallTime(at).date
  const now = day(clock.now())
  const horizon = clock.now() + SOON_MS
  const [soon, later] = [
    open.filter(({ dueAt }) => (dueAt ?? 0) <= horizon),
    open.filter(({ dueAt }) => (dueAt ?? 0) > horizon),
  ]
  const [today, earlier] = [
    records.filter(({ at }) => day(at) === now),
    records.filter(({ at }) => day(at) !== now),
  ]
  return (
    <Screen title={text('work:title')} back>
      <section className="gt-stack tight">
        <h2>{text('work:planned', { n: open.length })}</h2>
        {open.length === 0 ? <p className="empty">{text('work:plannedNone')}</p> : null}
        <Planned tasks={soon} />
        {later.length > 0 ? (
          <details>
            <summary>{text('work:later', { n: later.length })}</summary>
            <Planned tasks={later} />
          </details>
        ) : null}
      </section>
      <section className="gt-stack tight">
        <h2>{text('work:record')}</h2>
        <nav className="tiles" aria-label={text('work:record')}>
          {TASK_SORTS.map((sort) => (
            <Link key={sort} href={FORMS[sort]} className="tile">
              <strong>{text(`workSort:${sort}`)}</strong>
              <span className="gt-muted gt-small">{text(`workSortHint:${sort}`)}</span>
            </Link>
          ))}
        </nav>
        <Link href={REPORT} className="line-button">
          <strong>{text('work:report')}</strong>
          <span className="gt-muted">{text('work:reportHint')}</span>
        </Link>
      </section>
      <section className="gt-stack tight">
        <h2>{text('work:today')}</h2>
        {today.length === 0 ? <p className="empty">{text('work:todayNone')}</p> : null}
        <Records records={today} />
        {earlier.length > 0 ? (
          <details>
            <summary>{text('work:earlier', { n: earlier.length })}</summary>
            <Records records={earlier} />
          </details>
        ) : null}
      </section>
    </Screen>
  )
}

const Planned = ({ tasks }: { tasks: readonly HeldFieldTask[] }): ReactNode => (
  <ul className="gt-stack tight">
    {tasks.map((task) => (
      <li key={task.id}>
        <PlannedCard task={task} />
      </li>
    ))}
  </ul>
)

const Records = ({ records }: { records: readonly OwnRecord[] }): ReactNode => (
  <ul className="gt-stack tight">
    {records.map((record) => (
      <li key={record.id} className="gt-panel gt-stack tight">
        <OwnRecordLine record={record} />
      </li>
    ))}
  </ul>
)

function PlannedCard({ task: { id, sort, title, grid, dueAt } }: { task: HeldFieldTask }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const name = useOwnGrids().find(({ code }) => code === grid)?.name ?? grid
  const now = clock.now()
  const late = dueAt !== null && dueAt < now
  return (
    <Link href={`${FORMS[sort]}/${id}`} className="card">
      <span className="gt-row apart">
        <strong>{text(`workSort:${sort}`)}</strong>
        {dueAt === null ? null : (
          <span className={late ? 'gt-error gt-figure' : 'gt-figure'}>
            {text(late ? 'work:late' : 'work:due', { at: shortTime(dueAt, now) })}
          </span>
        )}
      </span>
      <span className="card-title">{title}</span>
      <span className="gt-muted gt-small">{name}</span>
    </Link>
  )
}
