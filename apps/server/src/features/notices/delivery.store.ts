// Messages on their way out: planned with the notice, taken by one worker at a time, tried again with back-off.
import type { Channel, DeliveryState } from '@gezhi/core/notices/notice.api'
import type { Lined } from '@gezhi/core/notices/message'
import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/database.ts'
import './tables.ts'

export interface DeliveryTold {
  readonly notice: string
  readonly channel: Channel
  readonly state: DeliveryState
  readonly at: number | null
}

/** What became of the messages of these notices. Under `readAs`. */
export async function findDeliveries(
  tx: Tx,
  district: number,
  notices: readonly string[],
): Promise<DeliveryTold[]> {
  const { rows } = await sql<DeliveryTold>`
    select notice, channel, state, coalesce(delivered_at, tried_at) as at from notice_delivery
    where district = ${district} and notice = any(${[...notices]}::uuid[])`.execute(tx)
  return rows
}

export interface NewDelivery {
  readonly notice: string
  readonly channel: Channel
  readonly recipient: string
  readonly loud: boolean
  readonly nextAt: number
}

export async function insertDeliveries(
  tx: Tx,
  district: number,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return
  const rows = JSON.stringify(deliveries.map((one) => ({ ...one, nextAt: new Date(one.nextAt) })))
  await sql`
    insert into notice_delivery (district, notice, channel, recipient, loud, state, next_at)
    select ${district}::int, r.notice, r.channel, r.recipient, r.loud, 'WAITING', r."nextAt"
    from jsonb_to_recordset(${rows}::jsonb)
      as r(notice uuid, channel text, recipient text, loud boolean, "nextAt" timestamptz)
    on conflict do nothing`.execute(tx)
}

export interface DueDelivery extends Lined {
  readonly district: number
  readonly notice: string
  readonly caseId: string
  readonly channel: Channel
  readonly recipient: string
  readonly person: string
  readonly loud: boolean
  readonly attempts: number
}

/**
 * Takes what may leave at `now` for `holdMs` of real time, with the words it is told in. What was read or is done
 * already leaves no more; a recipient who was written to a moment ago is left to the next round.
 */
export async function holdDeliveries(
  db: Db,
  at: {
    readonly now: number
    readonly holdMs: number
    readonly limit: number
    readonly spacingMs: { readonly loud: number; readonly quiet: number }
  },
): Promise<DueDelivery[]> {
  await sql`
    delete from notice_delivery d using notice n
    where d.state = 'WAITING' and d.next_at <= ${new Date(at.now)} and n.district = d.district and n.id = d.notice
      and (n.read_at is not null or n.settled_at is not null)`.execute(db)
  const { rows } = await sql<DueDelivery>`
    with due as (
      select d.district, d.notice, d.channel from notice_delivery d
      where d.state = 'WAITING' and d.next_at <= ${new Date(at.now)}
        and (d.held_until is null or d.held_until < clock_timestamp())
        and not exists (
          select 1 from notice_delivery l
          where l.district = d.district and l.recipient = d.recipient and l.channel = d.channel
            and l.state = 'DELIVERED' and l.delivered_at > ${new Date(at.now)}::timestamptz
              - case when d.loud then ${at.spacingMs.loud}::int else ${at.spacingMs.quiet}::int end
              * interval '1 millisecond')
      order by d.next_at, d.notice limit ${at.limit} for update skip locked
    ), held as (
      update notice_delivery d
      set held_until = clock_timestamp() + ${at.holdMs}::int * interval '1 millisecond', attempts = d.attempts + 1
      from due where d.district = due.district and d.notice = due.notice and d.channel = due.channel
      returning d.*
    )
    select h.district, h.notice, n.case_id as "caseId", h.channel, h.recipient, n.person, h.loud, h.attempts,
      n.kind, n.urgency, n.details as values, n.due_at as "dueAt", c.number
    from held h join notice n on n.district = h.district and n.id = h.notice
    left join case_row c on c.district = n.district and c.id = n.case_id
    order by n.at, h.notice`.execute(db)
  return rows
}

/** By way: since when the oldest message might have left that has not. */
export async function findLate(
  db: Db,
  now: number,
): Promise<{ readonly channel: Channel; readonly since: number }[]> {
  const { rows } = await sql<{ channel: Channel; since: number }>`
    select channel, min(next_at) as since from notice_delivery
    where state = 'WAITING' and next_at <= ${new Date(now)} group by channel`.execute(db)
  return rows
}

type Same = Pick<DueDelivery, 'district' | 'channel'> & { readonly notices: readonly string[] }

export async function markDelivered(db: Db, { district, channel, notices }: Same, at: number): Promise<void> {
  await sql`
    update notice_delivery set state = 'DELIVERED', tried_at = ${new Date(at)}, delivered_at = ${new Date(at)},
      failure = null, held_until = null
    where district = ${district} and channel = ${channel} and notice = any(${[...notices]}::uuid[])`.execute(
    db,
  )
}

/** `nextAt` null: given up. */
export async function markFailed(
  db: Db | Tx,
  { district, channel, notices }: Same,
  failed: { readonly at: number; readonly failure: string; readonly nextAt: number | null },
): Promise<void> {
  await sql`
    update notice_delivery set state = ${failed.nextAt === null ? 'FAILED' : 'WAITING'},
      tried_at = ${new Date(failed.at)}, failure = ${failed.failure.slice(0, 200)}, held_until = null,
      next_at = ${new Date(failed.nextAt ?? failed.at)}
    where district = ${district} and channel = ${channel} and notice = any(${[...notices]}::uuid[])`.execute(
    db,
  )
}
