/** `gezhi simulate`: fills a district with believable, verifiable cases of the past, to try the product at size. */
import { dayOfDate, startOfDay } from '@gezhi/core/kernel/calendar'
import type { Config } from '../../config.ts'
import { findMarks, getDistrict } from '../../features/districts/district.store.ts'
import { createBook } from '../../features/districts/book.ts'
import { loadFirstPack } from '../first-pack.ts'
import { withFeatures } from '../open.ts'
import { createProgress } from '../progress.ts'
import { simulate } from './simulate.ts'
import { holdsCases } from './simulate.store.ts'

export interface SimulateWish {
  readonly cases: string
  readonly seed: string
  readonly district?: string
  /** YYYY-MM-DD; nothing happens on it or after. */
  readonly until?: string
  readonly add?: boolean
}

/** What the operator asked for cannot be done; said in one line. */
export class CannotSimulate extends Error {}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new CannotSimulate(`--${name}: ${text} is no whole number from ${least} to ${most}`)
  return value
}

function untilOf(text: string | undefined, offset: number, now: number): number {
  if (text === undefined) return now
  const day = dayOfDate(text)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day))
    throw new CannotSimulate(`--until: ${text} is no day; write it as 2026-11-22`)
  return startOfDay({ offset } as Parameters<typeof startOfDay>[0], day)
}

export async function simulateCommand(config: Config, wish: SimulateWish): Promise<void> {
  const cases = whole('cases', wish.cases, 1, 100_000_000)
  const seed = whole('seed', wish.seed, 0, 4_294_967_295)
  const { line } = createProgress()
  await withFeatures(config, async (deps, product) => {
    await loadFirstPack(deps, createProgress())
    const district =
      wish.district === undefined ? await homeOf(deps) : whole('district', wish.district, 1, 999_999)
    const register = await getDistrict(deps.db, district)
    const add = wish.add === true
    if (!add && (await holdsCases(deps.db, district)))
      throw new CannotSimulate(`District ${district} holds cases already; --add puts more beside them`)
    const book = createBook(register, deps.now)
    const readers = product.features.flatMap(({ on = {} }) =>
      Object.entries(on).flatMap(([name, { durable }]) => (durable ? [name] : [])),
    )
    const until = untilOf(wish.until, register.settings.offset, deps.now())
    const { database } = deps
    const done = await simulate({ database, register, book, readers, cases, seed, until, add, say: line })
    line(
      `District ${district}: ${done.cases} cases, ${done.open} of them open, ${done.facts} facts in ${done.seconds.toFixed(0)} s`,
    )
  })
}

async function homeOf({ db }: { readonly db: Parameters<typeof holdsCases>[0] }): Promise<number> {
  const [district] = [...(await findMarks(db)).keys()].sort((a, b) => a - b)
  if (district === undefined) throw new CannotSimulate('There is no district')
  return district
}
