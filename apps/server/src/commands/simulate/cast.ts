// Who acts in simulated cases: holders of posts of the district, found by place and role.
import type { DistrictRegister } from '@gezhi/core/districts/register'
import type { Grid } from '@gezhi/core/districts/district'
import { boundsOf, covers, type LonLat } from '@gezhi/core/kernel/geo'
import type { Actor } from '@gezhi/core/people/actor'
import type { Role } from '@gezhi/core/people/roles'
import type { Chance } from './chance.ts'

export interface Cast {
  readonly grids: readonly Grid[]
  /** A holder of the role in the organisation; undefined when the district has none. */
  readonly of: (role: Role, org: string) => Actor | undefined
  readonly inGrid: (role: Role, grid: string) => Actor | undefined
  readonly members: (grid: string) => readonly Actor[]
}

export function createCast({ settings, posts, grids, organisations }: DistrictRegister): Cast {
  const active = new Set(organisations.flatMap(({ code, active: is }) => (is ? [code] : [])))
  const actors = posts
    .filter(({ to, org }) => to === null && active.has(org))
    .map((post): Actor => ({
      post: post.code,
      person: post.staff,
      role: post.role,
      org: post.org,
      district: settings.code,
      ...(post.street === null ? {} : { street: post.street }),
      ...(post.community === null ? {} : { community: post.community }),
      ...(post.grids.length === 0 ? {} : { grids: post.grids }),
      delegations: post.delegations,
    }))
  const byDesk = Map.groupBy(actors, ({ role, org }) => `${role} ${org}`)
  const byGrid = new Map<string, Actor[]>()
  for (const actor of actors)
    for (const grid of actor.grids ?? []) byGrid.set(grid, [...(byGrid.get(grid) ?? []), actor])
  const members = (grid: string) => (byGrid.get(grid) ?? []).filter(({ role }) => role === 'GRID_MEMBER')
  return {
    grids: grids.filter(({ code }) => members(code).length > 0),
    of: (role, org) => byDesk.get(`${role} ${org}`)?.[0],
    inGrid: (role, grid) => byGrid.get(grid)?.find((actor) => actor.role === role),
    members,
  }
}

const TRIES = 200

/** Points inside a grid, to a metre; fewer where its shape is hard to hit. */
export function pointsIn({ polygon }: Grid, count: number, chance: Chance): LonLat[] {
  const [west, south, east, north] = boundsOf(polygon)
  const points: LonLat[] = []
  const round = (degrees: number) => Number(degrees.toFixed(5))
  for (let tries = 0; points.length < count && tries < TRIES; tries++) {
    const point: LonLat = [
      round(west + chance.next() * (east - west)),
      round(south + chance.next() * (north - south)),
    ]
    if (covers(polygon, point)) points.push(point)
  }
  return points
}
