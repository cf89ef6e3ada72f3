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
import { FORMS, REPORT } from './work/paths.ts'
import { useWork } from './work/use-work.ts'

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
      <Planned />
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

/** The seven functions of a grid member (domain specification §3.6). */
const FUNCTIONS = [
  { href: '/report', title: 'home:infoReport', hint: 'home:infoReportHint' },
  { href: FORMS.VISIT, title: 'home:visit', hint: 'home:visitHint' },
  { href: FORMS.OPINION, title: 'home:opinion', hint: 'home:opinionHint' },
  { href: '/report/dispute', title: 'home:mediate', hint: 'home:mediateHint' },
  { href: FORMS.CHECK, title: 'home:hazard', hint: 'home:hazardHint' },
  { href: FORMS.PUBLICISE, title: 'home:publicise', hint: 'home:publiciseHint' },
  { href: REPORT, title: 'home:workReport', hint: 'home:workReportHint' },
] as const
/** What is done beside them. */
const BESIDE = [
  { href: '/patrol', title: 'home:patrol', hint: 'home:patrolHint' },
  { href: '/area', title: 'home:area', hint: 'home:areaHint' },
  { href: '/library', title: 'home:library', hint: 'home:libraryHint' },
  { href: '/cases', title: 'home:cases', hint: 'home:casesHint' },
] as const

interface TileProps {
  readonly href: string
  readonly title: string
  readonly hint: string
}

const Tile = ({ href, title, hint }: TileProps): ReactNode => (
  <Link href={href} className="tile">
    <strong>{title}</strong>
    <span className="gt-muted gt-small gt-figure">{hint}</span>
  </Link>
)

function Functions({ desk }: { desk: Desk | undefined }): ReactNode {
  const text = useText()
  const count = (kind: 'VERIFY' | 'PART') => text('cases:count', { n: countOf(desk, kind) })
  return (
    <>
      <section className="gt-stack tight">
        <h2>{text('home:functions')}</h2>
        <nav className="tiles" aria-label={text('home:functions')}>
          {FUNCTIONS.map(({ href, title, hint }) => (
            <Tile key={href} href={href} title={text(title)} hint={text(hint)} />
          ))}
        </nav>
      </section>
      <section className="gt-stack tight">
        <h2>{text('home:also')}</h2>
        <nav className="tiles" aria-label={text('home:also')}>
          <Tile href="/tasks/VERIFY" title={text('home:verify')} hint={count('VERIFY')} />
          <Tile href="/tasks/PART" title={text('home:parts')} hint={count('PART')} />
          {BESIDE.map(({ href, title, hint }) => (
            <Tile key={href} href={href} title={text(title)} hint={text(hint)} />
          ))}
        </nav>
      </section>
    </>
  )
}

/** Field tasks that are planned in the own grids: one line, because their list is a page of its own. */
function Planned(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { open } = useWork()
  if (open.length === 0) return null
  const late = open.filter(({ dueAt }) => dueAt !== null && dueAt < clock.now()).length
  return (
    <Link href="/work" className="line-button">
      <strong>{text('home:planned', { n: open.length })}</strong>
      {late > 0 ? (
        <span className="gt-error">{text('home:plannedLate', { n: late })}</span>
      ) : (
        <span className="gt-muted">{open[0]?.title}</span>
      )}
    </Link>
  )
}
