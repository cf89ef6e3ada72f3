import { expect, test } from 'vitest'
import type { CommandRow } from './device.db.ts'
import { pick } from './outbox.pick.ts'

const NOW = 1_800_000_000_000
const DAY_MS = 86_400_000
const row = (seq: number, notBefore: number): CommandRow => ({
  seq,
  id: `c${seq}`,
  person: 'zhang',
  post: 'P',
  kind: 'case',
  version: 1,
  stream: `s${seq}`,
  savedAt: NOW,
  base: null,
  body: { iv: new Uint8Array(12), data: new ArrayBuffer(8) },
  files: [],
  state: 'saved',
  attempts: 1,
  notBefore,
})

test('what was put off waits its half minute, and no longer because the clock was three days fast then', () => {
  const { rows, nextAt } = pick([row(1, NOW + 20_000), row(2, NOW + 3 * DAY_MS)], NOW, 100)
  expect(rows.map(({ id }) => id)).toEqual(['c2'])
  expect(nextAt).toBe(NOW + 20_000)
})
