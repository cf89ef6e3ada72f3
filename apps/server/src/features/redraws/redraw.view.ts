// A plan as screens show it.
import type { FindingView, RedrawEffect, RedrawSummary, RedrawView } from '@gezhi/core/grids/redraw.api'
import { redrawActions } from '@gezhi/core/grids/redraw.decide'
import { REDRAW_FINDINGS, type RedrawFinding } from '@gezhi/core/grids/redraw.refusals'
import type { Actor, ActorRef } from '@gezhi/core/people/actor'
import type { Districts } from '../../kernel/district.ts'
import type { Weighed } from './redraw.edge.ts'
import type { FoundRedraw } from './redraw.store.ts'

const NOTHING: RedrawEffect = {
  grids: [],
  retired: [],
  posts: [],
  cases: 0,
  tasks: 0,
  buildings: 0,
  homes: 0,
  population: 0,
}

type Named = ReturnType<Districts>

const whoOf = ({ postName }: Named, { post, role, org, person }: ActorRef) => ({
  post,
  role,
  org,
  name: postName(post) ?? person,
})

export const findingView = ({ code, ...finding }: RedrawFinding): FindingView => {
  const [weight, zh, en] = REDRAW_FINDINGS[code]
  const { place, grids } = finding
  return { ...finding, code, weight, zh, en, grids: [...grids], place: place && [...place] }
}

export const effectView = ({ consequences }: Pick<Weighed, 'consequences'>): RedrawEffect =>
  consequences?.effect ?? NOTHING

/** Drafts that were never saved have no row, so that plan and saving are there. */
export function summaryOf({ id, version, state }: FoundRedraw, book: Named): RedrawSummary | null {
  const { plan, saved } = state
  if (!plan || !saved || state.state === 'NEW') return null
  const { name, reason, communities, day } = plan
  return {
    id,
    name,
    reason,
    communities,
    day,
    state: state.state,
    savedAt: saved.at,
    savedBy: whoOf(book, saved.by),
    version,
  }
}

interface Shown {
  readonly book: Named
  readonly actor: Actor
  readonly now: number
  /** What the registers say now; of a plan in force what its day did stands in its state. */
  readonly weighed: Weighed
}

export function redrawView(found: FoundRedraw, { book, actor, now, weighed }: Shown): RedrawView | null {
  const summary = summaryOf(found, book)
  const { plan, codes, steps, consequences, findings } = found.state
  if (!summary || !plan) return null
  const fellThrough = found.state.state === 'REJECTED' ? findings : []
  return {
    ...summary,
    plan,
    codes: [...codes],
    findings: [...fellThrough, ...weighed.findings].map(findingView),
    effect: effectView(consequences ? { consequences } : weighed),
    happened: consequences !== null,
    steps: steps.map(({ by, ...step }) => ({ ...step, by: whoOf(book, by) })),
    may: redrawActions(found.state, { actor, now }),
  }
}
