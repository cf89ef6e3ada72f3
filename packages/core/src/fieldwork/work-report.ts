// The work report of a person: counted from the records of a period, never written (domain specification §3.6). Pure.
import type { TaskResult } from './commands.ts'

/** What a period is counted from; each with when it was done, in milliseconds. */
export interface WorkDone {
  /** Cases that the person reported, and whether they are closed by now. */
  readonly cases: readonly { readonly at: number; readonly closed: boolean }[]
  readonly tasks: readonly { readonly at: number; readonly result: TaskResult }[]
  readonly notPossible: readonly { readonly at: number }[]
  readonly patrols: readonly { readonly at: number; readonly points: number }[]
}

export interface WorkReport {
  readonly reported: number
  readonly closed: number
  readonly visits: number
  readonly checks: number
  /** Items of checks that were found bad, and those of them that became cases. */
  readonly hazards: number
  readonly hazardCases: number
  readonly publicity: number
  readonly reached: number
  readonly opinions: number
  readonly opinionCases: number
  readonly patrols: number
  readonly points: number
  readonly notPossible: number
}

/** Counts what was done from `from` until before `to`. */
export function workReport(
  done: WorkDone,
  { from, to }: { readonly from: number; readonly to: number },
): WorkReport {
  const within = <T extends { readonly at: number }>(all: readonly T[]): readonly T[] =>
    all.filter(({ at }) => at >= from && at < to)
  const results = within(done.tasks).map(({ result }) => result)
  const [cases, patrols] = [within(done.cases), within(done.patrols)]
  const checks = results.filter((result) => result.sort === 'CHECK')
  const bad = checks.flatMap(({ items }) => items.filter(({ finding }) => finding === 'BAD'))
  const publicity = results.filter((result) => result.sort === 'PUBLICISE')
  const opinions = results.filter((result) => result.sort === 'OPINION')
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  return {
    reported: cases.length,
    closed: cases.filter(({ closed }) => closed).length,
    visits: results.filter(({ sort }) => sort === 'VISIT').length,
    checks: checks.length,
    hazards: bad.length,
    hazardCases: bad.filter((item) => item.case !== undefined).length,
    publicity: publicity.length,
    reached: sum(publicity.map(({ reached }) => reached)),
    opinions: opinions.length,
    opinionCases: opinions.filter((one) => one.case !== undefined).length,
    patrols: patrols.length,
    points: sum(patrols.map(({ points }) => points)),
    notPossible: within(done.notPossible).length,
  }
}

const DAY = 86_400_000

/** The local day or the week from Monday that lies `back` before the one of `now`; `offset`: milliseconds east of UTC. */
export function periodOf(
  sort: 'DAY' | 'WEEK',
  now: number,
  { offset, back }: { readonly offset: number; readonly back: number },
): { readonly from: number; readonly to: number } {
  const today = Math.floor((now + offset) / DAY)
  // 1970-01-01 was a Thursday: day 4 was the first Monday.
  const length = sort === 'DAY' ? 1 : 7
  const first = sort === 'DAY' ? today : today - ((((today - 4) % 7) + 7) % 7)
  const from = (first - back * length) * DAY - offset
  return { from, to: from + length * DAY }
}
