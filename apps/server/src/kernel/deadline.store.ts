import { sql } from 'kysely'
import type { Db } from './database.ts'

/** A deadline whose time has come. `dueAt` in milliseconds. */
export interface DueDeadline {
  readonly district: number
  readonly kind: string
  readonly stream: string
  readonly key: string
  readonly dueAt: number
  /** How often it was taken before without going away. */
  readonly attempts: number
}

/**
 * Takes the deadlines that are due at `now`, earliest first, for `holdMs` of real time. Rows that another worker
 * holds are skipped; a hold that its worker does not live to finish runs out.
 */
export async function holdDue(
  db: Db,
  at: {
    readonly now: number
    readonly limit: number
    readonly holdMs: number
    readonly kinds: readonly string[]
  },
): Promise<DueDeadline[]> {
  const { rows } = await sql<DueDeadline>`
    with due as (
      select district, kind, stream, key from deadline
      where due_at <= ${new Date(at.now)} and (held_until is null or held_until < clock_timestamp())
        and kind = any(${at.kinds}::text[])
      order by due_at, district, stream, key
      limit ${at.limit}
      for update skip locked
    ), held as (
      update deadline d
      set held_until = clock_timestamp() + ${at.holdMs}::int * interval '1 millisecond', attempts = d.attempts + 1
      from due
      where d.district = due.district and d.kind = due.kind and d.stream = due.stream and d.key = due.key
      returning d.district, d.kind, d.stream, d.key, d.due_at as "dueAt", d.attempts - 1 as attempts
    )
    select * from held order by "dueAt", district, stream, key`.execute(db)
  return rows
}

/** Deadlines whose handlers failed or left them running are due again after their pause of real time; answers these. */
export async function postpone(
  db: Db,
  pauses: readonly { readonly row: DueDeadline; readonly pauseMs: number }[],
): Promise<ReadonlySet<DueDeadline>> {
  if (pauses.length === 0) return new Set()
  const rows = JSON.stringify(
    pauses.map(({ row: { district, kind, stream, key, dueAt }, pauseMs }, ord) => ({
      ord,
      district,
      kind,
      stream,
      key,
      pauseMs,
      dueAt: new Date(dueAt),
    })),
  )
  const { rows: running } = await sql<{ ord: number }>`
    update deadline d set held_until = clock_timestamp() + r."pauseMs" * interval '1 millisecond'
    from jsonb_to_recordset(${rows}::jsonb)
      as r(ord int, district int, kind text, stream uuid, key text, "dueAt" timestamptz, "pauseMs" int)
    where d.district = r.district and d.kind = r.kind and d.stream = r.stream and d.key = r.key
      and d.due_at = r."dueAt"
    returning r.ord`.execute(db)
  return new Set(running.flatMap(({ ord }) => pauses[ord]?.row ?? []))
}

/** Due time of the earliest running deadline that nobody holds, or null. */
export async function findNextDue(db: Db, kinds: readonly string[]): Promise<number | null> {
  const { rows } = await sql<{ due_at: number | null }>`
    select min(due_at) as due_at from deadline
    where (held_until is null or held_until < clock_timestamp()) and kind = any(${kinds}::text[])`.execute(db)
  return rows[0]?.due_at ?? null
}
