// What is under way on a device is its person's, and nobody else's.
import { expect, test } from 'vitest'
import { openDeviceDb } from './device.db.ts'
import { hashesIn, openNotes } from './device.notes.ts'
import { keysFrom } from './device.vault.ts'
import { browserDatabase } from './indexed-db.testing.ts'

browserDatabase()

const HASH = 'a'.repeat(64)
const keyOf = async (person: string) => (await keysFrom(new TextEncoder().encode(person.padEnd(32)))).outbox

test('a note is read by the person who kept it, is sealed on the disk, and is gone when it is removed', async () => {
  const db = await openDeviceDb()
  const zhang = openNotes({ db, key: await keyOf('zhang'), person: 'zhang' })
  const li = openNotes({ db, key: await keyOf('li'), person: 'li' })
  await zhang.put('patrol', { track: [118.93, 42.26] })
  expect(await zhang.get('patrol')).toEqual({ track: [118.93, 42.26] })
  expect(await li.get('patrol')).toBeUndefined()
  expect(await openNotes({ db, key: await keyOf('li'), person: 'zhang' }).get('patrol')).toBeUndefined()
  expect(JSON.stringify(await db.getAll('setting'))).not.toContain('118.93')
  await zhang.put('work visit', { photos: [HASH] })
  expect(hashesIn(await zhang.all())).toEqual(new Set([HASH]))
  expect(await li.all()).toBe('[]')
  await zhang.remove('patrol')
  expect(await zhang.get('patrol')).toBeUndefined()
  db.close()
})
