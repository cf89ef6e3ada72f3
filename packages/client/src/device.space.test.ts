import { expect, test } from 'vitest'
import { keeping, NoSpace } from './device.space.ts'

const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))

test('a full device makes room and keeps what was done', async () => {
  let room = false
  const kept = await keeping(
    async () => (room ? 'kept' : full()),
    async () => void (room = true),
  )
  expect(kept).toBe('kept')
})

test('where no room can be made the screen hears so, and of every other fault as it is', async () => {
  await expect(keeping(full, async () => 0)).rejects.toBeInstanceOf(NoSpace)
  await expect(keeping(() => Promise.reject(new RangeError('x')), full)).rejects.toBeInstanceOf(RangeError)
})
