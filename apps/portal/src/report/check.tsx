import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import { residentCaseApi } from '@gezhi/core/cases/resident.api'
import { useGezhi } from '@gezhi/ui/data'
import { pastTime } from '@gezhi/ui/time'
import { PreviewStrip, ProblemNote, useSend } from '@gezhi/ui/touch'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, Redirect, useLocation } from 'wouter'
import { keyFor } from '../follow/session.ts'
import { Page } from '../frame/page.tsx'
import { asResident } from '../server.ts'
import { useText } from '../text.ts'
import { commandOf, type Draft, dropDraft, type Page as PageName, resumeAt } from './draft.ts'
import { holdReceipt } from './receipt.ts'

/** Everything once more before it goes; each answer can be changed. */
export function CheckPage({ draft, above }: { draft: Draft; above: ReactNode }): ReactNode {
  const text = useText()
  const [, go] = useLocation()
  const { sending, error, send } = useSend(async (_: Draft) => {
    const body = commandOf(draft)
    if (!body) return
    // What follows up an own case is reported with its key, so that both are found with the same one.
    const known = draft.related ? keyFor(draft.related, localStorage, sessionStorage) : null
    const accepted = await call(
      caseApi.command,
      { params: { id: draft.id }, headers: { 'idempotency-key': draft.key }, body },
      known ? { fetch: asResident(known) } : {},
    )
    const key = accepted.accessKey ?? known ?? ''
    holdReceipt(sessionStorage, { id: accepted.id, number: accepted.number, key })
    dropDraft(localStorage)
    go('/report/sent', { replace: true })
  })
  const missing = resumeAt(draft)
  if (missing !== 'check') return <Redirect to={`/report/${missing}`} replace />
  return (
    <Page title={text('report:checkTitle')} above={above}>
      <Answers draft={draft} />
      <Nearby draft={draft} />
      <ProblemNote error={error} />
      <button
        type="button"
        className="gt-button primary wide"
        disabled={sending}
        onClick={() => void send(draft)}
      >
        {text(sending ? 'report:sending' : 'report:send')}
      </button>
    </Page>
  )
}

function Answers({ draft }: { draft: Draft }): ReactNode {
  const text = useText()
  const [lon, lat] = draft.point ?? [0, 0]
  const point = text('report:checkPoint', { lon: lon.toFixed(5), lat: lat.toFixed(5) })
  return (
    <dl className="answers">
      <Answer label={text('report:checkText')} page="what">
        {draft.text.trim()}
      </Answer>
      <Answer label={text('report:checkPlace')} page="where">
        {draft.address.trim() || point}
      </Answer>
      <Answer label={text('report:checkPhotos')} page="photos">
        {draft.photos.length > 0 ? (
          <PreviewStrip hashes={draft.photos} label={text('report:checkPhotos')} />
        ) : (
          draft.noPhotoReason
        )}
      </Answer>
      <Answer label={text('report:checkContact')} page="contact">
        {draft.anonymous
          ? text('report:checkAnonymous')
          : [draft.name.trim(), draft.phone.trim()].filter(Boolean).join(' ')}
      </Answer>
    </dl>
  )
}

function Answer({
  label,
  page,
  children,
}: {
  label: string
  page: PageName
  children: ReactNode
}): ReactNode {
  const text = useText()
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
      <dd>
        <Link href={`/report/${page}`}>
          {text('report:change')}
          <span className="gt-visually-hidden"> {label}</span>
        </Link>
      </dd>
    </div>
  )
}

/** Open cases close by: a hint, never a hurdle, and nothing of them but the matter, the neighbourhood and the state. */
function Nearby({ draft }: { draft: Draft }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { data } = useQuery({
    queryKey: ['hints', draft.point, draft.text],
    enabled: draft.point !== null,
    queryFn: ({ signal }) =>
      call(
        residentCaseApi.hints,
        {
          query: {
            lon: draft.point?.[0] ?? 0,
            lat: draft.point?.[1] ?? 0,
            text: draft.text.trim().slice(0, 200),
          },
        },
        { signal },
      ),
  })
  const hints = data?.hints ?? []
  if (hints.length === 0) return null
  return (
    <section className="gt-note warn gt-stack tight">
      <h2>{text('report:nearbyTitle')}</h2>
      <p>{text('report:nearbyHint')}</p>
      <ul className="gt-stack tight">
        {hints.map((hint, index) => (
          // Hints carry no id: they only say that something is there.
          <li key={index}>
            <strong>{hint.itemName || text('report:nearbyOther')}</strong>
            <br />
            <span className="gt-figure">
              {[
                hint.communityName,
                text('report:nearbyRow', {
                  metres: hint.withinM,
                  state: text(`state:${hint.state}`),
                  when: pastTime(hint.reportedAt, clock.now(), text),
                }),
              ]
                .filter(Boolean)
                .join(' ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
