import type { HeldCase } from '@gezhi/core/cases/device'
import type { HeldNotice } from '@gezhi/core/notices/device'
import { linesOf } from '@gezhi/core/notices/lines'
import { describe, expect, it } from 'vitest'
import { countWaiting, singleNotices } from './held-notices.ts'
import { openReadHere } from './read-here.ts'

const NOW = 1_700_000_000_000
const notice = (id: string, more: Partial<HeldNotice> = {}): HeldNotice => ({
  id,
  case: 'a',
  kind: 'TASK',
  urgency: 'GENERAL',
  at: NOW,
  dueAt: null,
  values: { task: 'VERIFY' },
  unread: true,
  settled: false,
  keptUntil: NOW + 1,
  ...more,
})
const cases = new Map([
  // Only the fields that a line shows.
  ['a', { id: 'a', summary: { number: '150402-1', title: '井盖破损' } } as unknown as HeldCase],
])
const none: ReadonlySet<string> = new Set()

describe('the notices of a device without the network', () => {
  it('come newest first, with the case where the device holds it', () => {
    const rows = [notice('1'), notice('2', { at: NOW + 60_000, case: 'unknown' })]
    const lines = linesOf(singleNotices(rows, cases, none))
    expect(lines.map(({ ids, cases: of }) => [ids, of])).toEqual([
      [['2'], []],
      [['1'], [{ id: 'a', number: '150402-1', title: '井盖破损' }]],
    ])
  })

  it('count what is unread and not settled, urgent ones apart, and not what was read here', () => {
    const rows = [
      notice('1'),
      notice('2', { urgency: 'URGENT' }),
      notice('3', { settled: true }),
      notice('4', { unread: false }),
      notice('5', { urgency: 'URGENT' }),
    ]
    expect(countWaiting(singleNotices(rows, cases, none))).toEqual({ unread: 3, urgent: 2 })
    expect(countWaiting(singleNotices(rows, cases, new Set(['5'])))).toEqual({ unread: 2, urgent: 1 })
  })

  it('are bundled like at the centre', () => {
    const rows = ['1', '2', '3', '4'].map((id) => notice(id))
    expect(linesOf(singleNotices(rows, cases, none)).map(({ ids }) => ids)).toEqual([['4', '3', '2', '1']])
  })
})

function drawer() {
  const kept = new Map<string, unknown>()
  return {
    kept,
    get: async (name: string) => kept.get(name),
    put: async (name: string, value: unknown) => void kept.set(name, value),
    remove: async (name: string) => void kept.delete(name),
  }
}

describe('what was read without the network', () => {
  it('is still known after the app was closed, and told once when the centre is reached', async () => {
    const notes = drawer()
    await (await openReadHere(notes)).add(['1', '2'])
    const read = await openReadHere(notes)
    expect([...read.ids()]).toEqual(['1', '2'])
    await expect(read.tell(() => Promise.reject(new Error('no network')))).rejects.toThrow('no network')
    const told: string[][] = []
    const send = async (ids: string[]) => void told.push(ids)
    await read.tell(send)
    await read.tell(send)
    expect(told).toEqual([['1', '2']])
  })

  it('is on the disk before a screen shows it, and two readings at once lose nothing', async () => {
    const notes = drawer()
    const read = await openReadHere(notes)
    const seen: unknown[] = []
    read.subscribe(() => seen.push(structuredClone(notes.kept.get('notices-read'))))
    await Promise.all([read.add(['1']), read.add(['2'])])
    expect(seen).toEqual([['1'], ['1', '2']])
  })

  it('stays read until the device itself knows it from the centre', async () => {
    const notes = drawer()
    const read = await openReadHere(notes)
    await read.add(['1', '2'])
    await read.settle(new Set(['1', '2', '3']))
    expect(read.ids().size).toBe(2)
    await read.settle(new Set(['2', '3']))
    expect([...read.ids()]).toEqual(['2'])
    await read.settle(none)
    expect(notes.kept.size).toBe(0)
  })
})
