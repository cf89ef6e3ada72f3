import type { RecordKind, RecordView } from '@gezhi/core/residents/record'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

const VIEW = sql`id, kind, key, body, at, by_post as "byPost", keep_until as "keepUntil" from privacy.record`

export async function recordExists(tx: Tx, district: number, kind: RecordKind, id: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from privacy.record
    where district = ${district} and kind = ${kind} and id = ${id}) as found`.execute(tx)
  return rows[0]?.found ?? false
}

/** The newest of every key of a kind, or all of them with the ones before. */
export async function findRecords(
  tx: Tx,
  district: number,
  kind: RecordKind | undefined,
  past: boolean,
): Promise<RecordView[]> {
  const { rows } = await sql<RecordView>`select ${VIEW} r
    where district = ${district} and (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${past} or not exists (select from privacy.record later
        where later.district = r.district and later.kind = r.kind and later.key = r.key
          and (later.at, later.id) > (r.at, r.id)))
    order by at desc, id desc limit 500`.execute(tx)
  return rows
}

export async function insertRecord(tx: Tx, district: number, record: RecordView): Promise<void> {
  const { id, kind, key, body, at, byPost, keepUntil } = record
  await sql`insert into privacy.record (district, id, kind, key, body, at, by_post, keep_until)
    values (${district}, ${id}, ${kind}, ${key}, ${JSON.stringify(body)}, ${new Date(at)}, ${byPost},
      ${new Date(keepUntil)})`.execute(tx)
}
