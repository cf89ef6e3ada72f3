/** What a replay needs to know of the running server: is it a demonstration, its catalogue, its grids, its clock. */
import { districtApi, type ItemView } from '@gezhi/core/districts/district.api'
import type { Bounds } from '@gezhi/core/kernel/geo'
import { systemApi } from '@gezhi/core/kernel/system.api'
import { bodyOf, codeOf, type Answer, type Asked } from './client.ts'
import type { Cast } from './cast.ts'
import type { GridBox, Locate, Located } from './placement.ts'

type Ask = (asked: Asked) => Promise<Answer>

/** A request that lives through more than this of simulated time would say nothing of its progress for minutes. */
const LONGEST_MOVE_MS = 7 * 86_400_000

/** What a replay needs of an item of the catalogue. */
export interface KnownItem {
  readonly department: string
  readonly isUrgent: boolean
}

/** Items by code. */
export async function readCatalogue(ask: Ask): Promise<ReadonlyMap<string, KnownItem>> {
  const answer = await ask({ method: 'GET', path: districtApi.catalogue.url })
  const { items } = bodyOf<{ items: ItemView[] }>(answer, 200, 'catalogue')
  return new Map(
    items.map(({ code, leadDepartment, urgency }) => [
      code,
      { department: leadDepartment, isUrgent: urgency === 'URGENT' },
    ]),
  )
}

/** Basic grids with their boxes; exclusive grids are factories and malls, where nobody's street matter lies. */
export async function readGrids(ask: Ask): Promise<GridBox[]> {
  const answer = await ask({ method: 'GET', path: districtApi.grids.url })
  const { grids } = bodyOf<{ grids: { code: string; kind: string; community: string; bounds: number[] }[] }>(
    answer,
    200,
    'grids',
  )
  return grids.flatMap(({ code, kind, community, bounds }) => {
    const [west, south, east, north] = bounds
    const boxed = west !== undefined && south !== undefined && east !== undefined && north !== undefined
    const box: Bounds | null = boxed ? [west, south, east, north] : null
    return kind === 'BASIC' && box ? [{ code, community, bounds: box }] : []
  })
}

/** Asks the server where a point lies. */
export const locator =
  (ask: Ask): Locate =>
  async ([lon, lat]) => {
    const answer = await ask({ method: 'GET', path: `${districtApi.locate.url}?lon=${lon}&lat=${lat}` })
    const found = bodyOf<{ inside: boolean } & { [K in keyof Located]: string | null }>(answer, 200, 'locate')
    const { grid, community, street } = found
    return grid !== null && community !== null && street !== null ? { grid, community, street } : null
  }

/** Moves the clock of the server on to a time, in steps of a week; where it is there already nothing happens. */
export function createClock(ask: Ask, now: Cast['now']): (target: number) => Promise<void> {
  const { method, url: path } = systemApi.moveClock
  let known: number | null = null

  async function step(target: number): Promise<number> {
    const answer = await ask({ method, path, json: { now: target } })
    if (codeOf(answer) === 'clock/too-far') {
      // Real time went on while we played, and passed a target that lay only seconds ahead.
      const there = await now()
      if (there >= target) return there
    }
    return bodyOf<{ now: number }>(answer, 200, 'move the clock').now
  }

  return async (target) => {
    let at = known ?? (await now())
    while (at < target) at = await step(Math.min(target, at + LONGEST_MOVE_MS))
    known = at
  }
}
