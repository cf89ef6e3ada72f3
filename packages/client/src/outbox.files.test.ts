// Photos on the device: safe before they are sent, sent before what names them, forgotten when they are at the centre.
import { expect, test } from 'vitest'
import { createCentre, createPhone } from './outbox.testing.ts'

const DAY_MS = 86_400_000
const photo = (text: string) => new File([text], 'IMG_0001.jpg', { type: 'image/jpeg' })

test('a photo is there after the app was killed, and nobody reads it from the disk', async () => {
  const device = await createPhone(createCentre())
  const first = await device.open()
  const hash = await first.outbox.files.keep(photo('a lamp that is out'))
  expect(await first.outbox.files.keep(photo('a lamp that is out'))).toBe(hash)
  device.kill(first)
  const again = await device.open()
  expect(await (await again.outbox.files.open(hash))?.text()).toBe('a lamp that is out')
  const [row] = await again.db.getAll('file')
  expect(row && new TextDecoder().decode(row.original.data)).not.toContain('lamp')
  expect(await again.outbox.files.open('0'.repeat(64))).toBeNull()
  device.kill(again)
})

test('photos go out before the command that names them, once, whatever becomes of the answers', async () => {
  const centre = createCentre()
  const device = await createPhone(centre)
  const phone = await device.open()
  const hash = await phone.outbox.files.keep(photo('x'))
  const body = { photos: [hash] }
  await phone.outbox.add({ kind: 'case', stream: 'a', body, files: [hash] })
  await phone.outbox.add({ kind: 'case', stream: 'b', body, files: [hash] })
  centre.become('lost after')
  await phone.sender.flush()
  centre.become('fine')
  device.pass(DAY_MS)
  await phone.sender.flush()
  expect(device.uploads).toEqual([hash])
  expect(centre.taken.map((one) => one.body)).toEqual([body, body])
  device.kill(phone)
})

test('a photo is forgotten a day after the centre has it, one of a draft not before a month', async () => {
  const centre = createCentre()
  const device = await createPhone(centre)
  const phone = await device.open()
  const [sent, draft] = [
    await phone.outbox.files.keep(photo('sent')),
    await phone.outbox.files.keep(photo('draft')),
  ]
  await phone.outbox.add({ kind: 'case', stream: 'a', body: { photos: [sent] }, files: [sent] })
  centre.become('lost before')
  device.pass(2 * DAY_MS)
  await phone.sender.flush()
  expect(await phone.outbox.files.forgetUnused()).toBe(0)
  centre.become('fine')
  await phone.sender.flush()
  expect(await phone.outbox.files.forgetUnused()).toBe(1)
  expect(await phone.outbox.files.open(sent)).toBeNull()
  device.pass(30 * DAY_MS)
  device.draft(draft)
  expect(await phone.outbox.files.forgetUnused()).toBe(0)
  device.draft()
  expect(await phone.outbox.files.forgetUnused()).toBe(1)
  device.kill(phone)
})
