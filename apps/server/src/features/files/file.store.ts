import type { Actor } from '@gezhi/core/people/actor'
import type { OriginalPurpose } from '@gezhi/core/files/file.api'
import { sql, type Insertable, type Selectable } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Db, Tx } from '../../kernel/database.ts'
import type { FileTable } from './tables.ts'

export type FileRow = Selectable<FileTable>

/** Keeps the first who sent a file, and what that one said of it; sending it again changes nothing but its age, so that it is not cleared away. */
export async function keepFile(tx: Tx, row: Insertable<FileTable>): Promise<void> {
  await tx
    .insertInto('file')
    .values(row)
    .onConflict((it) =>
      it.columns(['district', 'hash']).doUpdateSet((set) => ({ created_at: set.ref('excluded.created_at') })),
    )
    .execute()
}

export async function keepUpload(
  tx: Tx,
  district: number,
  id: string,
  hash: string,
  at: number,
): Promise<void> {
  await tx
    .insertInto('upload')
    .values({ district, id, hash, at: new Date(at) })
    .onConflict((it) => it.columns(['district', 'id']).doNothing())
    .execute()
}

export async function findUpload(db: Db | Tx, district: number, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('upload')
    .select('hash')
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.hash
}

export const findFile = (db: Db | Tx, district: number, hash: string): Promise<FileRow | undefined> =>
  db
    .selectFrom('file')
    .selectAll()
    .where('district', '=', district)
    .where('hash', '=', hash)
    .executeTakeFirst()

/** Those of the hashes that the district has. */
export async function findHashes(
  db: Db | Tx,
  district: number,
  hashes: readonly string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await db
    .selectFrom('file')
    .select('hash')
    .where('district', '=', district)
    .where('hash', 'in', hashes)
    .execute()
  return new Set(rows.map(({ hash }) => hash))
}

export async function logRead(
  tx: Tx,
  actor: Actor,
  hash: string,
  purpose: OriginalPurpose,
  at: number,
): Promise<void> {
  const { district, post, person, role, org } = actor
  await tx
    .insertInto('file_read')
    .values({ district, id: newId(), at: new Date(at), hash, post, person, role, org, purpose })
    .execute()
}

/** Small versions of which these are the originals. */
export async function findSmallOf(
  tx: Tx,
  district: number,
  originals: readonly string[],
): Promise<{ hash: string; original: string }[]> {
  if (originals.length === 0) return []
  return tx
    .selectFrom('file')
    .select(['hash', 'original'])
    .where('district', '=', district)
    .where('original', 'in', originals)
    .$narrowType<{ original: string }>()
    .execute()
}

/** Files that arrived before `before` in the order of their arrival, at most `limit`, from after the given place. */
export async function findOldFiles(
  tx: Tx,
  district: number,
  before: number,
  after: { readonly at: number; readonly hash: string },
  limit: number,
): Promise<{ hash: string; at: number }[]> {
  const { rows } = await sql<{ hash: string; at: number }>`
    select hash, created_at as at from file
    where district = ${district} and created_at < ${new Date(before)}
      and (created_at, hash) > (${new Date(after.at)}, ${after.hash})
    order by created_at, hash limit ${limit}`.execute(tx)
  return rows
}

/** Deletes the row unless the file was sent again in the meantime; true when it went. */
export async function deleteFile(tx: Tx, district: number, hash: string, before: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('file')
    .where('district', '=', district)
    .where('hash', '=', hash)
    .where('created_at', '<', sql<number>`${new Date(before)}`)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function deleteUploads(tx: Tx, district: number, before: number): Promise<void> {
  await tx
    .deleteFrom('upload')
    .where('district', '=', district)
    .where('at', '<', sql<number>`${new Date(before)}`)
    .execute()
}
