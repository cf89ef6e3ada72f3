// How right the registers are: what those who walk there said of this month's sample (domain specification §4.4).
import { monthStart } from '@gezhi/core/library/freshness'
import type { RegisterName } from '@gezhi/core/library/registers'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { isSampled } from './find.store.ts'
import './tables.ts'

export interface SampleCount {
  readonly register: RegisterName
  readonly sampled: number
  /** Confirmed or disputed since the month began. */
  readonly looked: number
  /** Of these: confirmed, and nothing disputed. */
  readonly right: number
}

/** By register, as far as the scope sees; two differing sources are no word of those who walk there. */
export async function countSamples(tx: Tx, district: number, now: number): Promise<readonly SampleCount[]> {
  const from = monthStart(now)
  const { rows } = await sql<SampleCount>`
    select s.register, count(*)::int as sampled,
      count(*) filter (where s.confirmed or s.disputed)::int as looked,
      count(*) filter (where s.confirmed and not s.disputed)::int as right
    from (
      select l.register, coalesce(l.confirmed_at >= ${new Date(from)}, false) as confirmed,
        exists (select from jsonb_array_elements(l.state_doc -> 'differences') as d
          where d ->> 'kind' = 'DISPUTE' and (d -> 'raised' ->> 'at')::bigint >= ${from}) as disputed
      from library_record l where l.district = ${district} and ${isSampled(now)}) as s
    group by s.register`.execute(tx)
  return rows
}
