import { expect, test } from 'vitest'
import { contactKeptAfter, contactKeptWhileOpen } from './retention.ts'

const at = (iso: string) => Date.parse(iso)

test('a contact is kept for twelve months after the end of its case', () => {
  expect(contactKeptAfter(at('2026-11-22T08:00:00Z'))).toBe(at('2027-11-22T08:00:00Z'))
  expect(contactKeptAfter(at('2028-02-29T08:00:00Z'))).toBe(at('2029-03-01T08:00:00Z'))
})

test('a contact is kept as long as its case is open, which has a bound too', () => {
  const now = at('2026-11-22T08:00:00Z')
  expect(contactKeptWhileOpen(now)).toBeGreaterThan(contactKeptAfter(now))
})
