// When grids were redrawn their open cases follow, each by a command of its own; what goes on later follows then.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CommandOf } from '@gezhi/core/cases/commands'
import type { CaseFactType } from '@gezhi/core/cases/facts'
import { isOpenOrder } from '@gezhi/core/cases/states'
import { gridAfter } from '@gezhi/core/grids/redraw.follow'
import type { RedrawFact } from '@gezhi/core/grids/redraw'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { systemActor } from '@gezhi/core/people/actor'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs, type Tx } from '../../kernel/database.ts'
import { idOf } from '../../kernel/ids.ts'
import { run } from '../../kernel/run.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import type { CaseDeps } from './case.deps.ts'
import type { CaseKind } from './case.kind.ts'
import type { RedrawDone } from './grid.redraws.ts'
import { findOpenIn } from './grids.store.ts'
import { findStates } from './page.store.ts'
import { casesAfter } from './recent.cases.ts'

/** After these a case goes on that was closed, or not yet known, when its grid was redrawn. */
const GOING_ON: ReadonlySet<string> = new Set<CaseFactType>([
  'case.reported',
  'case.accepted',
  'case.reopened',
  'case.restored',
  'case.unmerged',
  // Where it went may have been redrawn since.
  'case.grid-changed',
])
/** Cases that are read and moved at a time: people's commands go between. */
const PAGE = 50

export function followRedraws(deps: CaseDeps, kind: CaseKind) {
  /** Issues what follows for one case; nothing when it stays where it is. */
  async function follow(district: number, id: string, state: CaseState, done: RedrawDone): Promise<void> {
    const { locate } = deps.districts(district).rules
    const command = commandFor(state, done, (point) => locate(point)?.grid ?? null)
    if (!command) return
    await run(deps, kind, {
      district,
      stream: id,
      // A redraw moves a case once: after a crash the same command is found done.
      commandId: idOf('redraw', district, done.id, id, state.version),
      actor: systemActor(district, 'redraw'),
      command,
    })
  }

  async function followAll(district: number, done: RedrawDone): Promise<void> {
    const communities = [...new Set(done.grids.map(({ community }) => community))]
    const read = <T>(reading: (tx: Tx) => Promise<T>) => readAs(deps.db, wholeDistrict(district), reading)
    const { cases } = await read((tx) => findOpenIn(tx, district, communities))
    for (let from = 0; from < cases.length; from += PAGE) {
      const ids = cases.slice(from, from + PAGE).map(({ id }) => id)
      const states = await read((tx) => findStates(tx, district, ids))
      await Promise.all([...states].map(([id, state]) => follow(district, id, state, done)))
    }
  }

  async function followLater(district: number, facts: readonly StoredFact[]): Promise<void> {
    const states = await casesAfter(deps, district, facts)
    const grids = new Set([...states.values()].flatMap(({ location }) => location?.grid ?? []))
    const redraws = await readAs(deps.db, wholeDistrict(district), (tx) =>
      deps.redrawsOf(tx, district, [...grids]),
    )
    for (const done of redraws)
      for (const [id, state] of states)
        if (done.retired.some(({ code }) => code === state.location?.grid))
          await follow(district, id, state, done)
  }

  return async (facts: readonly StoredFact[], district: number): Promise<void> => {
    for (const fact of facts) {
      if (fact.kind !== 'redraw' || fact.type !== 'redraw.came-into-force') continue
      // This process finds places by the new grids before anything is moved by them.
      await deps.refreshRegisters()
      // Gate: facts of kind `redraw` are written by its decider only.
      const data = fact.data as Extract<RedrawFact, { type: 'redraw.came-into-force' }>
      await followAll(district, { ...data, id: fact.stream })
    }
    const going = facts.filter(({ kind: of, type }) => of === 'case' && GOING_ON.has(type))
    if (going.length > 0) await followLater(district, going)
  }
}

/** Where the case and its open parts go; null when nothing of it moves. */
function commandFor(
  state: CaseState,
  done: RedrawDone,
  locate: (point: LonLat) => string | null,
): CommandOf<'changeGrid'> | null {
  const { location, report } = state
  if (!location) return null
  const place: LonLat | null = report && [report.lon, report.lat]
  const to = (grid: string) => gridAfter({ grid, place }, done, locate)
  const moved = to(location.grid)
  const orders = state.orders.flatMap(({ no, grid, state: of }) => {
    const next = grid === undefined || !isOpenOrder(of) ? null : grid === location.grid ? moved : to(grid)
    return next === null ? [] : [{ order: no, grid: next }]
  })
  if (moved === null && orders.length === 0) return null
  const left = new Set([location.grid, ...state.orders.flatMap(({ grid }) => grid ?? [])])
  return {
    type: 'changeGrid',
    redraw: done.id,
    grid: moved ?? location.grid,
    orders,
    posts: done.posts.filter(({ before }) => before.some((grid) => left.has(grid))).map(({ post }) => post),
  }
}
