import { HOUR } from '@gezhi/core/kernel/calendar'
import type { HeldRules } from '@gezhi/core/districts/device'
import { periodOf, workReport } from '@gezhi/core/fieldwork/work-report'
import { useGezhi } from '@gezhi/ui/data'
import { wallTime } from '@gezhi/ui/time'
import { ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useOwnGrids } from '../area/own.ts'
import { Screen } from '../frame/screen.tsx'
import { useRows } from '../offline/held.ts'
import { useSession } from '../session/session.ts'
import { useText } from '../text.ts'
import { sayRecord } from './say-record.ts'
import { sayReport } from './say-report.ts'
import { useChecks } from './use-checks.ts'
import { useWork, useWorkDone } from './use-work.ts'

const SORTS = ['DAY', 'WEEK'] as const
/** China's time, until the device has the district's settings. */
const USUAL_OFFSET = 8 * HOUR
/** The device keeps own records for a month: 31 days, and the weeks that lie in it whole. */
const MOST_BACK = { DAY: 30, WEEK: 3 } as const

const dayOf = (at: number): string => {
  const { year, date } = wallTime(at)
  return `${year}-${date}`
}

/** The report of a day or week: nothing is filled in, everything is counted. */
export function ReportScreen(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { post } = useSession()
  const done = useWorkDone()
  const [sort, setSort] = useState<(typeof SORTS)[number]>('DAY')
  const [back, setBack] = useState(0)
  const { records } = useWork()
  const checks = useChecks()
  const grids = useOwnGrids()
  const rules = useRows<HeldRules>('rules')?.find(({ id }) => id === 'rules')
  const offset = rules?.settings.offset ?? USUAL_OFFSET
  const { from, to } = periodOf(sort, clock.now(), { offset, back })
  const period =
    sort === 'DAY' ? dayOf(from) : text('workReport:week', { from: dayOf(from), to: dayOf(to - 1) })
  const lines = sayReport(workReport(done, { from, to }), text)
  const title = text('workReport:of', { name: post.personName })
  const own = grids.length === 1 ? grids[0]?.name : undefined
  const where = [post.orgName, own].filter(Boolean).join(' · ')
  const told = records.filter(({ at, state }) => state !== 'REFUSED' && at >= from && at < to).toReversed()
  const details = told.map((record) => ({ id: record.id, words: sayRecord(record, text, checks) }))
  const unsent = told.filter(({ state }) => state === 'WAITING').length
  const words = [title, period, where, ...lines, ...details.flatMap((one) => one.words)].join('\n')
  return (
    <Screen title={text('workReport:title')} back>
      <div className="chips" role="group" aria-label={text('workReport:title')}>
        {SORTS.map((one) => (
          <button
            key={one}
            type="button"
            className={one === sort ? 'here' : undefined}
            aria-pressed={one === sort}
            onClick={() => {
              setSort(one)
              setBack(0)
            }}
          >
            {text(`workReport:${one}`)}
          </button>
        ))}
        <button type="button" disabled={back >= MOST_BACK[sort]} onClick={() => setBack(back + 1)}>
          ‹ {text('workReport:before')}
        </button>
        <button type="button" disabled={back === 0} onClick={() => setBack(back - 1)}>
          {text('workReport:after')} ›
        </button>
      </div>
      <section className="gt-panel gt-stack tight work-report">
        <h2>{title}</h2>
        <p className="gt-muted gt-figure">
          {period}
          <br />
          {where}
        </p>
        {lines.length === 0 ? <p>{text('workReport:none')}</p> : null}
        <ul className="gt-figure">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {details.length > 0 ? <h3>{text('workReport:details')}</h3> : null}
        <ol className="gt-figure">
          {details.map(({ id, words: [first, ...more] }) => (
            <li key={id}>
              {first}
              {more.map((line) => (
                <p key={line} className="gt-muted gt-small">
                  {line}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </section>
      {unsent > 0 ? <p className="gt-note work-handing">{text('workReport:unsent', { n: unsent })}</p> : null}
      <p className="gt-muted gt-small work-handing">{text('workReport:from')}</p>
      {lines.length > 0 ? <Handing words={words} /> : null}
    </Screen>
  )
}

function Handing({ words }: { words: string }): ReactNode {
  const text = useText()
  const [copied, setCopied] = useState('')
  const copy = useSend(async () => {
    await navigator.clipboard.writeText(words)
    setCopied(words)
  })
  const share = useSend(async () => {
    // Closing the sheet without choosing is no failure.
    await navigator.share({ text: words }).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
    })
  })
  return (
    <>
      <div className="gt-row work-handing">
        {'share' in navigator ? (
          <button type="button" className="gt-button" onClick={() => void share.send(undefined)}>
            {text('workReport:share')}
          </button>
        ) : null}
        <button type="button" className="gt-button" onClick={() => void copy.send(undefined)}>
          {text(copied === words ? 'workReport:copied' : 'workReport:copy')}
        </button>
        <button type="button" className="gt-button" onClick={() => print()}>
          {text('workReport:print')}
        </button>
      </div>
      <ProblemNote error={copy.error ?? share.error} />
    </>
  )
}
