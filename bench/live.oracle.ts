// What each console must have heard, counted from the rows that were committed: nothing missing, nothing twice, nothing
// that is none of its business.
import pg from 'pg'
import type { Console, Heard } from './live.readers.ts'

interface Told {
  readonly seq: number
  readonly id: string
  readonly grid: string
  readonly orgs: readonly string[]
  /** The change gave the case its orders. */
  readonly ordered: boolean
}

/** Changes of cases after `seq`, one a command, with the parties of their case. */
async function committed(url: string, seq: number): Promise<readonly Told[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Omit<Told, 'seq'> & { seq: string }>(
    `select max(f.seq) as seq, f.stream as id, r.grid, bool_or(f.type = 'whistle.blown') as ordered,
      array(select o.org from case_order o where o.district = r.district and o.case_id = r.id) as orgs
    from fact f join case_row r on r.district = f.district and r.id = f.stream
    where f.kind = 'case' and f.seq > $1
    group by f.stream, f.command_id, r.grid, r.district, r.id order by 1`,
    [seq],
  )
  await client.end()
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}

const orgOf = (post: string): string => /^P-(\w+)-/.exec(post)?.[1] ?? ''

/** Throws with the first thing that is wrong. Answers how many deliveries were looked at. */
export async function checkHeard(
  url: string,
  after: number,
  consoles: readonly Console[],
  heard: readonly Heard[],
): Promise<number> {
  const told = await committed(url, after)
  for (const [index, { post, within }] of consoles.entries()) {
    const { seqs = [], cases = [], foreign = [], resets = 0 } = heard[index] ?? {}
    if (foreign.length > 0) throw new Error(`${post} heard of ${foreign[0]}, which is none of its business`)
    if (resets > 0) throw new Error(`${post} had to load anew`)
    if (new Set(seqs).size !== seqs.length) throw new Error(`${post} heard a change twice`)
    const mine = (each: Told) =>
      within ? within.some((area) => each.grid.startsWith(area)) : each.orgs.includes(orgOf(post))
    const own = new Set(seqs)
    const missing = told.find((each) => mine(each) && (within !== null || each.ordered) && !own.has(each.seq))
    if (missing) throw new Error(`${post} did not hear of change ${missing.seq}`)
    const allowed = new Set(told.filter(mine).map(({ id }) => id))
    const leaked = cases.find((id) => !allowed.has(id))
    if (leaked !== undefined)
      throw new Error(`${post} heard of case ${leaked}, which is none of its business`)
  }
  return heard.reduce((sum, { count }) => sum + count, 0)
}

/** Seq of the last fact. */
export async function lastSeq(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ seq: string | null }>('select max(seq) as seq from fact')
  await client.end()
  return Number(rows[0]?.seq ?? 0)
}
