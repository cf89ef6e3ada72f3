// What comes after the rows: indexes and statistics, on as many cores as the database has for it.
import { createIndex, settleTable, type Index, type Loading } from './simulate.store.ts'

/** Two at a time on a server, each on a core of its own. */
async function inLanes<T>(
  { copying }: Loading,
  all: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<void> {
  const left = [...all]
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(copying ? [lane(), lane()] : [lane()])
}

/** The index of words first: of ten million cases it takes as long as all others together. */
export function buildIndexes(
  loading: Loading,
  indexes: readonly Index[],
  say: (line: string) => void,
): Promise<void> {
  const ofWords = ({ definition }: Index) => definition.includes('gin_trgm_ops')
  const ordered = [...indexes.filter(ofWords), ...indexes.filter((index) => !ofWords(index))]
  return inLanes(loading, ordered, async (index) => {
    const began = performance.now()
    await createIndex(loading, index)
    say(`index ${index.name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  })
}

/** Statistics and visibility of all tables, as autovacuum would leave them behind sooner or later. */
export const settleTables = (loading: Loading, tables: readonly string[]): Promise<void> =>
  inLanes(loading, tables, (table) => settleTable(loading, table))
