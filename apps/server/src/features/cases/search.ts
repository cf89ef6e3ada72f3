// Finding cases in no more time than a person waits, however many there are: first where most of what is looked for lies.
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Lists } from '../../kernel/lists.ts'
import { readWithin } from '../../kernel/patience.store.ts'
import {
  countCases,
  findByWords,
  findCases,
  isWords,
  type Filter,
  type Reading,
  type SummaryRow,
} from './find.store.ts'
import type { Cursor, Page } from './scope.store.ts'

/** Among ten million cases a rare word took 9 to 20 s to be looked for everywhere. */
const PATIENCE_MS = 2000
/** A total is worth less time than the cases themselves. */
const COUNT_MS = 400
/** What can always be walked: some 80,000 cases of a district with ten million. */
const RECENT_MS = 30 * DAY

/** Shorter words have no trigram, by which the index finds. */
const TRIGRAM = 3
/** So many cases are looked up one by one. */
const FEW = 2000

export interface Found {
  readonly rows: readonly SummaryRow[]
  /** Where the next page goes on; also behind `searchedFrom`, so that whoever goes on looks further back. */
  readonly next: Cursor | null
  /** Instant back to which was looked, where all would have taken too long; null: everywhere. */
  readonly searchedFrom: number | null
  /** `more`: there are more than `count`, which is 10,000 or as many as were counted in time. */
  readonly total: { readonly count: number; readonly more: boolean }
}

interface Looked extends Pick<Found, 'rows' | 'searchedFrom'> {
  readonly more: boolean
}

/** Behind every case of its instant. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

function nextOf({ rows, more, searchedFrom }: Looked): Cursor | null {
  const last = rows.at(-1)
  if (more && last) return { at: last.reported_at, id: last.id }
  return searchedFrom === null ? null : { at: searchedFrom, id: FIRST_ID }
}

interface Asked {
  readonly at: Reading
  readonly filter: Filter
  readonly page: Page
  readonly patienceMs: { readonly page: number; readonly count: number }
}

/** The filter, narrowed to the cases whose words hold its text; null when they are many or too long to be looked for. */
async function narrowed(lists: Lists, { at, filter, patienceMs }: Asked): Promise<Filter | null> {
  const { text = '' } = filter
  if (text.length < TRIGRAM) return null
  const ids = await readWithin(lists, at.scope, patienceMs.page, (tx) => findByWords(tx, text, FEW + 1))
  return ids && ids.length <= FEW ? { ...filter, ids } : null
}

/** As far as can be looked in time; `filter`: the one that finds the same at less cost. */
async function look(lists: Lists, asked: Asked): Promise<Looked & { readonly filter: Filter }> {
  const { at, filter, page, patienceMs } = asked
  const bound = Math.min(page.after?.at ?? at.now, filter.to ?? Infinity) - RECENT_MS
  const reaches = filter.from !== undefined && filter.from >= bound
  const recent = () =>
    lists.readAs(at.scope, (tx) => findCases(tx, at, reaches ? filter : { ...filter, from: bound }, page))
  // A word is either frequent, and then among the newest, or so rare that its index finds it.
  const first = isWords(filter.text) ? await recent() : null
  if (first && (first.more || reaches)) return { ...first, filter, searchedFrom: null }
  const rare = first && (await narrowed(lists, asked))
  const all = await readWithin(lists, at.scope, patienceMs.page, (tx) =>
    findCases(tx, at, rare ?? filter, page),
  )
  if (all) return { ...all, filter: rare ?? filter, searchedFrom: null }
  return { ...(first ?? (await recent())), filter, searchedFrom: reaches ? null : bound }
}

/** One page, newest first, and how many there are, as far as both are found in time. */
export async function searchCases(
  lists: Lists,
  at: Reading,
  filter: Filter,
  page: Page,
  patienceMs = { page: PATIENCE_MS, count: COUNT_MS },
): Promise<Found> {
  const count = (by: Filter) => readWithin(lists, at.scope, patienceMs.count, (tx) => countCases(tx, at, by))
  const looking = look(lists, { at, filter, page, patienceMs })
  // What words leave is known only when they were looked for; everything else is counted meanwhile.
  const counting = isWords(filter.text) ? looking.then((found) => count(found.filter)) : count(filter)
  const [found, total] = await Promise.all([looking, counting])
  const next = nextOf(found)
  const { rows, searchedFrom } = found
  const counted = total ?? { count: rows.length, more: next !== null || page.after !== undefined }
  return { rows, next, searchedFrom, total: counted }
}
