/** Plays batches one after the other: the clock moves, what happens at that time happens, the position is kept. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Lives, Goal } from './life.ts'
import type { Placed, Placement } from './placement.ts'
import type { PlannedRow, Rejection, RejectionReason } from './plan.ts'
import type { Batch, Happening, ReplayStep } from './schedule.ts'

/** Steps of the work beside each other; the server shares one transaction among up to 64 commands. */
export const CONCURRENCY = 64

export interface Tally {
  /** Steps done so far, of all. */
  readonly done: number
  readonly at: number
  readonly refused: readonly Rejection[]
}

export interface PlaySetting {
  readonly lives: Lives
  readonly placement: Placement
  readonly moveTo: (at: number) => Promise<unknown>
  /** Called when everything of a batch is on the server: the place to keep the position. */
  readonly onBatch: (tally: Tally) => Promise<void>
  /** How many times faster than real time; undefined: as fast as the server can. */
  readonly speed?: number | undefined
  /** Rows that were not taken before this run. */
  readonly refused: readonly Rejection[]
}

const GOALS: Readonly<Record<Exclude<ReplayStep, 'open'>, Goal>> = {
  work: 'HANDLING',
  result: 'TO_VERIFY',
  verify: 'TO_ASSESS',
  assess: 'CLOSED',
}

/** Runs `work` over all, at most `width` at the same time; the first fault ends it. */
export async function eachOf<T>(
  all: readonly T[],
  width: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let one = all[next++]; one !== undefined; one = all[next++]) await work(one)
  }
  await Promise.all(Array.from({ length: Math.min(width, all.length) }, worker))
}

/** Plays the batches. Throws when the server stays away; then the kept position is where to go on. */
export async function play(all: Iterable<Batch>, setting: PlaySetting): Promise<void> {
  const { lives, placement, moveTo, onBatch, speed } = setting
  const refused = [...setting.refused]
  const out = new Set(refused.map(({ row }) => row))
  /** Places of rows that are not closed yet; made again from the row when they are not here. */
  const places = new Map<number, Placed>()

  function refuse({ row, line, id }: PlannedRow, reason: RejectionReason, detail: string): void {
    refused.push({ row, line, id, reason, detail })
    out.add(row)
    places.delete(row)
  }

  async function placeOf(row: PlannedRow): Promise<Placed | null> {
    const placed = places.get(row.row) ?? (await placement.place(row.id, row.given))
    if (placed) places.set(row.row, placed)
    return placed
  }

  async function happen({ row, step }: Happening): Promise<void> {
    if (out.has(row.row)) return
    const placed = await placeOf(row)
    if (!placed) return refuse(row, 'outside-district', row.given?.join(', ') ?? '')
    const problem =
      step === 'open' ? await lives.open(row, placed) : await lives.bring(row, placed, GOALS[step])
    if (problem !== null) refuse(row, step === 'open' ? 'refused-by-server' : 'not-carried-on', problem)
    if (step === 'assess') places.delete(row.row)
  }

  const began = performance.now()
  let first: number | null = null
  for (const batch of all) {
    first ??= batch.at
    if (speed !== undefined) await pause((batch.at - first) / speed - (performance.now() - began))
    await moveTo(batch.at)
    // Reports first: by the time a street looks for them the system has mostly accepted them by itself.
    const opened = batch.rows.flatMap(([first]) => (first?.step === 'open' ? [first] : []))
    await eachOf(opened, CONCURRENCY, happen)
    await eachOf(batch.rows, CONCURRENCY, async (steps) => {
      for (const step of steps) if (step.step !== 'open') await happen(step)
    })
    await onBatch({ done: batch.to, at: batch.at, refused })
  }
}
