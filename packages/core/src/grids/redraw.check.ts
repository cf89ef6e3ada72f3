// What is wrong or doubtful with a plan as the registers are; outlines are checked beside it (domain specification §4.1).
import type { Grid } from '../districts/district.ts'
import type { Post } from '../districts/register.ts'
import { ROLES } from '../people/roles.ts'
import { hasCode, type PlannedGrid, type RedrawPlan } from './redraw.plan.ts'
import { finding, type RedrawFinding } from './redraw.refusals.ts'

/** Advice of §4.1: 300–500 households; a grid is doubtful beyond these. */
const MOST_HOUSEHOLDS = 600
const LEAST_HOUSEHOLDS = 150

export interface RegisterNow {
  /** Grids in force. */
  readonly grids: readonly Grid[]
  /** Posts that will be held on the plan's day. */
  readonly posts: readonly Post[]
}

/** Posts of the first level: those that work in grids. */
export const worksInGrids = ({ role }: Pick<Post, 'role'>): boolean => ROLES[role].level === 'L1'

const twice = (values: readonly string[]): ReadonlySet<string> =>
  new Set(values.filter((value, index) => values.indexOf(value) !== index))

function checkGrids({ communities, grids }: RedrawPlan, now: RegisterNow): RedrawFinding[] {
  const inForce = new Map(now.grids.map((grid) => [grid.code, grid]))
  const ids = twice(grids.map(({ id }) => id))
  const names = twice(grids.map(({ community, name }) => `${community} ${name.trim()}`))
  return grids.flatMap((grid) => {
    const { id, kind, community, name, households } = grid
    const about = { grids: [id], community }
    const known = inForce.get(id)
    return [
      ...(ids.has(id) ? [finding('same-id', about)] : []),
      ...(names.has(`${community} ${name.trim()}`) ? [finding('same-name', about)] : []),
      ...(communities.includes(community) ? [] : [finding('community-foreign', about)]),
      ...(hasCode(grid) && !known ? [finding('code-unknown', about)] : []),
      ...(known && (known.kind !== kind || known.community !== community)
        ? [finding('kind-changed', about)]
        : []),
      ...(kind === 'BASIC' && households > MOST_HOUSEHOLDS ? [finding('large', about)] : []),
      ...(kind === 'BASIC' && households < LEAST_HOUSEHOLDS ? [finding('small', about)] : []),
    ]
  })
}

function checkPosts(grid: PlannedGrid, posts: ReadonlyMap<string, Post>): RedrawFinding[] {
  const { id, kind, community } = grid
  const about = { grids: [id], community }
  const found = grid.posts.map((code) => ({ code, post: posts.get(code) }))
  const hasMember = found.some(({ post }) => post?.role === 'GRID_MEMBER')
  return [
    ...(kind === 'BASIC' && !hasMember ? [finding('no-member', about)] : []),
    ...found.flatMap(({ code, post }) => {
      if (!post || !worksInGrids(post)) return [finding('post-unknown', { ...about, post: code })]
      return post.community === community ? [] : [finding('post-elsewhere', { ...about, post: code })]
    }),
  ]
}

/** Everything but the outlines. */
export function checkPlan(plan: RedrawPlan, now: RegisterNow): readonly RedrawFinding[] {
  const posts = new Map(now.posts.map((post) => [post.code, post]))
  const after = postsAfter(plan, now)
  return [
    ...checkGrids(plan, now),
    ...plan.grids.flatMap((grid) => checkPosts(grid, posts)),
    ...after.flatMap(({ post, before, after: left }) =>
      before.length > 0 && left.length === 0
        ? [finding('post-left-out', { post, community: posts.get(post)?.community ?? null })]
        : [],
    ),
  ]
}

/** Grids of each post of the communities before and after, by ids of the plan; what the plan does not touch stays. */
export function postsAfter(
  { communities, grids }: RedrawPlan,
  now: RegisterNow,
): readonly {
  readonly post: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}[] {
  const touched = new Set(
    now.grids.filter(({ community }) => communities.includes(community)).map(({ code }) => code),
  )
  const named = new Map<string, string[]>()
  for (const { id, posts } of grids)
    for (const post of posts) named.set(post, [...(named.get(post) ?? []), id])
  return now.posts.filter(worksInGrids).flatMap((post) => {
    if (!named.has(post.code) && !post.grids.some((code) => touched.has(code))) return []
    const before = [...post.grids].toSorted()
    const after = [
      ...post.grids.filter((code) => !touched.has(code)),
      ...(named.get(post.code) ?? []),
    ].toSorted()
    return before.join() === after.join() ? [] : [{ post: post.code, before, after }]
  })
}
