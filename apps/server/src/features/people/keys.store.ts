import { sql } from 'kysely'
import { writeAs, type Db } from '../../kernel/database.ts'
import type { SealedTable } from '../../kernel/vault.ts'
import { type PersonalKeys, sealMark, WrongKeys } from './personal.keys.ts'

const BATCH = 200

interface Known {
  readonly key_id: string
  readonly proof: Buffer
}

/**
 * Compares the key file with what its keys answered when they came to this database, and notes new ones. Throws
 * `WrongKeys` before anything was read or written with a wrong key.
 */
export async function checkKeys(db: Db, district: number, keys: PersonalKeys, now: number): Promise<void> {
  await writeAs(db, district, async (tx) => {
    const { rows } = await sql<Known>`
      select key_id, proof from privacy.key where district = ${district} order by key_id`.execute(tx)
    const held = new Map(keys.proofs().map((one) => [one.id, one]))
    for (const { key_id: id, proof } of rows) {
      const mine = held.get(id)
      if (!mine)
        throw new WrongKeys(
          `The key file of the personal data lacks the key ${id}, with which data of this database are sealed. ` +
            'Put the file of this installation in place; nothing was changed.',
        )
      if (!mine.proof.equals(proof))
        throw new WrongKeys(
          `The key ${id} in the key file is not the one with which data of this database are sealed. ` +
            'Put the file of this installation in place; nothing was changed.',
        )
      held.delete(id)
    }
    for (const { id, suite, proof } of held.values())
      await sql`insert into privacy.key (district, key_id, suite, proof, noted_at)
        values (${district}, ${id}, ${suite}, ${proof}, ${new Date(now)}) on conflict do nothing`.execute(tx)
  })
}

type Row = { readonly district: number; readonly id: string } & Readonly<Record<string, unknown>>

/** Rows that another key than `current` sealed, a batch at a time. The owner of the tables reads them, no request can. */
async function findOld(
  db: Db,
  { table, id, columns, keyColumn }: SealedTable,
  current: string,
): Promise<Row[]> {
  const mark = sealMark(current)
  const old = keyColumn
    ? sql`${sql.ref(keyColumn)} <> ${current}`
    : sql.join(
        columns.map((column) => sql`substring(${sql.ref(column)} from 1 for ${mark.length}) <> ${mark}`),
        sql` or `,
      )
  const { rows } = await sql<Row>`
    select district, ${sql.ref(id)}::text as id, ${sql.join(columns.map((column) => sql.ref(column)))}
      ${keyColumn ? sql`, ${sql.ref(keyColumn)} as "key"` : sql``}
    from ${sql.table(table)} where ${old} limit ${BATCH}`.execute(db)
  return rows
}

async function reseal(db: Db, keys: PersonalKeys, sealed: SealedTable, row: Row): Promise<void> {
  const { table, id, columns, keyColumn, place } = sealed
  const current = keys.current
  const fresh = columns.flatMap((column) => {
    const bytes = row[column]
    if (!Buffer.isBuffer(bytes)) return []
    const at = place(row.district, row.id, column)
    const value = keyColumn
      ? keys.encrypt(keys.decrypt(String(row['key']), bytes, at), at)
      : keys.seal(keys.open(bytes, at), at)
    return [{ column, bytes, value }]
  })
  const sets = fresh.map(({ column, value }) => sql`${sql.ref(column)} = ${value}`)
  if (keyColumn) sets.push(sql`${sql.ref(keyColumn)} = ${current}`)
  // A row that was corrected meanwhile was sealed with the new key by whoever corrected it.
  const same = fresh.map(({ column, bytes }) => sql` and ${sql.ref(column)} = ${bytes}`)
  await sql`update ${sql.table(table)} set ${sql.join(sets)}
    where district = ${row.district} and ${sql.ref(id)}::text = ${row.id} ${sql.join(same, sql``)}`.execute(
    db,
  )
}

/**
 * Seals everything with the current key that another one sealed, in small steps: stopped and begun again it goes on where
 * it was. Answers how many rows changed.
 */
export async function resealAll(db: Db, keys: PersonalKeys, tables: readonly SealedTable[]): Promise<number> {
  let changed = 0
  for (const sealed of tables)
    for (let rows = await findOld(db, sealed, keys.current); rows.length > 0;) {
      for (const row of rows) await reseal(db, keys, sealed, row)
      changed += rows.length
      rows = await findOld(db, sealed, keys.current)
    }
  return changed
}
