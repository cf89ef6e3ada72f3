import { caseRules } from '@gezhi/client/optimistic.cases'
import { pendingState } from '@gezhi/client/optimistic'
import { actionsFor } from '@gezhi/core/cases/actions'
import type { Action } from '@gezhi/core/cases/case.api'
import type { HeldCase } from '@gezhi/core/cases/device'
import {
  heldRulebook,
  type HeldGrid,
  type HeldItem,
  type HeldOrganisation,
  type HeldRules,
} from '@gezhi/core/districts/device'
import type { Actor } from '@gezhi/core/people/actor'
import { useGezhi } from '@gezhi/ui/data'
import { DueTime, StateTag, StepBar, UrgencyTag } from '@gezhi/ui/parts'
import { type ReactNode, useMemo } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useEntries, useRows } from '../offline/held.ts'
import { commandIn } from '../outbox/title.ts'
import { type Me, useSession } from '../session/session.ts'
import { useText } from '../text.ts'
import { Deeds } from './deeds.tsx'
import { Where } from './where.tsx'

const actorOf = ({ post, district }: Me): Actor => ({
  post: post.code,
  person: post.person,
  role: post.role,
  org: post.org,
  district: district.code,
  street: post.street ?? undefined,
  community: post.community ?? undefined,
  grids: post.grids,
})

/** The case with everything that waits on this device done, and what may be done next: decided here, by the same rules. */
function useDecided(held: HeldCase) {
  const me = useSession()
  const { clock } = useGezhi()
  const entries = useEntries()
  const [rules, catalogue, organisations, grids] = [
    useRows<HeldRules>('rules'),
    useRows<HeldItem>('catalogue'),
    useRows<HeldOrganisation>('organisations'),
    useRows<HeldGrid>('grids'),
  ]
  return useMemo(() => {
    const own = entries.filter(({ stream }) => stream === held.id)
    const first = rules?.[0]
    if (!held.state || !first || !catalogue || !organisations || !grids)
      return { own, actions: [], meanwhile: [] }
    const book = heldRulebook({ rules: first, catalogue, organisations, grids })
    const given = { actor: actorOf(me), rules: book, now: clock.now() }
    const pending = pendingState(caseRules(given), { state: held.state, version: held.version }, own)
    const context = { ...given, stream: held.id }
    const actions = actionsFor(pending.state, context).map((action): Action => ({ ...action, prefill: {} }))
    return { own, actions, meanwhile: pending.meanwhile }
  }, [held, entries, rules, catalogue, organisations, grids, me, clock])
}

/** One case without a network: what the device knows, what waits, and what can be done all the same. */
export function HeldCaseScreen({ held }: { held: HeldCase }): ReactNode {
  const text = useText()
  const { summary, state } = held
  const { own, actions, meanwhile } = useDecided(held)
  const due = held.tasks.map(({ dueAt }) => dueAt).find((at) => at !== null) ?? null
  return (
    <Screen title={summary.itemName ?? summary.title} back>
      <p className="gt-row">
        <UrgencyTag urgency={summary.urgency} />
        <StateTag state={summary.state} />
        {due === null ? null : <DueTime dueAt={due} />}
      </p>
      <StepBar state={summary.state} overdue={summary.overdue} />
      <p className="gt-muted gt-small gt-figure">{text('case:number', { number: summary.number })}</p>
      {meanwhile.length > 0 ? <p className="gt-note warn">{text('outbox:meanwhile')}</p> : null}
      {own.length > 0 ? (
        <section className="gt-panel gt-stack tight">
          <h2>{text('outbox:title')}</h2>
          <ul>
            {own.map((entry) => (
              <li key={entry.id}>
                {text.any(`command:${commandIn(entry) ?? ''}`, text('outbox:deed'))} ·{' '}
                {text(entry.held ? 'outbox:held' : `outbox:${entry.state}`)}
              </li>
            ))}
          </ul>
          <Link href="/outbox">{text('outbox:all')}</Link>
        </section>
      ) : null}
      <Deeds view={{ id: held.id, lon: summary.lon, lat: summary.lat, actions }} />
      <section className="gt-panel gt-stack tight">
        <p className="pre">{state?.report?.text ?? summary.title}</p>
        <p className="gt-muted">
          {[summary.streetName, summary.communityName, summary.address].filter(Boolean).join(' ')}
        </p>
        <p className="gt-muted gt-small">{text('outbox:partly')}</p>
      </section>
      <Where lon={summary.lon} lat={summary.lat} label={summary.address ?? summary.title} />
    </Screen>
  )
}
