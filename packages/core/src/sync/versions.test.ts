import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../kernel/calendar.ts'
import { FIRST_VERSION, upcast, type CommandVersions } from './versions.ts'

const MAY = Date.parse('2027-05-01T00:00:00+08:00')
const versions: CommandVersions = {
  current: 3,
  casters: [
    { from: 1, replacedAt: MAY, cast: (body) => ({ ...(body as object), two: true }) },
    { from: 2, replacedAt: MAY + 100 * DAY, cast: (body) => ({ ...(body as object), three: true }) },
  ],
}

test('a body is read through every form that came since', () => {
  const now = MAY + 200 * DAY
  expect(upcast(versions, { version: 1, body: { n: 1 } }, now)).toEqual({
    ok: true,
    body: { n: 1, two: true, three: true },
  })
  expect(upcast(versions, { version: 3, body: { n: 1 } }, now)).toEqual({ ok: true, body: { n: 1 } })
})

test('twelve months after a newer form came the earlier one has to be entered again', () => {
  expect(upcast(versions, { version: 1, body: {} }, MAY + 366 * DAY).ok).toBe(true)
  expect(upcast(versions, { version: 1, body: {} }, MAY + 366 * DAY + 1)).toEqual({
    ok: false,
    code: 'sync/version-too-old',
  })
})

test('a form that is still to come waits for the server; no number is a fault', () => {
  expect(upcast(FIRST_VERSION, { version: 2, body: {} }, MAY)).toEqual({
    ok: false,
    code: 'sync/version-unknown',
  })
  fc.assert(
    fc.property(fc.integer(), (version) => {
      expect(typeof upcast(versions, { version, body: {} }, MAY).ok).toBe('boolean')
    }),
  )
})
