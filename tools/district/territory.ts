/** Divides the district into streets, communities and basic grids: one partition with shared vertices. */
import type { Division } from './divisions.ts'
import { basicGridCounts, HOMES_PER_GRID, homes, outline, STREET_TREE, type Branch } from './layout.ts'
import { meshOf, outlineOf, type Cut, type Mesh } from './mesh.ts'
import { centroidOf, type Point } from './plane.ts'
import { chanceOf, type Chance } from './random.ts'
import { divide, type Area } from './split.ts'

export interface BasicGrid {
  readonly community: Division
  readonly ring: readonly Point[]
  readonly homes: readonly Point[]
  readonly centre: Point
}

export interface Territory {
  readonly mesh: Mesh
  readonly grids: readonly BasicGrid[]
  /** Lines along which rivers run, by name. */
  readonly rivers: ReadonlyMap<string, Cut>
}

interface Work {
  readonly mesh: Mesh
  readonly chance: Chance
  readonly counts: ReadonlyMap<string, number>
  readonly byStreet: ReadonlyMap<string, readonly Division[]>
  readonly rivers: Map<string, Cut>
  readonly leaves: { readonly community: Division; readonly area: Area }[]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

const gridsOfList = (work: Work, list: readonly Division[]) =>
  sum(list.map(({ code }) => work.counts.get(code) ?? 0))

const gridsOfBranch = (work: Work, branch: Branch | string): number =>
  typeof branch === 'string'
    ? gridsOfList(work, work.byStreet.get(branch) ?? [])
    : gridsOfBranch(work, branch.first) + gridsOfBranch(work, branch.rest)

function divideStreets(work: Work, area: Area, branch: Branch | string): void {
  if (typeof branch === 'string') return divideCommunities(work, area, work.byStreet.get(branch) ?? [])
  const share = gridsOfBranch(work, branch.first) / gridsOfBranch(work, branch)
  const { towards, bend = 0.03 } = branch
  const [first, rest] = divide(work.mesh, area, { share, level: 0, towards, bend }, work.chance)
  const cut = work.mesh.cuts.at(-1)
  if (branch.name && cut) work.rivers.set(branch.name, cut)
  divideStreets(work, first, branch.first)
  divideStreets(work, rest, branch.rest)
}

/** Residents' committees come first in the list, so they get the denser part of every cut. */
function divideCommunities(work: Work, area: Area, list: readonly Division[]): void {
  const [only] = list
  if (list.length === 1 && only) return divideGrids(work, area, only, work.counts.get(only.code) ?? 1)
  const half = Math.ceil(list.length / 2)
  const [first, rest] = [list.slice(0, half), list.slice(half)]
  const share = gridsOfList(work, first) / gridsOfList(work, list)
  const parts = divide(work.mesh, area, { share, level: 1, bend: 0.03 }, work.chance)
  divideCommunities(work, parts[0], first)
  divideCommunities(work, parts[1], rest)
}

function divideGrids(work: Work, area: Area, community: Division, count: number): void {
  if (count === 1) return void work.leaves.push({ community, area })
  const half = Math.ceil(count / 2)
  const parts = divide(work.mesh, area, { share: half / count, level: 2, bend: 0.025 }, work.chance)
  divideGrids(work, parts[0], community, half)
  divideGrids(work, parts[1], community, count - half)
}

/** The whole partition for a list of communities; the same on every run. */
export function layOut(list: readonly Division[]): Territory {
  const counts = basicGridCounts(list)
  const ring = outline()
  const work: Work = {
    mesh: meshOf(ring),
    chance: chanceOf('cuts'),
    counts,
    byStreet: Map.groupBy(list, ({ parent }) => parent),
    rivers: new Map(),
    leaves: [],
  }
  const all = { face: 0, homes: homes(ring, sum([...counts.values()]) * HOMES_PER_GRID) }
  divideStreets(work, all, STREET_TREE)
  const grids = work.leaves.map(({ community, area }) => {
    const outlineRing = outlineOf(work.mesh, area.face)
    return { community, ring: outlineRing, homes: area.homes, centre: centroidOf(outlineRing) }
  })
  return { mesh: work.mesh, grids, rivers: work.rivers }
}
