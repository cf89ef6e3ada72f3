import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/** Reveals of one member of staff on one day of the district: of residents and of reporters' contacts together. */
export async function countReads(tx: Tx, district: number, person: string, from: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(distinct reveal) from privacy.read_log
        where district = ${district} and person = ${person} and at >= ${new Date(from)})
      + (select count(*) from personal.read_log
        where district = ${district} and person = ${person} and at >= ${new Date(from)}) as n`.execute(tx)
  return rows[0]?.n ?? 0
}

interface NewAlarm {
  readonly person: string
  readonly post: string
  readonly day: string
  readonly at: number
  readonly reads: number
}

/** True when it is the first of the day. */
export async function raiseAlarm(tx: Tx, district: number, alarm: NewAlarm): Promise<boolean> {
  const { person, post, day, at, reads } = alarm
  const { rows } = await sql<{
    fresh: boolean
  }>`insert into privacy.alarm (district, person, day, post, at, reads)
    values (${district}, ${person}, ${day}, ${post}, ${new Date(at)}, ${reads})
    on conflict (district, person, day) do update set reads = excluded.reads returning xmax = 0 as fresh`.execute(
    tx,
  )
  return rows[0]?.fresh ?? false
}

export interface AlarmRow {
  readonly person: string
  readonly post: string
  readonly day: string
  readonly at: number
  readonly reads: number
  readonly settledAt: number | null
  readonly note: string | null
}

/** Open ones first, then the newest. */
export async function findAlarms(tx: Tx, district: number): Promise<AlarmRow[]> {
  const { rows } = await sql<AlarmRow>`
    select person, post, day::text as day, at, reads, settled_at as "settledAt", note from privacy.alarm
    where district = ${district} order by settled_at is not null, at desc limit 100`.execute(tx)
  return rows
}

interface Settling {
  readonly person: string
  readonly day: string
  readonly now: number
  readonly by: string
  readonly note: string
}

/** False when there is no open alarm. */
export async function settleAlarm(tx: Tx, district: number, settling: Settling): Promise<boolean> {
  const { person, day, now, by, note } = settling
  const { numAffectedRows } = await sql`update privacy.alarm
    set settled_at = ${new Date(now)}, settled_by = ${by}, note = ${note}
    where district = ${district} and person = ${person} and day = ${day} and settled_at is null`.execute(tx)
  return numAffectedRows === 1n
}
