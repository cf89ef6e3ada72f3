import { call, Offline } from '@gezhi/client/call'
import { caseApi, type CaseView } from '@gezhi/core/cases/case.api'
import type { HeldCase } from '@gezhi/core/cases/device'
import {
  HolderLine,
  OrderList,
  PhotoGrid,
  PhotoPair,
  ReplyLines,
  StateTag,
  StepBar,
  Timeline,
  UrgencyTag,
  VerifyTurn,
} from '@gezhi/ui/parts'
import { Listen, ProblemNote } from '@gezhi/ui/touch'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Screen } from '../frame/screen.tsx'
import { useRows } from '../offline/held.ts'
import { useText } from '../text.ts'
import { Deeds } from './deeds.tsx'
import { HeldCaseScreen } from './held-case.tsx'
import { Where } from './where.tsx'

const REFRESH_MS = 30_000

/** One case on a phone: where it stands, who has it, what I can do, then the rest. */
export default function CaseScreen({ id }: { id: string }): ReactNode {
  const text = useText()
  const { data: view, error } = useQuery({
    queryKey: ['case', id],
    queryFn: ({ signal }) => call(caseApi.get, { params: { id } }, { signal }),
    refetchInterval: REFRESH_MS,
  })
  const held = useRows<HeldCase>('cases')?.find((row) => row.id === id)
  // Also when it was read before: what the device knows is at least as new, and it has what was done here since.
  if (held && error instanceof Offline) return <HeldCaseScreen held={held} />
  if (!view)
    return (
      <Screen title={text('cases:title')} back>
        {error ? <ProblemNote reading error={error} /> : <p className="gt-muted">{text('shell:loading')}</p>}
      </Screen>
    )
  return (
    <Screen title={view.itemName ?? view.title} back>
      <Head view={view} />
      <Deeds key={view.version} view={view} />
      <Told view={view} />
      <Where lon={view.lon} lat={view.lat} label={view.address ?? view.title} />
      <More view={view} />
    </Screen>
  )
}

function Head({ view }: { view: CaseView }): ReactNode {
  const text = useText()
  return (
    <section className="gt-stack tight">
      <p className="gt-row">
        <UrgencyTag urgency={view.urgency} />
        <StateTag state={view.state} />
      </p>
      <StepBar state={view.state} overdue={view.overdue} />
      <HolderLine holder={view.holder} />
      <p className="gt-muted gt-small gt-figure">{text('case:number', { number: view.number })}</p>
    </section>
  )
}

/** What was reported, and beside it what was done: the pair that a verifier compares. */
function Told({ view }: { view: CaseView }): ReactNode {
  const text = useText()
  return (
    <section className="gt-panel gt-stack tight">
      <p className="pre">{view.text}</p>
      {view.voice ? <Listen hash={view.voice} label={text('report:voice')} /> : null}
      <p className="gt-muted">
        {[view.streetName, view.communityName, view.address].filter(Boolean).join(' ')}
      </p>
      {view.question && view.state === 'NEEDS_INFO' ? (
        <p className="gt-note warn pre">{view.question}</p>
      ) : null}
      {view.result ? (
        <>
          <h2>{text('case:result')}</h2>
          <ReplyLines
            reply={{
              acceptedAt: view.acceptedAt,
              contactedAt: view.contactedAt,
              whom: view.result.whom,
              solvedAt: view.result.at,
            }}
            text={view.result.text}
          />
          <PhotoPair before={view.photos} after={view.result.photos} noBefore={view.noPhotoReason} />
          {view.verification ? <VerifyTurn verification={view.verification} /> : null}
        </>
      ) : (
        <PhotoGrid hashes={view.photos} />
      )}
    </section>
  )
}

function More({ view }: { view: CaseView }): ReactNode {
  const text = useText()
  return (
    <>
      {view.orders.length > 0 ? (
        <details open>
          <summary>{text('case:orders')}</summary>
          <OrderList orders={view.orders} />
        </details>
      ) : null}
      <details>
        <summary>{text('case:timeline')}</summary>
        <Timeline entries={view.timeline} />
      </details>
    </>
  )
}
