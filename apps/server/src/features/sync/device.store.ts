// Devices as rows. All through `writeAs`: the role of the program sees its district only.
import type { Tx } from '../../kernel/database.ts'
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
}

export type DeviceRow = NonNullable<Awaited<ReturnType<typeof findDevice>>>

const COLUMNS = [
  'id',
  'person',
  'name',
  'app_version',
  'bound_at',
  'last_seen_at',
  'revoked_at',
  'delivered_at',
] as const

/**
 * Registers the device, or notes that its person signed in there again: that also ends an earlier sign-out. Answers its
 * row with the secret; undefined when the device is somebody else's.
 */
export async function bindDevice(tx: Tx, district: number, device: Bound, at: number) {
  const { id, person, name, appVersion, deliveryHash, secret, sessionHash } = device
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
          revoked_at: null,
          revoked_by: null,
          delivered_at: null,
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

/** In the order of their ids, from after `after`; of one person, or of all. */
export async function findDevices(
  tx: Tx,
  district: number,
  page: { readonly person: string | null; readonly after: string | null; readonly limit: number },
) {
  let query = tx.selectFrom('device').where('district', '=', district)
  if (page.person !== null) query = query.where('person', '=', page.person)
  if (page.after !== null) query = query.where(sql<SqlBool>`id > ${page.after}::uuid`)
  return query.select(COLUMNS).orderBy('id').limit(page.limit).execute()
}

export async function markRevoked(
  tx: Tx,
  district: number,
  device: { readonly id: string; readonly by: string; readonly at: number },
): Promise<void> {
  await tx
    .updateTable('device')
    .set({ revoked_at: new Date(device.at), revoked_by: device.by, delivered_at: null })
    .where('district', '=', district)
    .where('id', '=', device.id)
    .where('revoked_at', 'is', null)
    .execute()
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
