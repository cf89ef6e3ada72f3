// Devices as rows. All through `writeAs`: the role of the program sees its district only.
import type { Tx } from '../../kernel/database.ts'
import type { DeviceGroup } from '@gezhi/core/sync/sync.api'
import { sql, type SqlBool } from 'kysely'
import './tables.ts'

export interface Bound {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly appVersion: string
  readonly deliveryHash: Buffer
  /** Kept from the first binding on: what lies on the device is sealed with it. */
  readonly secret: Buffer
  readonly sessionHash: Buffer | null
  /** Null: the device did not say. */
  readonly unsent: number | null
}

export type DeviceRow = NonNullable<Awaited<ReturnType<typeof findDevice>>>

const COLUMNS = [
  'id',
  'person',
  'name',
  'app_version',
  'bound_at',
  'last_seen_at',
  'unsent',
  'revoked_at',
  'revoked_by',
  'revoked_reason',
  'told_at',
  'delivered_at',
  sql<number>`cardinality(taken)`.as('taken'),
  sql<number>`cardinality(not_taken)`.as('not_taken'),
] as const

const NOT_SIGNED_OUT = {
  revoked_at: null,
  revoked_by: null,
  revoked_reason: null,
  told_at: null,
  delivered_at: null,
  taken: [],
  not_taken: [],
}

/**
 * Registers the device, or notes that its person signed in there again: that also ends an earlier sign-out. Answers its
 * row with the secret; undefined when the device is somebody else's.
 */
export async function bindDevice(tx: Tx, district: number, device: Bound, at: number) {
  const { id, person, name, appVersion, deliveryHash, secret, sessionHash, unsent } = device
  const now = new Date(at)
  return tx
    .insertInto('device')
    .values({
      district,
      id,
      person,
      name,
      app_version: appVersion,
      delivery_hash: deliveryHash,
      secret,
      session_hash: sessionHash,
      bound_at: now,
      last_seen_at: now,
      unsent,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['district', 'id'])
        .doUpdateSet({
          name,
          app_version: appVersion,
          delivery_hash: deliveryHash,
          session_hash: sessionHash,
          last_seen_at: now,
          // Who does not say keeps what was said before.
          unsent: sql`coalesce(excluded.unsent, device.unsent)`,
          ...NOT_SIGNED_OUT,
        })
        .where('device.person', '=', person),
    )
    .returning([...COLUMNS, 'secret'])
    .executeTakeFirst()
}

export async function findDevice(tx: Tx, district: number, id: string) {
  return tx
    .selectFrom('device')
    .where('district', '=', district)
    .where('id', '=', id)
    .select([...COLUMNS, 'delivery_hash', 'session_hash'])
    .executeTakeFirst()
}

/** Where a page of devices goes on: after this one. */
export interface DeviceMark {
  readonly lastSeenAt: number
  readonly id: string
}

export interface DeviceFilter {
  /** Null: of everybody. */
  readonly persons: readonly string[] | null
  /** A device fits when its name has the text or its person is one of `named`; null: every device. */
  readonly text: { readonly like: string; readonly named: readonly string[] } | null
  readonly group: DeviceGroup | null
  readonly after: DeviceMark | null
  readonly limit: number
}

/** Those seen last come first. */
export async function findDevices(tx: Tx, district: number, filter: DeviceFilter) {
  const { persons, text, group, after, limit } = filter
  let query = tx.selectFrom('device').where('district', '=', district)
  if (persons !== null) query = query.where('person', 'in', [...persons])
  if (text !== null)
    query = query.where(sql<SqlBool>`(name ilike ${text.like} or person = any(${[...text.named]}::text[]))`)
  if (group !== null) query = query.where('revoked_at', group === 'IN_USE' ? 'is' : 'is not', null)
  if (after !== null)
    query = query.where(sql<SqlBool>`(last_seen_at, id) < (${new Date(after.lastSeenAt)}, ${after.id}::uuid)`)
  return query.select(COLUMNS).orderBy('last_seen_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** Signs it out; what was noted of an earlier sign-out is gone. A device that is signed out already stays as it is. */
export async function markRevoked(
  tx: Tx,
  district: number,
  device: { readonly id: string; readonly by: string; readonly at: number; readonly reason: string | null },
): Promise<void> {
  await tx
    .updateTable('device')
    .set({
      ...NOT_SIGNED_OUT,
      revoked_at: new Date(device.at),
      revoked_by: device.by,
      revoked_reason: device.reason,
    })
    .where('district', '=', district)
    .where('id', '=', device.id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** The device has asked and knows; the first time counts. */
export async function markTold(tx: Tx, district: number, id: string, at: number): Promise<void> {
  await tx
    .updateTable('device')
    .set({ told_at: new Date(at) })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('revoked_at', 'is not', null)
    .where('told_at', 'is', null)
    .execute()
}

/** Notes what came after the sign-out, each command once however often it is sent. */
export async function noteDelivery(
  tx: Tx,
  district: number,
  device: { readonly id: string; readonly taken: readonly string[]; readonly notTaken: readonly string[] },
): Promise<void> {
  await sql`
    update device set
      taken = array(select distinct unnest(taken || ${[...device.taken]}::uuid[])),
      not_taken = array(select distinct unnest(not_taken || ${[...device.notTaken]}::uuid[]))
    where district = ${district} and id = ${device.id} and revoked_at is not null`.execute(tx)
}

export async function markDelivered(tx: Tx, district: number, id: string, at: number): Promise<void> {
  await tx
    .updateTable('device')
    .set({ delivered_at: new Date(at) })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('revoked_at', 'is not', null)
    .execute()
}
