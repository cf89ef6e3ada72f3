import { describe, expect, it } from 'vitest'
import { shiftToNow, timeReader, zoneOffsets } from './times.ts'

const at = (text: string): number => Date.parse(text)
const newYork = timeReader(['yyyy-MM-dd HH:mm:ss'], 'America/New_York')

describe('times of a foreign system', () => {
  it('are four hours behind UTC in its summer and five in its winter', () => {
    expect(newYork('2011-07-01 01:32:33')).toBe(at('2011-07-01T05:32:33Z'))
    expect(newYork('2011-12-01 01:32:33')).toBe(at('2011-12-01T06:32:33Z'))
  })

  it('that summer time skips are read as if the clock had not been moved', () => {
    expect(newYork('2011-03-13 02:30:00')).toBe(at('2011-03-13T07:30:00Z'))
    expect(newYork('2011-03-13 01:59:59')).toBe(at('2011-03-13T06:59:59Z'))
    expect(newYork('2011-03-13 03:00:00')).toBe(at('2011-03-13T07:00:00Z'))
  })

  it('that come twice mean the first', () => {
    expect(newYork('2011-11-06 01:30:00')).toBe(at('2011-11-06T05:30:00Z'))
    expect(newYork('2011-11-06 02:00:00')).toBe(at('2011-11-06T07:00:00Z'))
  })

  it('of the district have no summer time', () => {
    const read = timeReader(['yyyy/M/d H:mm:ss', 'yyyy-MM-dd HH:mm:ss'], 'Asia/Shanghai')
    expect(read('2019/2/28 9:25:05')).toBe(at('2019-02-28T01:25:05Z'))
    expect(read('2019-08-01 00:00:00')).toBe(at('2019-07-31T16:00:00Z'))
  })

  it.each([
    '',
    '2011-02-30 00:00:00',
    '2011-13-01 00:00:00',
    '2011-07-01 24:00:00',
    '01/07/2011',
    '2011-07-01 1:00:00',
  ])('are not read from "%s"', (text) => expect(newYork(text)).toBeNull())

  it('keep the hour of day when the first row is brought to now', () => {
    const now = at('2026-11-22T02:00:00Z')
    const first = at('2011-07-01T05:32:33Z')
    const shift = shiftToNow(first, now, 'America/New_York', 'Asia/Shanghai')
    // 01:32:33 on the wall there, 01:32:33 on the wall here, within the day after now (10:00 here).
    expect(new Date(first + shift).toISOString()).toBe('2026-11-22T17:32:33.000Z')
    expect((first + shift + zoneOffsets('Asia/Shanghai')(now)) % 86_400_000).toBe(
      (first + zoneOffsets('America/New_York')(first)) % 86_400_000,
    )
  })
})
