import { expect, test } from 'vitest'
import { createCentre, createPhone } from './outbox.testing.ts'

test('whoever keeps something finds it listed at once, though others read the list again meanwhile', async () => {
  const { outbox } = await (await createPhone(createCentre())).open()
  const timer = setInterval(() => void outbox.refresh(), 0)
  for (let n = 0; n < 40; n++) {
    const id = await outbox.add({ kind: 'case', stream: `s${n}`, body: { n } })
    expect(outbox.entries().map((entry) => entry.id)).toContain(id)
  }
  clearInterval(timer)
})
