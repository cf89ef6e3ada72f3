import type { ExportView } from '@gezhi/core/residents/protection.api'
import type { PurposeCode } from '@gezhi/core/residents/purposes'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

export interface ExportRow {
  readonly id: string
  readonly askedAt: number
  readonly post: string
  readonly person: string
  readonly org: string
  readonly community: string
  readonly purpose: PurposeCode
  readonly reason: string
  readonly state: ExportView['state']
  readonly decidedAt: number | null
  readonly answer: string | null
  readonly rows: number | null
  readonly takenAt: number | null
}

const ROW = sql`id, asked_at as "askedAt", post, person, org, community, purpose, reason, state,
  decided_at as "decidedAt", answer, row_count as "rows", taken_at as "takenAt" from privacy.export`

/** Newest first; of one person, or all. */
export async function findExports(tx: Tx, district: number, person: string | null): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`select ${ROW}
    where district = ${district} and (${person}::text is null or person = ${person})
    order by state = 'ASKED' desc, asked_at desc limit 200`.execute(tx)
  return rows
}

/** Locked: two decisions at once are one after the other. */
export async function lockExport(tx: Tx, district: number, id: string): Promise<ExportRow | null> {
  const { rows } =
    await sql<ExportRow>`select ${ROW} where district = ${district} and id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}

type NewExport = Pick<
  ExportRow,
  'id' | 'askedAt' | 'post' | 'person' | 'org' | 'community' | 'purpose' | 'reason'
>

export async function insertExport(tx: Tx, district: number, asked: NewExport): Promise<void> {
  const { id, askedAt, post, person, org, community, purpose, reason } = asked
  await sql`insert into privacy.export (district, id, asked_at, post, person, org, community, purpose, reason, state)
    values (${district}, ${id}, ${new Date(askedAt)}, ${post}, ${person}, ${org}, ${community}, ${purpose}, ${reason},
      'ASKED')`.execute(tx)
}

interface Decided {
  readonly id: string
  readonly approved: boolean
  readonly answer: string | null
  readonly now: number
  readonly by: string
}

export async function decideExport(
  tx: Tx,
  district: number,
  { id, approved, answer, now, by }: Decided,
): Promise<void> {
  await sql`update privacy.export set state = ${approved ? 'APPROVED' : 'REFUSED'}, decided_at = ${new Date(now)},
    decided_by = ${by}, answer = ${answer} where district = ${district} and id = ${id}`.execute(tx)
}

export async function markTaken(
  tx: Tx,
  district: number,
  id: string,
  rows: number,
  now: number,
): Promise<void> {
  await sql`update privacy.export set state = 'TAKEN', row_count = ${rows}, taken_at = ${new Date(now)}
    where district = ${district} and id = ${id}`.execute(tx)
}
