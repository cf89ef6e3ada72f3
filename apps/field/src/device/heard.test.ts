import type { OutboxEntry } from '@gezhi/client/outbox'
import { describe, expect, it } from 'vitest'
import { heardOf } from './heard.ts'

type CommandState = OutboxEntry['state']
const entry = (id: string, state: CommandState) => ({ id, state })
const after = (from: CommandState, to: CommandState) =>
  heardOf(new Map([['a', from]]), [entry('a', to)]).heard

describe('the hand feels', () => {
  it('nothing of what was there when the app opened, nor of what is only kept', () => {
    expect(heardOf(null, [entry('a', 'refused')]).heard).toBeNull()
    expect(heardOf(new Map(), [entry('a', 'saved')]).heard).toBeNull()
    expect(after('saved', 'sending')).toBeNull()
  })

  it('once that something was sent, not again when it was decided', () => {
    expect(after('sending', 'received')).toBe('sent')
    expect(after('sending', 'decided')).toBe('sent')
    expect(after('received', 'decided')).toBeNull()
  })

  it('a refusal, also when others were sent with it', () => {
    const before = new Map<string, CommandState>([
      ['a', 'sending'],
      ['b', 'sending'],
    ])
    expect(heardOf(before, [entry('a', 'refused'), entry('b', 'received')]).heard).toBe('refused')
    expect(after('refused', 'refused')).toBeNull()
  })
})
