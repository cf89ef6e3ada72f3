// Grids of a community as of any day: what was, what is, and what approved plans will make of it.
import type { GridOnDay } from '@gezhi/core/grids/redraw.api'
import { consequencesOf } from '@gezhi/core/grids/redraw.effect'
import { polygonOf, wholeRings, type WholePoint } from '@gezhi/core/grids/redraw.plan'
import { codeOf } from '@gezhi/core/grids/redraw'
import { DAY, dayOf, dayOfDate, startOfDay, type WorkCalendar } from '@gezhi/core/kernel/calendar'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs, type Tx } from '../../kernel/database.ts'
import {
  findBeginning,
  findChanges,
  findGridsAt,
  findPostsAt,
  type GridVersion,
  type PostVersion,
} from './layout.store.ts'
import type { RedrawDeps } from './redraw.deps.ts'
import { findComing, type FoundRedraw } from './redraw.store.ts'
import { findOutline } from './tiling.store.ts'

interface Wanted {
  readonly community: string
  readonly on?: string | undefined
}

type Anywhere = { readonly [Key in keyof Wanted]?: Wanted[Key] | undefined }

const dateOf = (calendar: WorkCalendar, at: number): string =>
  new Date(dayOf(calendar, at) * DAY).toISOString().slice(0, 10)

/** What the last moment of a day saw; of today, what is now. Before the first import: the first known layout. */
function instantOf(
  calendar: WorkCalendar,
  day: string,
  { now, beginning }: Record<'now' | 'beginning', number>,
) {
  const end = startOfDay(calendar, dayOfDate(day) + 1) - 1
  return new Date(Math.max(beginning, Math.min(now, end)))
}

export function readLayout(deps: RedrawDeps, district: number, { community, on }: Wanted) {
  const { calendar } = deps.districts(district).rules
  const now = deps.now()
  const day = on ?? dateOf(calendar, now)
  return readAs(deps.db, wholeDistrict(district), async (tx) => {
    const beginning = await findBeginning(tx, district)
    const at = instantOf(calendar, day, { now, beginning })
    const versions = await findGridsAt(tx, district, { community, at })
    const coming = (await findComing(tx, district, [community])).filter(
      ({ state }) => state.state === 'APPROVED',
    )
    const planned = coming.filter(({ state }) => (state.plan?.day ?? '') <= day)
    const current = await withPosts(tx, deps, { district, day, at, versions, calendar, beginning })
    const changes = await findChanges(tx, district, community)
    return {
      community,
      on: day,
      outline: await findOutline(tx, district, community),
      grids: planned.reduce((grids, one) => afterPlan(deps, district, grids, one, community), current),
      changes: [
        ...changes.map((change) => ({
          day: dateOf(calendar, change.at),
          redraw: change.redraw,
          planned: false,
        })),
        ...coming.map(({ id, state }) => ({ day: state.plan?.day ?? '', redraw: id, planned: true })),
      ],
      knownSince: dateOf(calendar, beginning),
    }
  })
}

/** Grids as of a day without their posts; of the whole district when no community is named. */
export function readGrids(
  deps: RedrawDeps,
  district: number,
  { community, on }: Anywhere,
): Promise<readonly GridOnDay[]> {
  const { calendar } = deps.districts(district).rules
  const now = deps.now()
  const day = on ?? dateOf(calendar, now)
  return readAs(deps.db, wholeDistrict(district), async (tx) => {
    const beginning = await findBeginning(tx, district)
    const at = instantOf(calendar, day, { now, beginning })
    const versions = await findGridsAt(tx, district, { community: community ?? null, at })
    const shown = versions.map((version) => shownOn(version, [], calendar, beginning))
    const byCommunity = Map.groupBy(shown, (grid) => grid.community)
    const coming = await findComing(tx, district, community ? [community] : [...byCommunity.keys()])
    for (const plan of coming.filter(
      ({ state }) => state.state === 'APPROVED' && (state.plan?.day ?? '') <= day,
    ))
      for (const of of plan.state.plan?.communities ?? [])
        if (byCommunity.has(of))
          byCommunity.set(of, afterPlan(deps, district, byCommunity.get(of) ?? [], plan, of))
    return [...byCommunity.values()].flat().toSorted((a, b) => (a.code < b.code ? -1 : 1))
  })
}

/** Grids as GeoJSON; `codeOf` says the code in the form that is asked for. */
export const collectionOf = (grids: readonly GridOnDay[], inForm: (code: string) => string | null) => ({
  type: 'FeatureCollection' as const,
  features: grids.map(({ code, rings, kind, name, community, street, households, population, from, to }) => ({
    type: 'Feature' as const,
    properties: {
      code: inForm(code),
      gridCode: code,
      kind,
      name,
      community,
      street,
      households,
      population,
      from,
      to,
    },
    geometry: {
      type: 'Polygon' as const,
      coordinates: polygonOf({ rings }).coordinates.map((ring) => ring.map((point) => [...point])),
    },
  })),
})

function shownOn(
  { polygon, from, to, ...grid }: GridVersion,
  posts: GridOnDay['posts'],
  calendar: WorkCalendar,
  beginning: number,
): GridOnDay {
  return {
    ...grid,
    rings: wholeRings(polygon.coordinates),
    posts,
    from: from === beginning ? null : dateOf(calendar, from),
    to: to === null ? null : dateOf(calendar, to - 1),
  }
}

interface Reading {
  readonly district: number
  readonly day: string
  readonly at: Date
  readonly versions: readonly GridVersion[]
  readonly calendar: WorkCalendar
  readonly beginning: number
}

async function withPosts(
  tx: Tx,
  { registers }: Pick<RedrawDeps, 'registers'>,
  { district, day, at, versions, calendar, beginning }: Reading,
): Promise<GridOnDay[]> {
  const grids = versions.map(({ code }) => code)
  const posts = await findPostsAt(tx, district, { grids, at, day })
  const names = new Map(registers(district).staff.map(({ code, name }) => [code, name]))
  const shown = ({ code, role, person }: PostVersion) => ({ code, role, name: names.get(person) ?? person })
  return versions.map((version) => {
    const own = posts.filter(({ grids: theirs }) => theirs.includes(version.code)).map(shown)
    return shownOn(version, own, calendar, beginning)
  })
}

/** The grids after an approved plan; those of other communities that it touches are not asked for. */
function afterPlan(
  { registers, districts }: Pick<RedrawDeps, 'registers' | 'districts'>,
  district: number,
  grids: readonly GridOnDay[],
  { id, state: { plan, codes } }: FoundRedraw,
  community: string,
): GridOnDay[] {
  if (!plan) return [...grids]
  const register = registers(district)
  const { postName } = districts(district)
  const roles = new Map(register.posts.map(({ code, role }) => [code, role]))
  const effect = consequencesOf({
    plan,
    codes,
    now: register,
    nameOf: (post) => postName(post) ?? post,
    cases: [],
    tasks: [],
    buildings: [],
    shares: [],
  })
  return plan.grids
    .filter((grid) => grid.community === community)
    .map((grid) => {
      const code = codeOf(codes, grid.id) ?? grid.id
      const same = effect.grids.find((one) => one.code === code)?.change === 'SAME'
      const before = grids.find((one) => one.code === code)
      const { kind, name, households, population, rings, posts } = grid
      return {
        code,
        kind,
        name,
        community,
        street: community.slice(0, 9),
        households,
        population,
        rings: rings.map((ring): WholePoint[] => [...ring]),
        posts: posts.map((post) => ({
          code: post,
          role: roles.get(post) ?? '',
          name: postName(post) ?? post,
        })),
        from: same && before ? before.from : plan.day,
        to: null,
        redraw: same && before ? before.redraw : id,
      }
    })
}
