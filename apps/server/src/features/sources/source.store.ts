import type { SourceKind, SourceView } from '@gezhi/core/sources/source.api'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Db, Tx } from '../../kernel/database.ts'
import type { KnownSource } from '../../kernel/sources.ts'

const known = sql`district, code, kind, rate_per_minute as "ratePerMinute"`

export async function findByKeyHash(db: Db, hash: Buffer): Promise<KnownSource | null> {
  const { rows } = await sql<KnownSource>`
    select ${known} from source where key_hash = ${hash} and active`.execute(db)
  return rows[0] ?? null
}

export async function findByCode(db: Db, district: number, code: string): Promise<KnownSource | null> {
  const { rows } = await sql<KnownSource>`
    select ${known} from source where district = ${district} and code = ${code} and active`.execute(db)
  return rows[0] ?? null
}

export async function findSources(db: Db, district: number): Promise<SourceView[]> {
  const { rows } = await sql<SourceView>`
    select code, name, kind, active, rate_per_minute as "ratePerMinute", created_at as "createdAt",
      rotated_at as "rotatedAt"
    from source where district = ${district} order by code`.execute(db)
  return rows
}

interface NewSource {
  readonly district: number
  readonly code: string
  readonly name: string
  readonly kind: SourceKind
  readonly keyHash: Buffer
  readonly ratePerMinute: number
}

/** False when the code is in use. */
export async function insertSource(tx: Tx, source: NewSource, at: number): Promise<boolean> {
  const { district, code, name, kind, keyHash, ratePerMinute } = source
  const now = new Date(at)
  const { numAffectedRows } = await sql`
    insert into source (district, code, name, kind, key_hash, active, rate_per_minute, created_at, rotated_at)
    values (${district}, ${code}, ${name}, ${kind}, ${keyHash}, true, ${ratePerMinute}, ${now}, ${now})
    on conflict (district, code) do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** False when there is no such source. */
export async function rotateKey(
  tx: Tx,
  district: number,
  code: string,
  keyHash: Buffer,
  at: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update source set key_hash = ${keyHash}, rotated_at = ${new Date(at)}
    where district = ${district} and code = ${code}`.execute(tx)
  return numAffectedRows === 1n
}

interface SourceChange {
  readonly active?: boolean | undefined
  readonly ratePerMinute?: number | undefined
}

/** False when there is no such source. */
export async function changeSource(
  tx: Tx,
  district: number,
  code: string,
  { active, ratePerMinute }: SourceChange,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update source set
      active = coalesce(${active ?? null}, active),
      rate_per_minute = coalesce(${ratePerMinute ?? null}, rate_per_minute)
    where district = ${district} and code = ${code}`.execute(tx)
  return numAffectedRows === 1n
}

interface SourceAudit {
  readonly district: number
  readonly at: number
  readonly action: 'source.registered' | 'source.rotated' | 'source.changed'
  readonly actor: string
  readonly post: string
  readonly code: string
  readonly address: string
  readonly data?: object
}

export async function auditSource(tx: Tx, entry: SourceAudit): Promise<void> {
  const { district, at, action, actor, post, code, address, data = {} } = entry
  await sql`insert into audit (district, id, at, action, actor, post, subject, address, data) values
    (${district}, ${newId()}, ${new Date(at)}, ${action}, ${actor}, ${post}, ${`source:${code}`}, ${address},
     ${JSON.stringify(data)})`.execute(tx)
}
