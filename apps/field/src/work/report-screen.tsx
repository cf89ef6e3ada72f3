import { HOUR } from '@gezhi/core/kernel/calendar'
import { periodOf, workReport } from '@gezhi/core/fieldwork/work-report'
import { useGezhi } from '@gezhi/ui/data'
import { wallTime } from '@gezhi/ui/time'
import { ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { Screen } from '../frame/screen.tsx'
import { useSession } from '../session/session.ts'
import { useText } from '../text.ts'
import { sayReport } from './say-report.ts'
import { useWorkDone } from './use-work.ts'

const SORTS = ['DAY', 'WEEK'] as const
/** China keeps one time, eight hours east. */
const OFFSET = 8 * HOUR
/** The device keeps own records for a month. */
const MOST_BACK = { DAY: 30, WEEK: 4 } as const

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
  const { from, to } = periodOf(sort, clock.now(), { offset: OFFSET, back })
  const period =
    sort === 'DAY' ? dayOf(from) : text('workReport:week', { from: dayOf(from), to: dayOf(to - 1) })
  const lines = sayReport(workReport(done, { from, to }), text)
  const title = text('workReport:of', { name: post.personName })
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
        <p className="gt-muted gt-figure">{period}</p>
        {lines.length === 0 ? <p>{text('workReport:none')}</p> : null}
        <ul className="gt-figure">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <p className="gt-muted gt-small">{text('workReport:from')}</p>
      <Handing words={[title, period, ...lines].join('\n')} />
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
