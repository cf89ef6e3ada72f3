// Redraws on a real database with the small pack's district: registers, cases and devices as in the product.
import { randomUUID } from 'node:crypto'
import { at } from '@gezhi/core/cases/rules.testing'
import { B, smallPack } from '@gezhi/core/districts/pack.testing'
import type { RedrawCommand } from '@gezhi/core/grids/redraw.commands'
import type { PlannedGrid, RedrawPlan, WholePoint } from '@gezhi/core/grids/redraw.plan'
import type { RedrawView } from '@gezhi/core/grids/redraw.api'
import type { Actor } from '@gezhi/core/people/actor'
import type { Role } from '@gezhi/core/people/roles'
import { afterAll } from 'vitest'
import type { Deps } from '../../kernel/deps.ts'
import type { Feature } from '../../kernel/feature.ts'
import { DISTRICT } from '../../testing/parts.testing.ts'
import { testCases } from '../cases/cases.testing.ts'
import { findOpenIn } from '../cases/grids.store.ts'
import { districtsFeature, importPack, type DistrictsFeature } from '../districts/index.ts'
import { writePack } from '../districts/districts.testing.ts'
import { findBuildingsIn } from '../library/grids.store.ts'
import { redrawsFeature } from './index.ts'
import { findDone } from './redraw.store.ts'

export { B }
export const [WEST, EAST] = [`${B}1001`, `${B}1002`] as const
export const memberOf = (grid: string) => `P-${grid}-M`
export const leaderOf = (grid: string) => `P-${grid}-L`

/** Corners in hundredths of a degree, as in the small pack, in whole units; closed here. */
export const wholeRing = (...corners: readonly (readonly [number, number])[]): WholePoint[] =>
  [...corners, ...corners.slice(0, 1)].map(([x, y]): WholePoint => [
    1_189_000_000 + Math.round(x * 100_000),
    422_000_000 + Math.round(y * 100_000),
  ])

export const planned = (
  id: string,
  more: Partial<PlannedGrid> & Pick<PlannedGrid, 'rings'>,
): PlannedGrid => ({
  id,
  kind: 'BASIC',
  name: id,
  community: B,
  households: 300,
  population: 800,
  posts: [],
  ...more,
})

const STAYS = planned(WEST, {
  name: '西网格',
  rings: [wholeRing([0, 2], [1, 2], [1, 3], [0, 3])],
  posts: [memberOf(WEST), leaderOf(WEST)],
})
export const NEAR = planned('near', {
  name: '东一网格',
  rings: [wholeRing([1, 2], [1.5, 2], [1.5, 3], [1, 3])],
  posts: [memberOf(EAST), leaderOf(EAST)],
})
export const FAR = planned('far', {
  name: '东二网格',
  rings: [wholeRing([1.5, 2], [2, 2], [2, 3], [1.5, 3])],
  posts: [memberOf(WEST), leaderOf(WEST)],
})

/** The eastern grid of the community split in two; the far half goes to those of the western grid. */
export const splitPlan = (more: Partial<RedrawPlan> = {}): RedrawPlan => ({
  name: '东网格一分为二',
  reason: '新建小区入住，户数超过 600',
  communities: [B],
  grids: [STAYS, NEAR, FAR],
  day: '2026-09-20',
  ...more,
})

export const actor = (role: Role, post: string, more: Partial<Actor> = {}): Actor => ({
  post,
  person: post,
  role,
  org: String(DISTRICT),
  district: DISTRICT,
  ...more,
})
const there = { org: B, street: B.slice(0, 9), community: B }
export const officer = actor('COMMUNITY_OPERATOR', 'post-officer', there)
export const leader = actor('DISTRICT_LEADER', 'post-leader')
export const operator = actor('DISTRICT_OPERATOR', 'post-operator')
export const gridMember = (grid: string, grids: readonly string[] = [grid]): Actor =>
  actor('GRID_MEMBER', memberOf(grid), { ...there, grids })

type More = (deps: Deps, features: readonly Feature[]) => readonly Feature[]

/** `more`: features beside registers, cases and redraws. */
export function testRedraws(more: More = () => []) {
  let register: DistrictsFeature | undefined
  let redraws: Feature | undefined
  let features: readonly Feature[] = []
  const folders: { remove: () => Promise<void> }[] = []
  const opened = () => {
    if (!register) throw new Error('the registers are opened with the app')
    return register
  }
  const cases = testCases(
    (deps, caseFeature) => {
      const { districts, registers, refresh, feature } = opened()
      redraws = redrawsFeature({
        ...deps,
        districts,
        registers,
        refresh,
        postsChanged: () => undefined,
        openCases: findOpenIn,
        buildings: findBuildingsIn,
      })
      features = [feature, caseFeature, redraws]
      return [feature, redraws, ...more(deps, features)]
    },
    {
      async registers(deps) {
        const pack = await writePack(smallPack())
        folders.push(pack)
        await importPack(deps.db, pack.folder, at('2026-01-05 09:00'))
        register = await districtsFeature(deps)
        const { districts, refresh } = register
        return { districts, refreshRegisters: refresh, redrawsOf: findDone }
      },
    },
  )
  afterAll(async () => {
    for (const pack of folders) await pack.remove()
  })
  const { app } = cases

  const command = (by: Actor, id: string, payload: RedrawCommand, key: string = randomUUID()) =>
    app.as(by).inject({
      method: 'POST',
      url: `/api/redraws/${id}/commands`,
      headers: { 'idempotency-key': key },
      payload,
    })
  const done = async (by: Actor, id: string, payload: RedrawCommand): Promise<void> => {
    const reply = await command(by, id, payload)
    if (reply.statusCode !== 202) throw new Error(`${payload.type}: ${reply.body}`)
  }
  return {
    ...cases,
    get register() {
      return opened()
    },
    /** What a worker does that holds the day of the plan: here as often as the test says. */
    fire: async (stream: string): Promise<void> => {
      const dueAt = app.deps.now()
      const expiry = { district: DISTRICT, kind: 'redraw', stream, key: 'D_DAY', dueAt, attempts: 0 }
      await redraws?.deadlines?.['redraw']?.({ ...expiry, commandId: randomUUID() })
    },
    kinds: () => features.flatMap(({ kinds = [] }) => kinds),
    command,
    done,
    read: async (by: Actor, id: string): Promise<RedrawView> => {
      const reply = await app.as(by).inject(`/api/redraws/${id}`)
      if (reply.statusCode !== 200) throw new Error(reply.body)
      return reply.json<RedrawView>()
    },
    /** Saved, proposed and approved; answers its id. */
    approved: async (plan: RedrawPlan): Promise<string> => {
      const id = randomUUID()
      await done(officer, id, { type: 'save', plan })
      await done(officer, id, { type: 'propose' })
      await done(leader, id, { type: 'approve' })
      return id
    },
    /** The clock goes to a moment, and what is due then is done. */
    until: async (at: number): Promise<void> => {
      app.clock.set(at)
      await app.deps.scheduler.fireDue()
      await opened().refresh()
      await cases.settle()
    },
  }
}
