import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeAs } from '../../kernel/database.ts'
import { placeIn, type SealedTable } from '../../kernel/vault.ts'
import { emptyDatabase, testDatabase } from '../../testing/database.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/kernel.testing.ts'
import { checkKeys, resealAll } from './keys.store.ts'
import { addPersonalKey, personalKeys, readPersonalKeys } from './personal.keys.ts'
import { CONTACTS, personalStore } from './personal.store.ts'

const database = testDatabase()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhi-rotation-'))
  await emptyDatabase(database.db)
})
afterAll(() => rm(folder, { recursive: true }))

const PHONES: SealedTable = {
  table: 'personal.phone',
  id: 'resident',
  columns: ['phone_enc'],
  place: placeIn('personal.phone'),
}
const ID = '00000000-0000-4000-8000-00000000000'
const key = (suite = '') => suite + randomBytes(32).toString('base64')

describe('both suites of algorithms', () => {
  test.each(['', 'sm4:'])(
    'R-P-19 %j open what they sealed for this place, and nothing that was touched',
    (suite) => {
      const keys = personalKeys({ current: 'k1', keys: { k1: key(suite) } })
      const sealed = keys.seal('张秀兰 13800001234', 'here')
      expect(keys.open(sealed, 'here')).toBe('张秀兰 13800001234')
      expect(sealed.toString('latin1')).not.toContain('1380000')
      expect(keys.seal('张秀兰 13800001234', 'here').equals(sealed)).toBe(false)
      expect(() => keys.open(sealed, 'there')).toThrow()
      for (let at = 4; at < sealed.length; at++) {
        const touched = Buffer.from(sealed)
        touched[at] = (touched[at] ?? 0) ^ 1
        expect(() => keys.open(touched, 'here'), `byte ${at}`).toThrow()
      }
      const stranger = personalKeys({ current: 'k1', keys: { k1: key(suite) } })
      expect(() => stranger.open(sealed, 'here')).toThrow()
      expect(stranger.fingerprint('x').equals(keys.fingerprint('x'))).toBe(false)
    },
  )
})

describe('a rotation of keys', () => {
  test('goes on where it was cut short; what the old key sealed is read until it is through, and equal numbers stay equal', async () => {
    const path = join(folder, 'personal.key')
    const running = await readPersonalKeys(path, true)
    const store = personalStore({ now: () => MONDAY, keys: running })
    const contact = {
      id: `${ID}9`,
      name: '李四',
      phone: '13900001111',
      purpose: 'P',
      legalBasis: 'CONSENT',
      retentionUntil: MONDAY + 1000,
    } as const
    await writeAs(database.db, DISTRICT, async (tx) => {
      await store.saveContact(tx, DISTRICT, contact)
      for (const n of [1, 2, 3])
        await sql`insert into personal.phone values (${DISTRICT}, ${ID + n},
          ${running.seal(`1380000000${n}`, PHONES.place(DISTRICT, ID + n, 'phone_enc'))},
          ${running.fingerprint(`1380000000${n}`)}, 'x', now())`.execute(tx)
    })
    const before = running.fingerprint('13800000001')
    expect(await addPersonalKey(path, 'national')).toBe('k2')
    const fresh = await readPersonalKeys(path, false)
    // Cut short: one table is through, the other is not.
    expect(await resealAll(database.db, fresh, [CONTACTS])).toBe(1)
    const opened = async () => {
      const { rows } = await sql<{ resident: string; phone_enc: Buffer }>`
        select resident, phone_enc from personal.phone order by resident`.execute(database.db)
      return rows.map((row) => fresh.open(row.phone_enc, PHONES.place(DISTRICT, row.resident, 'phone_enc')))
    }
    const all = ['13800000001', '13800000002', '13800000003']
    expect(await opened()).toEqual(all)
    expect(await resealAll(database.db, fresh, [CONTACTS, PHONES])).toBe(3)
    expect(await resealAll(database.db, fresh, [CONTACTS, PHONES])).toBe(0)
    expect(await opened()).toEqual(all)
    expect(fresh.fingerprint('13800000001').equals(before)).toBe(true)
    // A program that ran meanwhile finds the new key by itself.
    const actor = { district: DISTRICT, post: 'p', person: 's', role: 'DISTRICT_OPERATOR', org: 'o' } as const
    const shown = await writeAs(database.db, DISTRICT, (tx) =>
      store.revealContact(tx, { id: contact.id, actor, purpose: 'P', subject: 's' }),
    )
    expect(shown).toEqual({ name: '李四', phone: '13900001111' })
  })

  test('with a wrong or missing key the program says so before it does anything', async () => {
    const path = join(folder, 'second.key')
    const right = await readPersonalKeys(path, true)
    const other = DISTRICT + 1
    await checkKeys(database.db, other, right, MONDAY)
    await checkKeys(database.db, other, right, MONDAY)
    const text = await readFile(path, 'utf8')
    const check = async (file: string) => {
      await writeFile(path, file)
      await checkKeys(database.db, other, await readPersonalKeys(path, false), MONDAY)
    }
    await expect(check(text.replace(/"k1": ".*"/, `"k1": "${key()}"`))).rejects.toThrow(
      'The key k1 in the key file is not the one',
    )
    await expect(check(text.replaceAll('k1', 'k7'))).rejects.toThrow('lacks the key k1')
    const { rows } = await sql`select key_id from privacy.key where district = ${other}`.execute(database.db)
    expect(rows).toEqual([{ key_id: 'k1' }])
  })
})
