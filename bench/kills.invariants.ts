// What must hold after every kill (R1–R3 and R6 of the promises): asked inside of the server, so that it is the same for
// every database.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { writeAs } from '../apps/server/src/kernel/database.ts'
import type { Deps } from '../apps/server/src/kernel/deps.ts'
import {
  chainHash,
  findHead,
  FIRST,
  readChain,
  readStream,
  type ChainedFact,
} from '../apps/server/src/kernel/fact-log.store.ts'
import { idOf } from '../apps/server/src/kernel/ids.ts'
import { run } from '../apps/server/src/kernel/run.ts'
import type { AnyKind, RunningDeadline } from '../apps/server/src/kernel/stream-kind.ts'
import type { Actor } from '../packages/core/src/people/actor.ts'

const DISTRICT = 150402
const PAGE = 1000
/** Streams of one check whose rows are compared with their facts: all that changed while loads are small. */
const MOST_STREAMS = 60
/** A Monday, 08:10 in Hongshan: what begins here was due two hours later, long ago. */
const MORNING = Date.parse('2026-05-11T00:10:00Z')
const resident: Actor = {
  post: 'resident:bench',
  person: 'bench',
  role: 'RESIDENT',
  org: '',
  district: DISTRICT,
}

/** How far the checks have come; kept outside of the processes that are killed. */
interface Place {
  readonly seq: number
  readonly hash: string
  /** Bytes of the acknowledgement log that were checked. */
  readonly read: number
}

export interface Checked {
  readonly facts: number
  readonly acknowledged: number
  readonly fired: number
  /** What does not hold, in sentences. */
  readonly wrong: readonly string[]
}

export interface CheckOptions {
  readonly deps: Deps
  readonly kind: AnyKind
  /** Keys of acknowledged requests, one a line. */
  readonly acknowledged: string
  /** File in which `Place` is kept. */
  readonly place: string
  /** File with the streams whose deadlines must fire. */
  readonly seeded: string
}

function readPlace(file: string): Place {
  if (!existsSync(file)) return { seq: FIRST.seq, hash: FIRST.hash.toString('hex'), read: 0 }
  return JSON.parse(readFileSync(file, 'utf8')) as Place
}

/** R3: no gap, and every hash fits, from where the last check ended to the head as it is now. */
async function checkChain({ deps }: CheckOptions, place: Place, wrong: string[]): Promise<ChainedFact[]> {
  const head = await findHead(deps.db, DISTRICT)
  const facts: ChainedFact[] = []
  let seq = place.seq
  let hash: Buffer = Buffer.from(place.hash, 'hex')
  if (head.seq < seq) wrong.push(`the log ends at ${head.seq}, it had reached ${seq}`)
  while (seq < head.seq) {
    const page = await readChain(deps.db, DISTRICT, seq, Math.min(PAGE, head.seq - seq))
    if (page.length === 0) break
    for (const fact of page) {
      hash = chainHash(hash, fact)
      if (fact.seq !== seq + 1 || !hash.equals(fact.hash)) wrong.push(`the chain breaks at ${seq + 1}`)
      seq = fact.seq
    }
    facts.push(...page)
  }
  if (seq !== head.seq || !hash.equals(head.hash)) wrong.push(`the head ${head.seq} is not the fact ${seq}`)
  return facts
}

/** R1 and R2: what was acknowledged is there, with one answer and one beginning of a case. */
async function checkAcknowledged(
  { deps }: CheckOptions,
  ids: readonly string[],
  wrong: string[],
): Promise<void> {
  for (let at = 0; at < ids.length; at += PAGE) {
    const some = ids.slice(at, at + PAGE)
    const { rows } = await sql<{ id: string; reported: number }>`
      select id, (select count(*)::int from fact f where f.district = c.district and f.stream = c.stream
        and f.command_id = c.id and f.type = 'case.reported') as reported
      from command c where district = ${DISTRICT} and id = any(${some}::uuid[])`.execute(deps.db)
    const found = new Map(rows.map(({ id, reported }) => [id, reported]))
    for (const id of some)
      if (found.get(id) !== 1) wrong.push(`${id} was acknowledged and is there ${found.get(id) ?? 0} times`)
  }
}

const same = (some: readonly RunningDeadline[], others: readonly RunningDeadline[]): boolean =>
  JSON.stringify(some.map(({ key, dueAt }) => `${key} ${dueAt}`).sort()) ===
  JSON.stringify(others.map(({ key, dueAt }) => `${key} ${dueAt}`).sort())

/** R3 and R6: what people read and what will fire is what the facts fold to. */
async function compareStream({ deps, kind }: CheckOptions, stream: string): Promise<string | null> {
  return writeAs(deps.db, DISTRICT, async (tx) => {
    const facts = await readStream(tx, DISTRICT, stream)
    const state = facts.reduce((folded, { data }) => kind.evolve(folded, data), kind.initial)
    const { rows } = await sql<RunningDeadline>`
      select key, due_at as "dueAt" from deadline
      where district = ${DISTRICT} and kind = ${kind.name} and stream = ${stream}`.execute(tx)
    if (!same(kind.deadlines?.(state) ?? [], rows)) return 'other deadlines run than its facts say'
    return (await kind.check?.(tx, DISTRICT, stream, { state, version: facts.length })) ?? null
  })
}

async function checkStreams(
  options: CheckOptions,
  facts: readonly ChainedFact[],
  wrong: string[],
): Promise<void> {
  const streams = [...new Set(facts.filter(({ kind }) => kind === 'case').map(({ stream }) => stream))]
  for (const stream of streams.slice(-MOST_STREAMS)) {
    // Two statements of one transaction see two moments: what is being changed is looked at once more.
    const finding = (await compareStream(options, stream)) && (await compareStream(options, stream))
    if (finding !== null) wrong.push(`case ${stream}: ${finding}`)
  }
}

/** Everything since the last check. Reads only what was acknowledged and committed when it began. */
export async function check(options: CheckOptions): Promise<Checked> {
  const place = readPlace(options.place)
  const log = existsSync(options.acknowledged) ? readFileSync(options.acknowledged) : Buffer.alloc(0)
  const end = log.lastIndexOf(10) + 1
  const ids = log
    .toString('utf8', place.read, end)
    .split('\n')
    .filter((line) => line !== '')
  const wrong: string[] = []
  const facts = await checkChain(options, place, wrong)
  await checkAcknowledged(options, ids, wrong)
  await checkStreams(options, facts, wrong)
  const last = facts.at(-1)
  const next: Place = last
    ? { seq: last.seq, hash: last.hash.toString('hex'), read: end }
    : { ...place, read: end }
  writeFileSync(options.place, JSON.stringify(next))
  return { facts: facts.length, acknowledged: ids.length, fired: 0, wrong }
}

/** Reports of long ago, whose deadlines are due at once: they fire while something is being killed. */
export async function seed({ deps, kind, seeded }: CheckOptions, count: number): Promise<void> {
  const streams = Array.from({ length: count }, () => randomUUID())
  writeFileSync(seeded, `${streams.join('\n')}\n`, { flag: 'a' })
  const place = { lon: 118.93, lat: 42.26 }
  const command = { type: 'report', text: '路灯不亮，晚上看不清路', place, photos: ['a'.repeat(64)] }
  const then = { commits: deps.commits, metrics: deps.metrics, now: () => MORNING }
  await Promise.all(
    streams.map((stream) =>
      run(then, kind, { district: DISTRICT, stream, commandId: randomUUID(), actor: resident, command }),
    ),
  )
}

/** R6: how many deadlines of one seeded case fired; in `wrong` those that did not, or not once. */
async function checkFired({ deps, kind }: CheckOptions, stream: string, wrong: string[]): Promise<number> {
  const facts = await readStream(deps.db, DISTRICT, stream)
  const [first] = facts
  if (!first) return 0
  const begun = facts.filter(({ commandId }) => commandId === first.commandId)
  const state = begun.reduce((folded, { data }) => kind.evolve(folded, data), kind.initial)
  const due = (kind.deadlines?.(state) ?? []).filter(({ dueAt }) => dueAt < Date.now() - 60_000)
  for (const { key, dueAt } of due) {
    const id = idOf('expiry', DISTRICT, kind.name, stream, key, dueAt)
    const places = facts.flatMap(({ commandId }, place) => (commandId === id ? [place] : []))
    const inOne = places.every((place, index) => place === (places[0] ?? 0) + index)
    if (places.length === 0 || !inOne) wrong.push(`case ${stream}: its deadline ${key} did not fire once`)
  }
  return due.length
}

/** Until nothing is due any more, then every deadline of the seeded cases, each once. */
export async function checkDeadlines(options: CheckOptions, patienceMs: number): Promise<Checked> {
  const wrong: string[] = []
  const until = Date.now() + patienceMs
  const left = async () => {
    const { rows } = await sql<{ due: number }>`
      select count(*)::int as due from deadline where due_at < now()`.execute(options.deps.db)
    return rows[0]?.due ?? 0
  }
  while ((await left()) > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 500))
  if ((await left()) > 0) wrong.push(`${await left()} deadlines are due and did not fire`)
  let fired = 0
  const streams = existsSync(options.seeded) ? readFileSync(options.seeded, 'utf8').split('\n') : []
  for (const stream of streams.filter((line) => line !== ''))
    fired += await checkFired(options, stream, wrong)
  return { facts: 0, acknowledged: 0, fired, wrong }
}
