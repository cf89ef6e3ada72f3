// Keeps contributions and sums up with the facts: a durable reader of the feed, and the same rule for all facts at once.
import type { Db } from '../../kernel/database.ts'
import { writeAs } from '../../kernel/access.store.ts'
import type { Districts } from '../../kernel/district.ts'
import { findHead, findStreams } from '../../kernel/fact-log.store.ts'
import type { FactHandler } from '../../kernel/feed.reader.ts'
import { rowsOf } from './contribution.rows.ts'
import {
  clearContributions,
  lockMark,
  moveMark,
  readCases,
  writeContributions,
} from './contribution.store.ts'

interface Setting {
  readonly db: Db
  readonly districts: Districts
}

/** Facts seen again after a crash change nothing: the mark moves in the transaction that writes what they did. */
export const countFacts =
  ({ db, districts }: Setting): FactHandler =>
  async (facts, district) => {
    const last = facts.at(-1)
    if (!last) return
    const { rules } = districts(district)
    await writeAs(db, district, async (tx) => {
      const mark = await lockMark(tx, district)
      if (last.seq <= mark) return
      const fresh = facts.filter(({ seq, kind }) => kind === 'case' && seq > mark)
      const ids = [...new Set(fresh.map(({ stream }) => stream))]
      if (ids.length > 0) {
        const cases = await readCases(tx, district, ids, last.seq)
        const { offset } = rules.calendar
        await writeContributions(tx, { district, offset }, rowsOf(cases, rules, mark))
      }
      await moveMark(tx, district, last.seq)
    })
  }

/** Cases read at once while rebuilding: some 20,000 facts. */
const BATCH = 500

/** Forgets everything and counts all facts again, in one transaction: readers see the old figures until it commits. */
export async function rebuildContributions({ db, districts }: Setting, district: number): Promise<number> {
  const { rules } = districts(district)
  const { offset } = rules.calendar
  return writeAs(db, district, async (tx) => {
    await lockMark(tx, district)
    const { seq } = await findHead(tx, district)
    await clearContributions(tx, district)
    let done = 0
    for (let after: string | null = null; ;) {
      const ids: string[] = await findStreams(tx, district, 'case', after, BATCH)
      const last = ids.at(-1)
      if (last === undefined) break
      const cases = await readCases(tx, district, ids, seq)
      await writeContributions(tx, { district, offset }, rowsOf(cases, rules, 0))
      done += ids.length
      after = last
    }
    await moveMark(tx, district, seq)
    return done
  })
}
