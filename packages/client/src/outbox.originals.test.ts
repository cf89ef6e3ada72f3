// Photos go out small with their command; the original stays on the device until a wide network has carried it.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createCentre, createPhone } from './outbox.testing.ts'
import { sha256Of } from './upload.ts'

const DAY_MS = 86_400_000
/** Over 300 KB, as a camera makes them. */
const photo = (text: string) => new File([text.padEnd(400_000, '.')], 'IMG_0001.jpg', { type: 'image/jpeg' })
const SMALL = new Blob(['the same in small'], { type: 'image/jpeg' })

beforeAll(() => {
  // What browsers draw with; the test machine has no pictures.
  vi.stubGlobal('createImageBitmap', async () => ({ width: 4000, height: 3000, close: () => undefined }))
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => null
      convertToBlob = async () => SMALL
    },
  )
})
afterAll(() => vi.unstubAllGlobals())

async function sent() {
  const centre = createCentre()
  const device = await createPhone(centre)
  const phone = await device.open()
  const original = await phone.outbox.files.keep(photo('a lamp that is out'))
  const small = (await sha256Of(SMALL)) ?? ''
  await phone.outbox.add({ kind: 'case', stream: 'a', body: { photos: [original] }, files: [original] })
  return { centre, device, phone, original, small }
}

test('the report names the small photo, which says from the first what its original is', async () => {
  const { centre, device, phone, original, small } = await sent()
  device.setWide(true)
  centre.become('lost before')
  await phone.sender.flush()
  expect(device.uploads).toEqual([`${small} of ${original}`])
  expect(await phone.outbox.files.owed()).toBe(0)
  centre.become('fine')
  device.pass(DAY_MS)
  await phone.sender.flush()
  expect(centre.taken.map(({ body }) => body)).toEqual([{ photos: [small] }])
  expect(device.uploads).toEqual([`${small} of ${original}`, original])
  device.kill(phone)
})

test('without Wi-Fi the original waits, however long, through restarts, and goes once when there is one', async () => {
  const { device, phone, original, small } = await sent()
  await phone.sender.flush()
  expect(device.uploads).toEqual([`${small} of ${original}`])
  expect(await phone.outbox.files.owed()).toBe(1)
  device.kill(phone)
  device.pass(60 * DAY_MS)
  const later = await device.open()
  expect(await later.outbox.files.forgetUnused()).toBe(0)
  device.setWide(true)
  await later.sender.flush()
  await later.sender.flush()
  expect(device.uploads).toEqual([`${small} of ${original}`, original])
  expect(later.sender.state()).toBe('idle')
  expect(await later.outbox.files.forgetUnused()).toBe(1)
  device.kill(later)
})

test('what is new goes before originals, and a photo that was withdrawn is owed to nobody', async () => {
  const { device, phone, original, small } = await sent()
  const [waiting] = phone.outbox.entries()
  await phone.outbox.withdraw(waiting?.id ?? '')
  device.setWide(true)
  await phone.sender.flush()
  expect(device.uploads).toEqual([])
  for (const stream of ['b', 'c'])
    await phone.outbox.add({ kind: 'case', stream, body: { photos: [original] }, files: [original] })
  await phone.sender.flush()
  expect(device.uploads).toEqual([`${small} of ${original}`, original])
  device.kill(phone)
})

test('a draft older than a day keeps its photos, also when one of them went out with something else', async () => {
  const { device, phone, original } = await sent()
  const other = await phone.outbox.files.keep(photo('a draft'))
  device.setWide(true)
  await phone.sender.flush()
  device.pass(2 * DAY_MS)
  device.draft(original)
  expect(await phone.outbox.files.forgetUnused()).toBe(0)
  expect(await phone.outbox.files.freeSent()).toBe(0)
  expect(await phone.outbox.files.open(original)).not.toBeNull()
  expect(await phone.outbox.files.open(other)).not.toBeNull()
  device.kill(phone)
})

test('when the device is full, room for what is new comes before originals of what has arrived', async () => {
  const { phone, device, original } = await sent()
  await phone.sender.flush()
  expect(await phone.outbox.files.freeSent()).toBe(1)
  expect(await phone.outbox.files.open(original)).toBeNull()
  device.setWide(true)
  await phone.sender.flush()
  expect(phone.sender.state()).toBe('idle')
  device.kill(phone)
})
