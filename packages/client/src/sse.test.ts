import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sseReader } from './sse.ts'

const stream =
  'id: 7\nevent: case\ndata: {"seq":7}\n\n: keep-alive\n\ndata: two\ndata: lines\r\n\r\nevent: ping\n\n'

describe('a stream of server-sent events', () => {
  it('yields events with their name, data and the id in force', () => {
    expect(sseReader()(stream)).toEqual([
      { event: 'case', data: '{"seq":7}', id: '7' },
      { event: 'message', data: 'two\nlines', id: '7' },
    ])
  })

  it('reads the same wherever the network cuts it', () => {
    const whole = sseReader()(stream)
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const read = sseReader()
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length]
        const events = at.slice(1).flatMap((end, i) => read(stream.slice(at[i], end)))
        expect(events).toEqual(whole)
      }),
    )
  })
})
