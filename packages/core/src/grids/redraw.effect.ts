// What follows from a plan, from the registers as they are: grids with codes, posts, and how much moves. Pure.
import type { Grid } from '../districts/district.ts'
import { createLocator } from '../districts/locate.ts'
import type { LonLat } from '../kernel/geo.ts'
import { expectedShares, polygonAreaM2 } from './expectation.ts'
import type { RedrawEffect } from './redraw.api.ts'
import { postsAfter, type RegisterNow } from './redraw.check.ts'
import { gridAfter, type Redrawn } from './redraw.follow.ts'
import { polygonOf, wholeRings, type PlannedGrid, type RedrawPlan, type RetiredGrid } from './redraw.plan.ts'
import { isSameArea } from './layout.ts'
import { codeOf, type Consequences, type GivenCode, type GridInForce } from './redraw.ts'

/** What lies in the communities now. */
export interface Inventory {
  /** Open cases. */
  readonly cases: readonly { readonly id: string; readonly grid: string; readonly place: LonLat | null }[]
  /** Open tasks that are addressed to a grid. */
  readonly tasks: readonly { readonly caseId: string; readonly grid: string }[]
  readonly buildings: readonly { readonly place: LonLat; readonly homes: number; readonly hazard: boolean }[]
  /** How many square metres of a grid in force lie in a grid of the plan. */
  readonly shares: readonly { readonly code: string; readonly id: string; readonly areaM2: number }[]
}

interface Given extends Inventory {
  readonly plan: RedrawPlan
  /** Before the plan is proposed its new grids are called by their ids. */
  readonly codes: readonly GivenCode[]
  readonly now: RegisterNow
  /** Name of the person in a post. */
  readonly nameOf: (post: string) => string
}

const nameIn = (codes: readonly GivenCode[], id: string): string => codeOf(codes, id) ?? id

/** Grids that the plan leaves out, each with who takes its area: the largest share first. */
function retiredBy({ plan, codes, now, shares }: Given): RetiredGrid[] {
  const stays = new Set(plan.grids.map(({ id }) => id))
  const kindOf = new Map(plan.grids.map(({ id, kind }) => [id, kind]))
  return now.grids
    .filter(({ code, community }) => plan.communities.includes(community) && !stays.has(code))
    .map(({ code, name, kind }) => ({
      code,
      name,
      successors: shares
        .filter((share) => share.code === code && share.areaM2 >= 1)
        // An exclusive grid that ends gives its area to the basic grids around it.
        .filter(({ id }) => kind === 'EXCLUSIVE' || kindOf.get(id) === kind)
        .toSorted((a, b) => b.areaM2 - a.areaM2)
        .map(({ id }) => nameIn(codes, id)),
    }))
}

function changeOf(grid: PlannedGrid, known: Grid | undefined): GridInForce['change'] {
  if (!known) return 'NEW'
  const same =
    known.name === grid.name &&
    known.households === grid.households &&
    known.population === grid.population &&
    isSameArea(wholeRings(known.polygon.coordinates), grid.rings)
  return same ? 'SAME' : 'CHANGED'
}

const asGrid = ({ rings, change: _, ...grid }: GridInForce): Grid => ({
  ...grid,
  polygon: polygonOf({ rings }),
})

/** What stands in each grid of the plan, and what it may expect. */
function sizesOf(given: Given, grids: readonly GridInForce[], locate: (point: LonLat) => string | null) {
  const inside = <T extends { readonly place: LonLat | null }>(things: readonly T[]) =>
    Map.groupBy(things, ({ place }) => (place ? locate(place) : null))
  const [buildings, cases] = [inside(given.buildings), inside(given.cases)]
  const sizes = grids.map((grid) => {
    const own = buildings.get(grid.code) ?? []
    return {
      grid,
      areaM2: polygonAreaM2(polygonOf(grid)),
      buildings: own.length,
      homes: own.reduce((sum, { homes }) => sum + homes, 0),
      hazards: own.filter(({ hazard }) => hazard).length,
      openCases: cases.get(grid.code)?.length ?? 0,
    }
  })
  const shares = expectedShares(
    sizes.map(({ grid, areaM2, hazards }) => ({ population: grid.population, areaM2, hazards })),
  )
  return sizes.map((size, index) => ({
    ...size,
    expectation: Math.round((shares[index] ?? 0) * grids.length * 100) / 100,
  }))
}

/** Everything that a plan does when it comes into force on the registers as they are. */
export function consequencesOf(given: Given): Consequences {
  const { plan, codes, now, nameOf } = given
  const known = new Map(now.grids.map((grid) => [grid.code, grid]))
  const grids = plan.grids.map(({ id, posts: _, ...grid }): GridInForce => ({
    ...grid,
    code: nameIn(codes, id),
    street: grid.community.slice(0, 9),
    change: changeOf({ id, posts: [], ...grid }, known.get(id)),
  }))
  const retired = retiredBy(given)
  const before = [
    ...retired.map(({ code }) => code),
    ...grids.filter(({ change }) => change === 'CHANGED').map(({ code }) => code),
  ].map((code) => ({ code, rings: wholeRings(known.get(code)?.polygon.coordinates ?? []) }))
  const posts = postsAfter(plan, now).map(({ post, before: was, after }) => ({
    post,
    before: was,
    after: after.map((id) => nameIn(codes, id)),
  }))
  const locator = createLocator(grids.map(asGrid))
  const locate = (point: LonLat) => locator(point)?.grid ?? null
  const redrawn: Redrawn = { grids, retired, before }
  const moved = new Set(
    given.cases.filter((one) => gridAfter(one, redrawn, locate) !== null).map(({ id }) => id),
  )
  const gone = new Set(retired.map(({ code }) => code))
  const sizes = sizesOf(given, grids, locate)
  const roles = new Map(now.posts.map(({ code, role }) => [code, role]))
  const touched = sizes.filter(({ grid }) => grid.change !== 'SAME')
  const effect: RedrawEffect = {
    grids: sizes.map(({ grid, hazards: _, ...size }, index) => ({
      id: plan.grids[index]?.id ?? grid.code,
      code: codeOf(codes, plan.grids[index]?.id ?? '') ?? null,
      name: grid.name,
      change: grid.change,
      households: grid.households,
      population: grid.population,
      ...size,
      areaM2: Math.round(size.areaM2),
    })),
    retired: retired.map((one) => ({ ...one, successors: [...one.successors] })),
    posts: posts.map(({ post, before: was, after }) => ({
      post,
      role: roles.get(post) ?? '',
      name: nameOf(post),
      before: [...was],
      after: [...after],
    })),
    cases: moved.size,
    tasks: given.tasks.filter(({ caseId, grid }) => moved.has(caseId) || gone.has(grid)).length,
    buildings: touched.reduce((sum, { buildings }) => sum + buildings, 0),
    homes: touched.reduce((sum, { homes }) => sum + homes, 0),
    population: touched.reduce((sum, { grid }) => sum + grid.population, 0),
  }
  return { grids, retired, posts, before, effect }
}
