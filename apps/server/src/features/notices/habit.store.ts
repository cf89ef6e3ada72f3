// What posts have said about being told, and the devices on which they let notices be shown.
import type { NoticeHabits } from '@gezhi/core/notices/quiet'
import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/database.ts'
import type { Device } from './channels/push.ts'
import './tables.ts'

/** Habits by post; posts that said nothing are left out. */
export async function findHabits(
  tx: Tx,
  district: number,
  posts: readonly string[],
): Promise<ReadonlyMap<string, NoticeHabits>> {
  const { rows } = await sql<NoticeHabits & { post: string }>`
    select post, on_call as "onCall", away_from as "awayFrom", away_to as "awayTo" from notice_habit
    where district = ${district} and post = any(${[...posts]})`.execute(tx)
  return new Map(rows.map(({ post, ...habits }) => [post, habits]))
}

export async function saveHabits(
  tx: Tx,
  district: number,
  post: string,
  habits: NoticeHabits,
): Promise<void> {
  const { onCall, awayFrom, awayTo } = habits
  const instant = (at: number | null) => (at === null ? null : new Date(at))
  await sql`
    insert into notice_habit values (${district}, ${post}, ${onCall}, ${instant(awayFrom)}, ${instant(awayTo)})
    on conflict (district, post) do update
      set on_call = excluded.on_call, away_from = excluded.away_from, away_to = excluded.away_to`.execute(tx)
}

/** Of these posts those that have a device. */
export async function findReachable(
  tx: Tx,
  district: number,
  posts: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ post: string }>`
    select distinct post from push_device where district = ${district} and post = any(${[...posts]})`.execute(
    tx,
  )
  return new Set(rows.map(({ post }) => post))
}

export async function findDevices(db: Db | Tx, district: number, post: string): Promise<Device[]> {
  const { rows } = await sql<Device>`
    select id, endpoint, p256dh, auth from push_device
    where district = ${district} and post = ${post} order by created_at`.execute(db)
  return rows
}

export async function saveDevice(
  tx: Tx,
  district: number,
  device: Device & { readonly post: string; readonly person: string },
  at: number,
): Promise<void> {
  const { id, post, person, endpoint, p256dh, auth } = device
  await sql`
    insert into push_device (district, id, post, person, endpoint, p256dh, auth, created_at)
    values (${district}, ${id}, ${post}, ${person}, ${endpoint}, ${p256dh}, ${auth}, ${new Date(at)})
    on conflict (district, id) do update set post = excluded.post, person = excluded.person,
      p256dh = excluded.p256dh, auth = excluded.auth`.execute(tx)
}

export async function deleteDevice(db: Db | Tx, district: number, id: string): Promise<void> {
  await sql`delete from push_device where district = ${district} and id = ${id}`.execute(db)
}
