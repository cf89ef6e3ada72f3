import { ProblemNote } from '@gezhi/ui/touch'
import { shortTime } from '@gezhi/ui/time'
import { useGezhi } from '@gezhi/ui/data'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from './frame/screen.tsx'
import { Bell } from './notices/bell.tsx'
import { hasDraft } from './report/draft.ts'
import { OutboxLink } from './outbox/outbox-link.tsx'
import { useSession } from './session/session.ts'
import { countOf, type Desk, totalOf, useDesk } from './tasks/desk.ts'
import { TaskList } from './tasks/task-list.tsx'
import { useText } from './text.ts'

const FIRST = 5

/** What do I have to do next, and until when; and the report button under the thumb. */
export function HomeScreen(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { post } = useSession()
  const { data: desk, error, dataUpdatedAt } = useDesk(null)
  return (
    <Screen title={text('shell:today')} tools={<Bell />}>
      <p className="gt-muted">
        {text('home:greeting', { name: post.personName, role: text(`role:${post.role}`) })}
        {dataUpdatedAt > 0 ? (
          <span className="gt-small gt-figure">
            {' · '}
            {text('shell:refreshed', { at: shortTime(dataUpdatedAt, clock.now()) })}
          </span>
        ) : null}
      </p>
      {desk ? (
        <Due desk={desk} />
      ) : error ? (
        <ProblemNote reading error={error} />
      ) : (
        // As high as what takes its place most mornings, so that the buttons below stay where they are.
        <p className="empty">{text('shell:loading')}</p>
      )}
      <OutboxLink />
      <Functions desk={desk} />
      <div className="thumb-room" />
      <div className="thumb">
        <Link href="/report" className="gt-button primary wide report">
          {text('home:report')}
          <small>{text(hasDraft(localStorage, post.person) ? 'home:reportKept' : 'home:reportHint')}</small>
        </Link>
      </div>
    </Screen>
  )
}

function Due({ desk }: { desk: Desk }): ReactNode {
  const text = useText()
  const { count, overdue } = totalOf(desk)
  if (count === 0) return <p className="empty">{text('home:none')}</p>
  return (
    <section className="gt-stack tight">
      <h2 className="gt-row apart">
        <span>
          {text('home:due', { n: count })}
          {overdue > 0 ? <span className="gt-error"> {text('home:overdue', { n: overdue })}</span> : null}
        </span>
        {count > FIRST ? <Link href="/tasks">{text('home:all')}</Link> : null}
      </h2>
      <TaskList tasks={desk.tasks.slice(0, FIRST)} />
    </section>
  )
}

/** Of the seven functions of a grid member those whose screen works (domain specification §3.6). */
function Functions({ desk }: { desk: Desk | undefined }): ReactNode {
  const text = useText()
  const tiles = [
    { href: '/report', title: text('home:infoReport'), hint: text('home:infoReportHint') },
    { href: '/report/hazard', title: text('home:hazard'), hint: text('home:hazardHint') },
    { href: '/tasks/VERIFY', title: text('home:verify'), count: countOf(desk, 'VERIFY') },
    { href: '/tasks/PART', title: text('home:parts'), count: countOf(desk, 'PART') },
    { href: '/cases', title: text('home:cases'), hint: text('home:casesHint') },
  ]
  return (
    <section className="gt-stack tight">
      <h2>{text('home:functions')}</h2>
      <nav className="tiles" aria-label={text('home:functions')}>
        {tiles.map(({ href, title, hint, count }) => (
          <Link key={href} href={href} className="tile">
            <strong>{title}</strong>
            <span className="gt-muted gt-small">
              {count === undefined ? (
                hint
              ) : (
                <span className="gt-figure">{text('cases:count', { n: count })}</span>
              )}
            </span>
          </Link>
        ))}
      </nav>
    </section>
  )
}
