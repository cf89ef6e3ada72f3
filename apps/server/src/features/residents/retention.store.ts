import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../kernel/database.ts'

const DAY_MS = 86_400_000
/** Consents and answered requests prove for three years that the law was kept. */
const PROOF_MS = 3 * 366 * DAY_MS
/** Visitors' passes after their end (domain specification §4.6). */
const PASS_MS = 30 * DAY_MS

const count = async (tx: Tx, statement: ReturnType<typeof sql>): Promise<number> =>
  Number((await statement.execute(tx)).numAffectedRows ?? 0)

/**
 * Erases what is past its date and locks what the law forbids to erase; answers how many rows of each kind (R-P-09,
 * R-P-10). The report names kinds and numbers, never records.
 */
export async function eraseExpired(tx: Tx, district: number, now: number): Promise<Record<string, number>> {
  const at = new Date(now)
  const locked = await count(
    tx,
    sql`update identity.resident set locked_at = ${at}
      where district = ${district} and retention_until <= ${at} and hold is not null and locked_at is null`,
  )
  const residents = await count(
    tx,
    sql`delete from identity.resident where district = ${district} and retention_until <= ${at} and hold is null`,
  )
  const orphans = (table: string) =>
    sql`delete from ${sql.table(table)} t where district = ${district} and resident is not null
      and not exists (select from identity.resident r where r.district = t.district and r.id = t.resident)`
  const counts = {
    residents,
    locked,
    phones: await count(tx, orphans('personal.phone')),
    residences: await count(tx, orphans('identity.residence')),
    needs:
      (await count(tx, sql`delete from needs.need where district = ${district} and valid_to <= ${at}`)) +
      (await count(tx, orphans('needs.need'))),
    passes:
      (await count(
        tx,
        sql`delete from gates.pass where district = ${district} and class = 'VISITOR'
          and least(valid_to, coalesce(ended_at, valid_to)) <= ${new Date(now - PASS_MS)}`,
      )) + (await count(tx, orphans('gates.pass'))),
    codes: await count(
      tx,
      sql`delete from privacy.code where district = ${district} and expires_at <= ${at}`,
    ),
    keys:
      (await count(
        tx,
        sql`delete from privacy.holder where district = ${district} and expires_at <= ${at}`,
      )) + (await count(tx, orphans('privacy.holder'))),
    consents: await count(
      tx,
      sql`${orphans('privacy.consent')} and coalesce(withdrawn_at, given_at) <= ${new Date(now - PROOF_MS)}`,
    ),
    texts: await count(
      tx,
      sql`delete from privacy.request_text t using privacy.request q
        where t.district = ${district} and q.district = t.district and q.id = t.request
          and q.status in ('GRANTED', 'REFUSED') and q.asked_at <= ${new Date(now - PROOF_MS)}`,
    ),
  }
  await sql`insert into privacy.retention_report (district, id, at, counts)
    values (${district}, ${newId()}, ${at}, ${JSON.stringify(counts)})`.execute(tx)
  return counts
}

interface Report {
  readonly id: string
  readonly at: number
  readonly counts: Record<string, number>
}

/** Newest first; nights on which nothing was due count as well: they prove that the job ran. */
export async function findReports(tx: Tx, district: number): Promise<Report[]> {
  const { rows } = await sql<Report>`select id, at, counts from privacy.retention_report
    where district = ${district} order by at desc limit 60`.execute(tx)
  return rows
}

/** Grants a deletion: past its date from now on, or locked when the law forbids to erase it. */
export async function endRecord(tx: Tx, district: number, resident: string, now: number): Promise<void> {
  await sql`update identity.resident
    set retention_until = case when hold is null then ${new Date(now)} else retention_until end,
      locked_at = case when hold is null then locked_at else ${new Date(now)} end
    where district = ${district} and id = ${resident}`.execute(tx)
}

/** Restricted on request: only kept from now on (PIPL 44). */
export async function lockRecord(tx: Tx, district: number, resident: string, now: number): Promise<void> {
  await sql`update identity.resident set locked_at = ${new Date(now)}
    where district = ${district} and id = ${resident} and locked_at is null`.execute(tx)
}

/** False when there is no such record. */
export async function holdRecord(
  tx: Tx,
  district: number,
  resident: string,
  reason: string | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update identity.resident set hold = ${reason}
    where district = ${district} and id = ${resident}`.execute(tx)
  return numAffectedRows === 1n
}
