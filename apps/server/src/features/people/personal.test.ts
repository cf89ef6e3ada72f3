import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY } from '@gezhi/core/kernel/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readAs, writeAs, type Tx } from '../../kernel/database.ts'
import type { NewContact } from '../../kernel/personal.ts'
import { emptyDatabase, testDatabase } from '../../testing/database.testing.ts'
import { clerk, DISTRICT, MONDAY, testClock } from '../../testing/kernel.testing.ts'
import { personalKeys, readPersonalKeys, type PersonalKeys } from './personal.keys.ts'
import { personalStore } from './personal.store.ts'

const database = testDatabase()
const clock = testClock()
let folder: string
let keys: PersonalKeys
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhi-keys-'))
  keys = await readPersonalKeys(join(folder, 'keys', 'personal.key'), true)
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  await emptyDatabase(database.db)
  clock.set(MONDAY)
})

const store = () => personalStore({ now: clock.now, keys })
const write = <T>(work: (tx: Tx) => Promise<T>, district = DISTRICT) => writeAs(database.db, district, work)
const contact = (change: Partial<NewContact> = {}): NewContact => ({
  id: randomUUID(),
  name: '张三丰',
  phone: '138-1234-5678',
  purpose: 'CASE_FOLLOW_UP',
  legalBasis: 'CONSENT',
  retentionUntil: MONDAY + 365 * DAY,
  ...change,
})
const reveal = (id: string, actor = clerk) =>
  write(
    (tx) => store().revealContact(tx, { id, actor, purpose: 'CONTACT_REPORTER', subject: 'case:1' }),
    actor.district,
  )
const logged = async () => (await sql`select * from personal.read_log`.execute(database.db)).rows

describe('the contact of a reporter', () => {
  test('is nowhere in the database in plain words', async () => {
    const saved = contact()
    await write((tx) => store().saveContact(tx, DISTRICT, saved))
    // bytea is shown as hexadecimal, so a plain value would be found in one of the two spellings.
    const { rows } = await sql<{ row: string }>`select c::text as row from personal.contact c`.execute(
      database.db,
    )
    const row = rows[0]?.row ?? ''
    expect(row).toContain('138****5678')
    for (const plain of ['张三丰', '三丰', '12345678', '1234-5678', '1381234']) {
      expect(row.includes(plain), plain).toBe(false)
      expect(row.includes(Buffer.from(plain).toString('hex')), plain).toBe(false)
    }
  })

  test('is shown masked, to readers as well', async () => {
    const saved = contact()
    await write((tx) => store().saveContact(tx, DISTRICT, saved))
    const shown = new Map([[saved.id, { name: '张**', phone: '138****5678' }]])
    const other = randomUUID()
    expect(await write((tx) => store().maskedContacts(tx, DISTRICT, [saved.id, other]))).toEqual(shown)
    const scope = { district: DISTRICT, level: 'NONE' } as const
    expect(
      await readAs(database.db, scope, (tx) => store().maskedContacts(tx, DISTRICT, [saved.id])),
    ).toEqual(shown)
  })

  test('is opened for a purpose, and who opened it is in the log', async () => {
    const saved = contact({ phone: undefined })
    await write((tx) => store().saveContact(tx, DISTRICT, saved))
    expect(await reveal(saved.id)).toEqual({ name: '张三丰', phone: null })
    expect(await logged()).toMatchObject([
      {
        contact: saved.id,
        post: 'p1',
        person: 's1',
        purpose: 'CONTACT_REPORTER',
        subject: 'case:1',
        at: MONDAY,
      },
    ])
  })

  test('saved twice under one id stays the first', async () => {
    const saved = contact()
    await write((tx) => store().saveContact(tx, DISTRICT, saved))
    await write((tx) => store().saveContact(tx, DISTRICT, { ...saved, name: '李四' }))
    expect(await reveal(saved.id)).toMatchObject({ name: '张三丰' })
  })

  test('keeps its place in time as the case does, and once past it never comes back', async () => {
    const [open, gone] = [contact(), contact({ retentionUntil: MONDAY + DAY })]
    for (const saved of [open, gone]) await write((tx) => store().saveContact(tx, DISTRICT, saved))
    clock.set(MONDAY + 2 * DAY)
    const later = MONDAY + 400 * DAY
    const until = new Map([
      [open.id, later],
      [gone.id, later],
    ])
    expect(await write((tx) => store().keepContacts(tx, DISTRICT, until))).toBe(1)
    clock.set(MONDAY + 399 * DAY)
    const shown = await write((tx) => store().maskedContacts(tx, DISTRICT, [open.id, gone.id]))
    expect([...shown.keys()]).toEqual([open.id])
    await expect(
      write((tx) => store().keepContacts(tx, DISTRICT, until), DISTRICT + 1),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('cannot be opened past the log, not even by the program', async () => {
    const saved = contact()
    await write((tx) => store().saveContact(tx, DISTRICT, saved))
    for (const statement of [
      'select name_enc from personal.contact',
      'select * from personal.contact',
      'update personal.contact set retention_until = now()',
      'delete from personal.read_log',
      'update personal.read_log set post = post',
      'insert into personal.read_log select * from personal.read_log',
    ]) {
      await expect(
        write((tx) => sql.raw(statement).execute(tx)),
        statement,
      ).rejects.toMatchObject({ code: '42501' })
    }
    const scope = { district: DISTRICT, level: 'ALL' } as const
    const reading = readAs(database.db, scope, (tx) =>
      store().revealContact(tx, {
        id: saved.id,
        actor: clerk,
        purpose: 'CONTACT_REPORTER',
        subject: 'case:1',
      }),
    )
    await expect(reading).rejects.toMatchObject({ code: '42501' })
  })

  test('of one district is not there for another', async () => {
    const saved = contact()
    await write((tx) => store().saveContact(tx, DISTRICT, saved))
    expect(await reveal(saved.id, { ...clerk, district: 150403 })).toBeNull()
    const foreign = write(
      (tx) =>
        store().revealContact(tx, {
          id: saved.id,
          actor: clerk,
          purpose: 'CONTACT_REPORTER',
          subject: 'case:1',
        }),
      150403,
    )
    await expect(foreign).rejects.toMatchObject({ code: '42501' })
    expect(await logged()).toEqual([])
  })

  test('is gone when its time is over, first for readers, then from the disk', async () => {
    const saved = contact({ retentionUntil: MONDAY + DAY })
    await write((tx) => store().saveContact(tx, DISTRICT, saved))
    await write((tx) => store().saveContact(tx, DISTRICT, contact()))
    clock.set(MONDAY + DAY)
    expect(await reveal(saved.id)).toBeNull()
    expect((await write((tx) => store().maskedContacts(tx, DISTRICT, [saved.id]))).size).toBe(0)
    expect(await write((tx) => store().eraseExpired(tx, DISTRICT))).toBe(1)
    expect((await sql`select 1 from personal.contact`.execute(database.db)).rows.length).toBe(1)
  })
})

describe('the keys of personal data', () => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')

  test('open what an older key encrypted, and fingerprints stay the same', () => {
    const old = personalKeys({ current: 'k1', keys: { k1: key(1) } })
    const turned = personalKeys({ current: 'k2', keys: { k1: key(1), k2: key(2) } })
    const sealed = old.encrypt('张三丰', 'here')
    expect(turned.decrypt('k1', sealed, 'here')).toBe('张三丰')
    expect(turned.fingerprint('138')).toEqual(old.fingerprint('138'))
    expect(() => old.decrypt('k2', turned.encrypt('x', 'here'), 'here')).toThrow('k2')
  })

  test('do not open what was moved to another row or changed', () => {
    const { encrypt, decrypt } = personalKeys({ current: 'k1', keys: { k1: key(1) } })
    const sealed = encrypt('张三丰', 'here')
    expect(() => decrypt('k1', sealed, 'there')).toThrow(/authenticate/)
    const changed = Buffer.from(sealed)
    changed.writeUInt8((changed.at(-1) ?? 0) ^ 1, changed.length - 1)
    expect(() => decrypt('k1', changed, 'here')).toThrow(/authenticate/)
    expect(encrypt('张三丰', 'here')).not.toEqual(sealed)
  })

  test('lie in a file that only its owner reads; another is refused', async () => {
    const path = join(folder, 'own', 'personal.key')
    const first = await readPersonalKeys(path, true)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const sealed = first.encrypt('x', 'here')
    expect((await readPersonalKeys(path, true)).decrypt('k1', sealed, 'here')).toBe('x')
    await chmod(path, 0o640)
    await expect(readPersonalKeys(path, true)).rejects.toThrow('chmod 600')
    await expect(readPersonalKeys(join(folder, 'none'), false)).rejects.toThrow('missing')
    await writeFile(path, (await readFile(path, 'utf8')).replace(/"k1": "..../, '"k1": "'), { mode: 0o600 })
    await chmod(path, 0o600)
    await expect(readPersonalKeys(path, true)).rejects.toThrow('not a key file')
  })
})
