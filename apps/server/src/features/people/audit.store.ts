import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { PERSONAL_ACTIONS } from '../../kernel/audit.ts'
import type { Db, Tx } from '../../kernel/database.ts'

export const AUDIT_ACTIONS = [
  'session.begun',
  'session.first-factor',
  'session.refused',
  'session.locked',
  'session.code-refused',
  'session.ended',
  'session.demo',
  'session.post-chosen',
  'password.set',
  'password.changed',
  'two-factor.enabled',
  'two-factor.disabled',
  'post.created',
  'post.ended',
  'delegation.given',
  'delegation.ended',
  'account.created',
  'account.link-made',
  'account.unlocked',
  'account.two-factor-reset',
  'list.exported',
  'device.revoked',
  ...PERSONAL_ACTIONS,
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export interface Audit {
  readonly district: number
  /** Milliseconds. */
  readonly at: number
  readonly action: AuditAction
  /** Person code, or `?` when only a name was typed. */
  readonly actor: string
  readonly post?: string | undefined
  readonly subject?: string | undefined
  readonly address?: string | undefined
  readonly data?: Readonly<Record<string, unknown>>
}

/** Adds a row to the audit trail, in the transaction of what it tells of. */
export async function writeAudit(tx: Tx, audit: Audit): Promise<void> {
  const { district, at, action, actor, post, subject, address, data = {} } = audit
  await sql`insert into audit (district, id, at, action, actor, post, subject, address, data) values
    (${district}, ${newId()}, ${new Date(at)}, ${action}, ${actor}, ${post ?? null}, ${subject ?? null},
     ${address ?? null}, ${JSON.stringify(data)})`.execute(tx)
}

export interface AuditRow {
  readonly id: string
  readonly at: number
  readonly action: string
  readonly actor: string
  readonly post: string | null
  readonly subject: string | null
  readonly address: string | null
  readonly data: unknown
}

interface AuditFilter {
  readonly action?: string | undefined
  readonly actor?: string | undefined
  /** Time and id of the last row that was read. */
  readonly before?: { readonly at: number; readonly id: string } | undefined
  readonly limit: number
}

/** Newest first. */
export async function findAudit(
  db: Db | Tx,
  district: number,
  { action, actor, before, limit }: AuditFilter,
): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select id, at, action, actor, post, subject, address, data from audit
    where district = ${district}
      and (${action ?? null}::text is null or action = ${action ?? null})
      and (${actor ?? null}::text is null or actor = ${actor ?? null})
      and (${before?.id ?? null}::uuid is null
        or (at, id) < (${before ? new Date(before.at) : null}::timestamptz, ${before?.id ?? null}::uuid))
    order by at desc, id desc limit ${limit}`.execute(db)
  return rows
}
