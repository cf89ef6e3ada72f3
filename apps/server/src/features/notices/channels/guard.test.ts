// No push message reaches a machine inside, whatever name leads there.
import { expect, test } from 'vitest'
import { isPublicAddress, isPushAddress, publicLookup } from './guard.ts'

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.20.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '::1',
  'fd00::1',
  'fe80::1',
  '::ffff:10.0.0.1',
  'no address',
])('%s is inside', (address) => expect(isPublicAddress(address)).toBe(false))

test.each(['142.250.72.10', '2600:1901:0:38d7::'])('%s is outside', (address) =>
  expect(isPublicAddress(address)).toBe(true),
)

test('the push services of browsers are allowed', () => {
  expect(isPushAddress('https://fcm.googleapis.com/fcm/send/abc')).toBe(true)
  expect(isPushAddress('https://updates.push.services.mozilla.com/wpush/v2/abc')).toBe(true)
})

const lookedUp = (addresses: readonly string[]) =>
  new Promise((resolve) => {
    const answer = ((_name: string, _options: object, done: (error: null, all: object[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      )) as unknown as Parameters<typeof publicLookup>[0]
    publicLookup(answer)('push.example.com', {}, (error, address) => resolve(error?.message ?? address))
  })

test('a name is asked again at the moment of connecting, and one inside address among several is enough to refuse', async () => {
  expect(await lookedUp(['142.250.72.10'])).toBe('142.250.72.10')
  expect(await lookedUp(['10.0.0.5'])).toMatch(/not a public host/)
  expect(await lookedUp(['142.250.72.10', '127.0.0.1'])).toMatch(/not a public host/)
})
