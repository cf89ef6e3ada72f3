/** `gezhi verify`: is the log what was written, and do the rows that people read say what the log says. */
import { writeAs, type Db } from './database.ts'
import {
  chainHash,
  findHead,
  findHeads,
  findStreams,
  FIRST,
  readChain,
  readStream,
} from './fact-log.store.ts'
import type { AnyKind, Loaded } from './stream-kind.ts'

const PAGE = 1000

/** The first thing that does not fit in a district. */
export interface Finding {
  readonly district: number
  /** Place in the log, when the log itself is wrong. */
  readonly seq?: number
  /** Stream, when what people read is wrong. */
  readonly stream?: string
  readonly what: string
}

export interface Verified {
  readonly facts: number
  readonly streams: number
  readonly finding: Finding | null
}

interface Chained {
  readonly facts: number
  readonly finding: Finding | null
}

/** Computes the hash of every fact again, from the first to the head of the chain. */
async function verifyChain(db: Db, district: number): Promise<Chained> {
  let { seq, hash } = FIRST
  const wrong = (what: string, at = seq + 1): Chained => ({
    facts: seq,
    finding: { district, seq: at, what },
  })
  for (let page = await readChain(db, district, seq, PAGE); page.length > 0;) {
    for (const fact of page) {
      if (fact.seq !== seq + 1) return wrong(`fact ${seq + 1} is missing`)
      if (fact.type !== fact.data.type || fact.at !== fact.data.at)
        return wrong('the columns type and at do not say what the fact says')
      hash = chainHash(hash, fact)
      if (!hash.equals(fact.hash)) return wrong('the fact is not what was written: its hash does not fit')
      seq = fact.seq
    }
    page = await readChain(db, district, seq, PAGE)
  }
  const head = await findHead(db, district)
  if (head.seq !== seq) return wrong(`the log ends at ${seq}, but ${head.seq} facts were written`)
  if (!head.hash.equals(hash)) return wrong('the head of the chain has another hash than the last fact', seq)
  return { facts: seq, finding: null }
}

/** Folds every stream of the kind and compares it with its projection. */
async function verifyKind(
  db: Db,
  district: number,
  kind: AnyKind,
): Promise<{ streams: number; finding: Finding | null }> {
  let streams = 0
  for (let page = await findStreams(db, district, kind.name, null, PAGE); page.length > 0;) {
    for (const stream of page) {
      const facts = await readStream(db, district, stream)
      const state = facts.reduce((folded, { data }) => kind.evolve(folded, data), kind.initial)
      const folded: Loaded<unknown> = { state, version: facts.length }
      const what = await writeAs(
        db,
        district,
        async (tx) => (await kind.check?.(tx, district, stream, folded)) ?? null,
      )
      if (what !== null) return { streams, finding: { district, stream, what: `${kind.name}: ${what}` } }
      streams++
    }
    page = await findStreams(db, district, kind.name, page.at(-1) ?? null, PAGE)
  }
  return { streams, finding: null }
}

/** Verifies all districts; stops at the first thing that does not fit. */
export async function verify(db: Db, kinds: readonly AnyKind[]): Promise<Verified> {
  let [facts, streams] = [0, 0]
  for (const district of (await findHeads(db)).keys()) {
    const chain = await verifyChain(db, district)
    facts += chain.facts
    if (chain.finding) return { facts, streams, finding: chain.finding }
    for (const kind of kinds) {
      const projected = await verifyKind(db, district, kind)
      streams += projected.streams
      if (projected.finding) return { facts, streams, finding: projected.finding }
    }
  }
  return { facts, streams, finding: null }
}
