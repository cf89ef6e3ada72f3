/** One replay from its plan to its report: plan, connect, play, live to the end, compare. */
import { createCast, someone, type Cast } from './cast.ts'
import { createClient, type Answer, type Asked, type Client } from './client.ts'
import { compare } from './agreement.ts'
import { createLives } from './life.ts'
import { itemsOf, MappingError, type ReadMapping } from './mapping.ts'
import { noPhotoPicture } from './picture.ts'
import { Placement } from './placement.ts'
import { createPlanner, type PlannedRow, type Rejection } from './plan.ts'
import { CONCURRENCY, play } from './player.ts'
import { createMeter } from './progress.ts'
import { sayAgreement, sayRejections, writeDifferences, writeRejections } from './report.ts'
import { readRows } from './rows.ts'
import { batches, endOf, happenings, type Happening } from './schedule.ts'
import { readState, writeState, type ReplayState } from './state-file.ts'
import { localText, shiftToNow, zoneOffsets } from './times.ts'
import { upload } from './upload.ts'
import { createClock, locator, readCatalogue, readGrids, type KnownItem } from './world.ts'

/** The kept position belongs to another file, mapping or limit. */
export class StateOfAnother extends Error {}
/** Stopped by the operator; the position is kept. */
export class Interrupted extends Error {}

export interface ReplayOrder extends ReadMapping {
  readonly file: string
  readonly fileHash: string
  readonly mappingHash: string
  readonly url: string
  readonly speed: number | undefined
  readonly limit: number | null
  /** Absolute; the reports are written beside it. */
  readonly state: string
}

/** Simulated time that one batch spans at most: verdicts do not depend on it, the stamp of reports does. */
const WINDOW_MS = 60 * 60_000
/** A server that is started again needs seconds, one that has to build its screens a minute. */
const PATIENCE_MS = 10 * 60_000
const SAVE_EVERY_MS = 500

interface Plan {
  readonly rows: readonly PlannedRow[]
  readonly rejections: readonly Rejection[]
}

async function planOf({ file, mapping, limit }: ReplayOrder): Promise<Plan> {
  const plan = createPlanner(mapping)
  const rows: PlannedRow[] = []
  const rejections: Rejection[] = []
  for await (const read of readRows(file, mapping)) {
    if (limit !== null && read.row > limit) break
    const planned = plan(read)
    if ('planned' in planned) rows.push(planned.planned)
    else rejections.push(planned.rejection)
  }
  return { rows, rejections }
}

async function keptState(order: ReplayOrder): Promise<ReplayState | null> {
  const kept = await readState(order.state)
  if (!kept) return null
  const { file, mapping, limit } = kept
  if (file === order.fileHash && mapping === order.mappingHash && limit === order.limit) return kept
  throw new StateOfAnother(
    `${order.state} keeps the position of another replay (file, mapping or --limit differ). ` +
      'Name another --state, or remove it to begin anew on a server that does not have these cases yet.',
  )
}

/** Items that the district's catalogue does not have, each with line and field. */
function checkItems({ mapping, errorAt }: ReplayOrder, catalogue: ReadonlyMap<string, KnownItem>): void {
  const unknown = itemsOf(mapping).filter(({ item }) => !catalogue.has(item))
  if (unknown.length > 0)
    throw new MappingError(
      unknown.map(({ path, item }) => errorAt(path, `the catalogue has no item ${item}`)).join('\n'),
    )
}

interface World {
  readonly cast: Cast
  readonly ask: (asked: Asked) => Promise<Answer>
  readonly catalogue: ReadonlyMap<string, KnownItem>
  readonly placement: Placement
  readonly moveTo: (at: number) => Promise<void>
}

async function connect(client: Client, order: ReplayOrder): Promise<World> {
  const cast = await createCast(client, order.mapping)
  const operator = someone(cast, 'DISTRICT_OPERATOR')
  const ask = (asked: Asked) => cast.asPost(operator, asked)
  const catalogue = await readCatalogue(ask)
  checkItems(order, catalogue)
  const placement = new Placement(order.mapping.place, await readGrids(ask), locator(ask))
  return { cast, ask, catalogue, placement, moveTo: createClock(ask, cast.now) }
}

async function firstState(order: ReplayOrder, { cast, ask }: World, rows: readonly PlannedRow[]) {
  const { zone, here } = order.mapping.time
  const first = rows.reduce((least, { openedAt }) => Math.min(least, openedAt), Infinity)
  const state: ReplayState = {
    version: 1,
    file: order.fileHash,
    mapping: order.mappingHash,
    source: order.mapping.source.code,
    limit: order.limit,
    shift: shiftToNow(first, await cast.now(), zone, here),
    photo: await upload(ask, await noPhotoPicture()),
    position: 0,
    refused: [],
  }
  await writeState(order.state, state)
  return state
}

/** Set by the first Ctrl-C: the batch that runs is finished and kept. The second one ends at once. */
function stopAsked(): { readonly asked: () => boolean; readonly forget: () => void } {
  let stop = false
  const listener = () => {
    if (stop) process.exit(130)
    stop = true
  }
  process.on('SIGINT', listener)
  return { asked: () => stop, forget: () => void process.off('SIGINT', listener) }
}

interface Playing {
  readonly order: ReplayOrder
  readonly world: World
  readonly state: ReplayState
  readonly steps: readonly Happening[]
  readonly out: NodeJS.WriteStream
}

/** Keeps the position twice a second, and at once when the operator wants to stop. */
function createKeeper(order: ReplayOrder, first: ReplayState) {
  const stop = stopAsked()
  let kept = first
  let keptAt = 0
  return {
    state: () => kept,
    forget: stop.forget,
    async keep(next: ReplayState, total: number): Promise<void> {
      kept = next
      const last = kept.position === total
      if (!last && !stop.asked() && performance.now() - keptAt < SAVE_EVERY_MS) return
      await writeState(order.state, kept)
      keptAt = performance.now()
      if (stop.asked() && !last)
        throw new Interrupted(`Stopped after ${kept.position} of ${total} steps; run it again to go on.`)
    },
  }
}

/** Plays from the kept position to the end; answers the rows that were not taken on the way. */
async function playAll({ order, world, state, steps, out }: Playing): Promise<readonly Rejection[]> {
  const { cast, catalogue, placement, moveTo } = world
  const { mapping, speed } = order
  const offset = zoneOffsets(mapping.time.here)
  const meter = createMeter(out, 'steps', steps.length, state.position)
  const keeper = createKeeper(order, state)
  const windowMs = speed === undefined ? WINDOW_MS : Math.min(WINDOW_MS, speed * 1000)
  try {
    await play(batches(steps, state.position, windowMs), {
      lives: createLives({
        cast,
        mapping,
        shift: state.shift,
        photo: state.photo,
        departmentOf: (item) => catalogue.get(item)?.department,
      }),
      placement,
      moveTo,
      speed,
      refused: state.refused,
      async onBatch({ done, at, refused }) {
        meter.at(done, localText(at, offset(at)))
        await keeper.keep({ ...keeper.state(), position: done, refused: [...refused] }, steps.length)
      },
    })
    return keeper.state().refused
  } finally {
    meter.end()
    keeper.forget()
  }
}

const reportPath = (state: string, name: string): string =>
  `${state.replace(/(\.state)?\.json$/, '')}.${name}.csv`

/**
 * Plays a file through a server and says what came of it. Answers the exit code: 0 when every case is there and every
 * difference explained. Throws `MappingError`, `MissingColumns`, `NotADemonstration`, `ServerAway`, `StateOfAnother`.
 */
export async function replay(order: ReplayOrder, out: NodeJS.WriteStream): Promise<number> {
  const say = (line: string) => void out.write(`${line}\n`)
  const kept = await keptState(order)
  const { rows, rejections } = await planOf(order)
  say(`${rows.length} rows planned, ${rejections.length} not taken`)
  if (rows.length === 0) {
    for (const line of sayRejections(rejections)) say(line)
    await writeRejections(reportPath(order.state, 'not-taken'), rejections)
    return 1
  }
  const onAway = (reason: string) => say(`waiting for ${order.url}: ${reason}`)
  const client = createClient({
    url: order.url,
    connections: CONCURRENCY * 2,
    patienceMs: PATIENCE_MS,
    onAway,
  })
  try {
    const world = await connect(client, order)
    const state = kept ?? (await firstState(order, world, rows))
    if (kept) say(`going on after step ${kept.position}`)
    const began = performance.now()
    const steps = happenings(rows, state.shift, (item) => world.catalogue.get(item)?.isUrgent === true)
    const refused = await playAll({ order, world, state, steps, out })
    await world.moveTo(endOf(steps, rows, state.shift))
    say(`played in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    return await reportOn(order, world, { rows, rejections: [...rejections, ...refused], state, say, out })
  } finally {
    client.close()
  }
}

interface Ended {
  readonly rows: readonly PlannedRow[]
  readonly rejections: readonly Rejection[]
  readonly state: ReplayState
  readonly say: (line: string) => void
  readonly out: NodeJS.WriteStream
}

async function reportOn(order: ReplayOrder, { cast }: World, ended: Ended): Promise<number> {
  const { rows, rejections, state, say, out } = ended
  const without = new Set(
    rejections.filter(({ reason }) => reason !== 'not-carried-on').map(({ row }) => row),
  )
  const taken = rows.filter(({ row }) => !without.has(row))
  const meter = createMeter(out, 'reading back', taken.length)
  const agreement = await compare(cast, taken, {
    source: state.source,
    shift: state.shift,
    onRead: (read) => meter.at(read, ''),
  })
  meter.end()
  const [notTaken, differing] = [reportPath(order.state, 'not-taken'), reportPath(order.state, 'differing')]
  await writeRejections(notTaken, rejections)
  await writeDifferences(differing, agreement)
  for (const line of sayAgreement(agreement)) say(line)
  if (rejections.length > 0) say(`${rejections.length} rows not taken or not carried on (${notTaken}):`)
  for (const line of sayRejections(rejections)) say(line)
  if (agreement.differences.length > 0) say(`${agreement.differences.length} verdicts differ (${differing})`)
  const unexplained = agreement.differences.some(({ reason }) => reason === 'unexplained')
  return unexplained || agreement.missing.length > 0 ? 1 : 0
}
