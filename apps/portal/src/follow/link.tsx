import { call, Refused } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { residentCaseApi } from '@gezhi/core/cases/resident.api'
import { useGezhi } from '@gezhi/ui/data'
import { ReplyLines } from '@gezhi/ui/parts'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote, useSend } from '@gezhi/ui/touch'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { Link } from 'wouter'
import { Page } from '../frame/page.tsx'
import { useText } from '../text.ts'
import { RatingForm } from './rating-form.tsx'
import { answerOfRating, type Rating } from './rating.ts'

/** The follow-up by link: the secret stands behind `#`, so no server log ever holds it. */
export default function LinkPage({ id }: { id: string }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const [token] = useState(() => location.hash.slice(1))
  const { data, error } = useQuery({
    queryKey: ['follow-up', id],
    enabled: token !== '',
    queryFn: ({ signal }) =>
      call(residentCaseApi.question, { params: { id }, headers: { 'x-follow-up': token } }, { signal }),
  })
  const [done, setDone] = useState<'good' | 'poor' | null>(null)
  if (done)
    return (
      <Page title={text('rate:title')}>
        <p className={done === 'good' ? 'gt-note good' : 'gt-note'} role="status">
          {text(done === 'good' ? 'rate:sent' : 'rate:sentLow')}
        </p>
      </Page>
    )
  const gone = token === '' || (error instanceof Refused && error.problem.status < 500)
  if (!data)
    return (
      <Page title={text('rate:title')}>
        {gone ? (
          <p className="gt-note warn">{text('rate:linkGone')}</p>
        ) : error ? (
          <ProblemNote reading error={error} />
        ) : (
          <p className="gt-muted">{text('frame:loading')}</p>
        )}
        <Link href="/follow">{text('rate:withKey')}</Link>
      </Page>
    )
  const { acceptedAt, contactedAt, whom, solvedAt } = data
  return (
    <Page title={data.itemName}>
      <p className="gt-muted gt-figure">
        {text('follow:number', { number: data.number })} ·{' '}
        {text('follow:reportedAt', { at: shortTime(data.reportedAt, clock.now()) })}
      </p>
      <section className="gt-panel gt-stack tight">
        <h2>{text('follow:answer')}</h2>
        <p className="gt-muted gt-small">{data.unit}</p>
        {solvedAt === null ? null : (
          <ReplyLines reply={{ acceptedAt, contactedAt, whom, solvedAt }} text={data.text} />
        )}
      </section>
      <Ask id={id} token={token} onDone={setDone} />
      <p className="gt-muted gt-small">
        {text('rate:linkUntil', { at: shortTime(data.until, clock.now()) })}
      </p>
    </Page>
  )
}

interface AskProps {
  readonly id: string
  readonly token: string
  readonly onDone: (how: 'good' | 'poor') => void
}

function Ask({ id, token, onDone }: AskProps): ReactNode {
  // One key for one answer: trying again after a lost connection answers once.
  const key = useRef(newId())
  const { sending, error, send } = useSend(async (body: NonNullable<ReturnType<typeof answerOfRating>>) => {
    const headers = { 'x-follow-up': token, 'idempotency-key': key.current }
    const { rating } = await call(residentCaseApi.answer, { params: { id }, headers, body })
    onDone(rating < 3 ? 'poor' : 'good')
  })
  const submit = (given: Rating) => {
    const body = answerOfRating(given)
    if (body) void send(body)
  }
  return <RatingForm anti="rate:antiLink" sending={sending} error={error} onSubmit={submit} />
}
