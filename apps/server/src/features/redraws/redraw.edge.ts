// What deciding on a plan and showing it needs of the registers: faults of the layout, what follows, who else is at it.
import { checkLayout } from '@gezhi/core/grids/check-layout'
import { withoutCode } from '@gezhi/core/grids/codes'
import { checkPlan, type RegisterNow } from '@gezhi/core/grids/redraw.check'
import { consequencesOf } from '@gezhi/core/grids/redraw.effect'
import type { RedrawPlan } from '@gezhi/core/grids/redraw.plan'
import { finding, isError, type RedrawFinding } from '@gezhi/core/grids/redraw.refusals'
import type { Consequences, GivenCode } from '@gezhi/core/grids/redraw'
import { DAY, dayOf, dayOfDate, startOfDay } from '@gezhi/core/kernel/calendar'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs, type Tx } from '../../kernel/database.ts'
import { findSerials } from './code.store.ts'
import type { RedrawDeps } from './redraw.deps.ts'
import type { RedrawEdge } from './redraw.kind.ts'
import { findComing } from './redraw.store.ts'
import { checkTiling, findOutline, findShares } from './tiling.store.ts'

export interface Asked {
  readonly district: number
  /** Null: the plan is not kept yet. */
  readonly stream: string | null
  readonly plan: RedrawPlan
  readonly codes: readonly GivenCode[]
}

export interface Weighed {
  readonly findings: readonly RedrawFinding[]
  /** Null when outlines are broken: then nobody can say what lies where. */
  readonly consequences: Consequences | null
}

/** Grids in force and the posts that will be held on the day. */
function registerOn(
  { registers }: Pick<RedrawDeps, 'registers'>,
  district: number,
  day: string,
): RegisterNow {
  const { grids, posts } = registers(district)
  const on = dayOfDate(day)
  return {
    grids,
    posts: posts.filter(({ from, to }) => dayOfDate(from) <= on && (to === null || dayOfDate(to) >= on)),
  }
}

/** By corners and edges, as the editor did it, and by areas in SQL: what both say is said once. */
async function checkOutlines(
  tx: Tx,
  district: number,
  { communities, grids }: RedrawPlan,
): Promise<readonly RedrawFinding[]> {
  const found = [...(await checkTiling(tx, district, { communities, grids }))]
  const keyOf = (one: RedrawFinding) => `${one.code} ${one.grids.toSorted().join()} ${one.community}`
  const said = new Set(found.map(keyOf))
  for (const community of communities) {
    const outline = await findOutline(tx, district, community)
    const own = grids.filter((grid) => grid.community === community)
    for (const one of checkLayout({ community, outline, grids: own })) {
      const more = { ...one, community: one.community ?? community }
      if (!said.has(keyOf(more))) found.push(more)
    }
  }
  return found
}

async function weighIn(tx: Tx, deps: RedrawDeps, { district, plan, codes }: Asked): Promise<Weighed> {
  const now = registerOn(deps, district, plan.day)
  const outlines = await checkOutlines(tx, district, plan)
  const lacking = withoutCode(plan.grids, await findSerials(tx, district))
  const findings = [
    ...outlines,
    ...checkPlan(plan, now),
    ...(lacking.length > 0 ? [finding('codes-used-up', { grids: lacking })] : []),
  ]
  if (outlines.some(({ code }) => code === 'broken' || code === 'no-outline'))
    return { findings, consequences: null }
  const { communities } = plan
  const { postName } = deps.districts(district)
  const consequences = consequencesOf({
    plan,
    codes,
    now,
    nameOf: (post) => postName(post) ?? post,
    ...(await deps.openCases(tx, district, communities)),
    ...(await deps.buildings(tx, district, communities)),
    shares: await findShares(tx, district, plan),
  })
  return { findings, consequences }
}

/** Faults of a plan and what it would do on the registers as they are. */
export const weigh = (deps: RedrawDeps, asked: Asked): Promise<Weighed> =>
  readAs(deps.db, wholeDistrict(asked.district), (tx) => weighIn(tx, deps, asked))

/** The same with what the decider wants to know beside it. */
export function edgeOf(deps: RedrawDeps, asked: Asked): Promise<RedrawEdge> {
  const { district, stream, plan } = asked
  return readAs(deps.db, wholeDistrict(district), async (tx) => {
    const { findings, consequences } = await weighIn(tx, deps, asked)
    const coming = await findComing(tx, district, plan.communities)
    return {
      ...daysOf(deps, district, plan),
      findings,
      consequences: findings.some(isError) ? null : consequences,
      other: coming.find(({ id }) => id !== stream)?.id ?? null,
    }
  })
}

/** For commands that ask nothing of the registers. */
export const plainEdge = (deps: RedrawDeps, district: number, plan: RedrawPlan): RedrawEdge => ({
  ...daysOf(deps, district, plan),
  findings: [],
  consequences: null,
  other: null,
})

function daysOf({ districts, now }: RedrawDeps, district: number, plan: RedrawPlan) {
  const { calendar } = districts(district).rules
  return {
    today: new Date(dayOf(calendar, now()) * DAY).toISOString().slice(0, 10),
    startsAt: startOfDay(calendar, dayOfDate(plan.day)),
  }
}
