// Notices as rows: written set-based from a page of facts, read as the inbox of one post.
import type { NoticeKind } from '@gezhi/core/notices/notice'
import type { Urgency } from '@gezhi/core/districts/district'
import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/database.ts'
import './tables.ts'

export interface NewNotice {
  readonly id: string
  readonly caseId: string
  readonly key: string
  readonly recipient: string
  readonly person: string
  readonly role: string
  readonly org: string
  readonly kind: NoticeKind
  readonly urgency: Urgency
  readonly details: Readonly<Record<string, string | number>>
  readonly until: string | null
  readonly dueAt: number | null
  /** The recipient did it: written as read, so that nobody tells them later. */
  readonly known: boolean
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** Writes what is new and answers its ids: the same cause never tells the same recipient twice. */
export async function insertNotices(
  tx: Tx,
  district: number,
  notices: readonly NewNotice[],
  at: number,
): Promise<ReadonlySet<string>> {
  if (notices.length === 0) return new Set()
  const rows = JSON.stringify(notices.map((one) => ({ ...one, dueAt: iso(one.dueAt) })))
  const { rows: fresh } = await sql<{ id: string }>`
    insert into notice (district, id, case_id, key, recipient, person, role, org, kind, urgency, details, until, due_at, at,
      read_at)
    select ${district}::int, r.id, r."caseId", r.key, r.recipient, r.person, r.role, r.org, r.kind, r.urgency, r.details,
      r.until, r."dueAt", ${new Date(at)}::timestamptz, case when r.known then ${new Date(at)}::timestamptz end
    from json_to_recordset(${rows}::json) as r(id uuid, "caseId" uuid, key text, recipient text, person text, role text,
      org text, kind text, urgency text, details jsonb, until text, "dueAt" timestamptz, known boolean)
    on conflict do nothing returning id`.execute(tx)
  return new Set(fresh.map(({ id }) => id))
}

/** Settles notices of these cases whose matter waits no longer. `live`: what still waits, by case. */
export async function settleNotices(
  tx: Tx,
  district: number,
  live: ReadonlyMap<string, readonly string[]>,
  at: number,
): Promise<void> {
  if (live.size === 0) return
  const rows = JSON.stringify([...live].map(([id, keys]) => ({ id, keys })))
  await sql`
    update notice n set settled_at = ${new Date(at)}
    from json_to_recordset(${rows}::json) as c(id uuid, keys jsonb)
    where n.district = ${district} and n.case_id = c.id and n.settled_at is null and n.until is not null
      and not c.keys ? n.until`.execute(tx)
}

export interface InboxRow {
  readonly id: string
  readonly caseId: string
  readonly kind: NoticeKind
  readonly urgency: Urgency
  readonly values: Readonly<Record<string, string | number>>
  readonly dueAt: number | null
  readonly at: number
  readonly readAt: number | null
  readonly settledAt: number | null
  /** Null when the reader may not see the case any more. */
  readonly number: string | null
  readonly title: string | null
}

interface InboxQuery {
  readonly post: string
  readonly unread: boolean
  readonly before: number | null
  readonly limit: number
}

/** Notices of one post, newest first, with number and title of the cases that the reader may see. Under `readAs`. */
export async function findInbox(
  tx: Tx,
  district: number,
  { post, unread, before, limit }: InboxQuery,
): Promise<InboxRow[]> {
  const { rows } = await sql<InboxRow>`
    select n.id, n.case_id as "caseId", n.kind, n.urgency, n.details as values, n.due_at as "dueAt", n.at,
      n.read_at as "readAt", n.settled_at as "settledAt", c.number, c.title
    from notice n left join case_row c on c.district = n.district and c.id = n.case_id
    where n.district = ${district} and n.recipient = ${post}
      and (not ${unread} or (n.read_at is null and n.settled_at is null))
      and (${before === null ? null : new Date(before)}::timestamptz is null
        or n.at < ${before === null ? null : new Date(before)})
    order by n.at desc, n.id desc limit ${limit}`.execute(tx)
  return rows
}

/** Unread notices that still matter, counted up to 1,000. */
export async function countUnread(
  db: Db | Tx,
  district: number,
  post: string,
): Promise<{ readonly unread: number; readonly urgent: number }> {
  const { rows } = await sql<{ unread: number; urgent: number }>`
    select count(*)::int as unread, (count(*) filter (where urgency = 'URGENT'))::int as urgent
    from (select urgency from notice where district = ${district} and recipient = ${post}
      and read_at is null and settled_at is null limit 1000) n`.execute(db)
  return rows[0] ?? { unread: 0, urgent: 0 }
}

export async function markRead(
  tx: Tx,
  district: number,
  post: string,
  which: { readonly ids?: readonly string[] | undefined; readonly upTo?: number | undefined },
  at: number,
): Promise<void> {
  const { ids = [], upTo } = which
  await sql`
    update notice set read_at = ${new Date(at)}
    where district = ${district} and recipient = ${post} and read_at is null
      and (id = any(${[...ids]}::uuid[]) or at <= ${upTo === undefined ? null : new Date(upTo)})`.execute(tx)
}

/** Posts with notices recorded in the last moments, by the database's clock; for the live badge of other processes. */
export async function findRung(
  db: Db,
  sinceMs: number,
): Promise<{ id: string; district: number; post: string }[]> {
  const { rows } = await sql<{ id: string; district: number; post: string }>`
    select id, district, recipient as post from notice
    where recorded_at > clock_timestamp() - ${sinceMs}::int * interval '1 millisecond' limit 5000`.execute(db)
  return rows
}

export interface ToldRow {
  readonly id: string
  readonly key: string
  readonly kind: NoticeKind
  readonly values: Readonly<Record<string, string | number>>
  readonly at: number
  readonly recipient: string
  readonly org: string
  readonly role: string
  readonly readAt: number | null
}

/** Who was told of one case, newest first. Under `readAs`: nothing of a case that the reader may not see. */
export async function findTold(tx: Tx, district: number, caseId: string, limit: number): Promise<ToldRow[]> {
  const { rows } = await sql<ToldRow>`
    select id, key, kind, details as values, at, recipient, org, role, read_at as "readAt" from notice
    where district = ${district} and case_id = ${caseId} and case_visible(district, case_id)
    order by at desc, key, recipient limit ${limit}`.execute(tx)
  return rows
}

/** Deletes what is older than `before` and settled or read; answers how many. */
export async function forgetNotices(tx: Tx, district: number, before: number): Promise<number> {
  await sql`
    delete from notice_delivery d using notice n
    where d.district = ${district} and n.district = d.district and n.id = d.notice and n.at < ${new Date(before)}`.execute(
    tx,
  )
  const { numAffectedRows } = await sql`
    delete from notice where district = ${district} and at < ${new Date(before)}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
