import { expect, test, vi } from 'vitest'
import { createGate } from './gate.ts'

/** Works that end when they are told to, and the order in which they began. */
function works() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name)
      ends.set(name, () => resolve(name))
    })
  return { begun, work, end: (name: string) => ends.get(name)?.() }
}

test('so many are let in at once, the others in the order in which they came', async () => {
  const { through } = createGate({ most: 2, waitMs: 1000 })
  const { begun, work, end } = works()
  const done = ['a', 'b', 'c', 'd'].map((name) => through(work(name)))
  expect(begun).toEqual(['a', 'b'])
  end('b')
  await done[1]
  await vi.waitFor(() => expect(begun).toEqual(['a', 'b', 'c']))
  for (const name of ['a', 'c']) end(name)
  await vi.waitFor(() => expect(begun).toEqual(['a', 'b', 'c', 'd']))
  end('d')
  expect(await Promise.all(done)).toEqual(['a', 'b', 'c', 'd'])
})

test('who waits too long is told to come again, and a work that fails makes room', async () => {
  const { through } = createGate({ most: 1, waitMs: 20 })
  const { begun, work, end } = works()
  const first = through(work('first'))
  await expect(through(work('late'))).rejects.toMatchObject({ code: 'server/busy' })
  end('first')
  await first
  await expect(through(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const next = through(work('next'))
  end('next')
  expect(await next).toBe('next')
  expect(begun).toEqual(['first', 'next'])
})
