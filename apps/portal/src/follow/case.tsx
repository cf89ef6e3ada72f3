import { call, Refused } from '@gezhi/client/call'
import { caseApi, type CaseView } from '@gezhi/core/cases/case.api'
import { isTerminal } from '@gezhi/core/cases/states'
import { useGezhi } from '@gezhi/ui/data'
import { PhotoPair, ReplyLines } from '@gezhi/ui/parts'
import { shortTime } from '@gezhi/ui/time'
import { PhotoStrip, ProblemNote } from '@gezhi/ui/touch'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Page } from '../frame/page.tsx'
import type { Acting } from './acting.ts'
import { asResident } from '../server.ts'
import { useText } from '../text.ts'
import { Aside } from './aside.tsx'
import { answerOf } from './answer.ts'
import { QuestionPanel } from './question.tsx'
import { RatePanel } from './rate.tsx'
import { ReopenPanel } from './reopen.tsx'
import { StepList } from './steps.tsx'
import { useKey } from './use-key.ts'

interface CaseProps {
  readonly id: string
  readonly secret: string
  readonly onForget: () => void
}

/** One report: what is asked of the resident first, then where it stands, the answer, and what can be done. */
export function CasePage({ id, secret, onForget }: CaseProps): ReactNode {
  const text = useText()
  const kept = useKey(secret)
  const { data: view, error: failure } = useQuery({
    queryKey: ['case', id, secret],
    enabled: kept.isSuccess,
    queryFn: ({ signal }) => call(caseApi.get, { params: { id } }, { signal, fetch: asResident(secret) }),
    refetchInterval: 60_000,
  })
  const error = kept.error ?? failure
  if (!view) {
    const unknown = error instanceof Refused && error.problem.status < 500
    return (
      <Page title={text('follow:title')}>
        {unknown ? (
          <p className="gt-note danger">{text('follow:unknown')}</p>
        ) : (
          <ProblemNote reading error={error} />
        )}
        {error ? (
          <button type="button" className="gt-button" onClick={onForget}>
            {text('follow:other')}
          </button>
        ) : (
          <p className="gt-muted">{text('frame:loading')}</p>
        )}
      </Page>
    )
  }
  return <Loaded view={view} secret={secret} />
}

function Loaded({ view, secret }: Acting): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  return (
    <Page title={view.itemName ?? view.title}>
      <p className="gt-muted gt-figure">
        {text('follow:number', { number: view.number })} ·{' '}
        {text('follow:reportedAt', { at: shortTime(view.reportedAt, clock.now()) })}
      </p>
      <QuestionPanel view={view} secret={secret} />
      <Answer view={view} />
      <RatePanel view={view} secret={secret} />
      <StepList view={view} />
      <Standing view={view} />
      <ReopenPanel view={view} secret={secret} />
      <Aside view={view} secret={secret} />
      <details>
        <summary>{text('follow:mine')}</summary>
        <div className="gt-stack tight">
          <p className="pre">{view.text}</p>
          {view.address ? <p className="gt-muted">{view.address}</p> : null}
          <PhotoStrip hashes={view.photos} label={text('follow:myPhotos')} />
        </div>
      </details>
    </Page>
  )
}

/** Who has it now and until when, or how it ended aside. */
function Standing({ view }: { view: CaseView }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { state, holder } = view
  if (state === 'VOIDED') {
    const withdrawn = view.timeline.some(({ type }) => type === 'case.withdrawn')
    return <p className="gt-note">{text(withdrawn ? 'follow:withdrawn' : 'follow:VOIDED')}</p>
  }
  if (state === 'MERGED' || state === 'TRANSFERRED')
    return <p className="gt-note">{text(`follow:${state}`)}</p>
  if (!holder || isTerminal(state)) return null
  if (state === 'NEEDS_INFO') return <WaitsForYou dueAt={holder.dueAt} />
  const at = holder.dueAt === null ? null : shortTime(holder.dueAt, clock.now())
  return (
    <div className={view.overdue ? 'gt-note warn' : 'gt-note'}>
      <p>
        <strong>{text('follow:holder', { unit: holder.orgName })}</strong>
      </p>
      {holder.paused ? (
        <p>{text('follow:paused')}</p>
      ) : at ? (
        <p className="gt-figure">{text(view.overdue ? 'follow:holderLate' : 'follow:holderDue', { at })}</p>
      ) : null}
    </div>
  )
}

function WaitsForYou({ dueAt }: { dueAt: number | null }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  return (
    <p className="gt-note warn">
      {dueAt === null
        ? text('follow:questionTitle')
        : text('follow:waitsForYou', { at: shortTime(dueAt, clock.now()) })}
    </p>
  )
}

/** The latest answer to the reporter, in the words of the unit, and the photos of the result. */
function Answer({ view }: { view: CaseView }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const answer = answerOf(view)
  if (!answer) return null
  return (
    <section className="gt-panel gt-stack tight">
      <h2>{text('follow:answer')}</h2>
      <p className="gt-muted gt-small">
        {[
          answer.unit,
          shortTime(answer.at, clock.now()),
          text.any(`option:resultType.${answer.kind}`, text.any(`feedback:${answer.kind}`, '')),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {answer.reply ? (
        <ReplyLines reply={answer.reply} text={answer.text} />
      ) : (
        <p className="pre">{answer.text}</p>
      )}
      {answer.photos.length > 0 ? (
        <PhotoPair before={view.photos} after={answer.photos} noBefore={view.noPhotoReason} />
      ) : null}
    </section>
  )
}
