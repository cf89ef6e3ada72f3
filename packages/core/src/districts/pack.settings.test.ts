// Calendars and duty hours that cannot be counted by are refused with the file, the row and the column.
import { describe, expect, it } from 'vitest'
import { packError, type PackError } from './pack.errors.ts'
import { missingYear, readCalendar } from './pack.settings.ts'
import { readPack } from './pack.ts'
import { smallPack } from './pack.testing.ts'

const HEAD = ['date', 'kind', 'name']
const YEAR = ['2026-01-01,REST,元旦', '2026-05-01,REST,劳动节', '2026-10-01,REST,国庆节']

/** `row:column code` of every error of a calendar of these lines; the first line after the head is row 2. */
function errorsOf(...lines: readonly string[]): readonly string[] {
  const errors: PackError[] = []
  const rows = lines.map((line, index) => {
    const [date = '', kind = '', name = ''] = line.split(',')
    return { row: index + 2, cells: { date, kind, name } }
  })
  readCalendar({ file: 'calendar.csv', columns: HEAD, rows }, (place, code, values) => {
    errors.push(packError(place, code, values))
  })
  return errors.map(({ file, row, column, code }) => `${file}:${row}:${column} ${code}`)
}

describe('a calendar', () => {
  it('is whole years of holidays and make-up workdays', () => {
    expect(errorsOf(...YEAR, '2026-10-10,WORK,国庆节调休上班')).toEqual([])
  })
  it('names a day once: two holidays may not overlap in it', () => {
    expect(errorsOf(...YEAR, '2026-10-01,REST,中秋')).toEqual(['calendar.csv:5:date pack/duplicate'])
  })
  it('has no make-up day that is a holiday too', () => {
    expect(errorsOf(...YEAR, '2026-10-10,REST,国庆节', '2026-10-10,WORK,国庆节调休上班')).toEqual([
      'calendar.csv:6:kind pack/day-both-ways',
    ])
  })
  it('makes up on weekends only', () => {
    expect(errorsOf(...YEAR, '2026-10-09,WORK,国庆节调休上班')).toEqual([
      'calendar.csv:5:date pack/make-up-weekday',
    ])
  })
  it('has the days that every year has', () => {
    expect(errorsOf('2026-01-01,REST,元旦', '2026-05-01,REST,劳动节')).toEqual([
      'calendar.csv:2:date pack/year-incomplete',
    ])
  })
  it('leaves no year out between two', () => {
    const next = YEAR.map((line) => line.replace('2026', '2028'))
    expect(errorsOf(...YEAR, ...next)).toEqual(['calendar.csv:null:date pack/year-missing'])
  })
  it('is of this century', () => {
    expect(errorsOf(...YEAR, '0226-10-02,REST,国庆节')).toEqual(['calendar.csv:5:date pack/out-of-range'])
  })
  it('has days that exist, of a kind that exists', () => {
    expect(errorsOf(...YEAR, '2026-02-30,REST,春节', '2026-10-02,HOLIDAY,国庆节')).toEqual([
      'calendar.csv:5:date pack/bad-date',
      'calendar.csv:6:kind pack/not-allowed',
    ])
  })
  it('knows the year of today when it is imported', () => {
    const calendar = [{ date: '2026-01-01', kind: 'REST' as const, name: '元旦' }]
    expect(missingYear(calendar, '2026-11-22')).toBeNull()
    expect(missingYear(calendar, '2027-01-01')).toMatchObject({
      file: 'calendar.csv',
      code: 'pack/year-missing',
      zh: '缺少 2027 年的放假安排',
    })
    expect(missingYear([], '2026-11-22')?.code).toBe('pack/year-missing')
  })
})

/** Errors of the small pack with one member of a YAML file changed. */
function withMember(
  file: 'district' | 'limits',
  change: (value: Record<string, unknown>) => void,
): readonly string[] {
  const raw = smallPack()
  // Gate: both documents of the small pack are written as objects.
  change(raw[file].value as Record<string, unknown>)
  const result = readPack(raw)
  return result.ok ? [] : result.errors.map(({ file, column, code }) => `${file}:${column} ${code}`)
}
const general = (value: Record<string, unknown>) => value['GENERAL'] as Record<string, unknown>

describe('clocks that cannot be counted by', () => {
  it('are duty hours that end before they begin, or at once', () => {
    for (const to of ['07:00', '08:00'])
      expect(withMember('district', (value) => (value['duty'] = { from: '08:00', to }))).toEqual([
        'district.yaml:duty.to pack/duty-hours',
      ])
  })
  it.each([
    ['-2 h', 'pack/bad-amount'],
    ['0 h', 'pack/bad-amount'],
    ['400 d', 'pack/out-of-range'],
    ['', 'pack/required'],
  ])('are limits of %j', (amount, code) => {
    expect(withMember('limits', (value) => (general(value)['sign'] = { clock: 'DUTY', amount }))).toEqual([
      `limits.yaml:GENERAL.sign.amount ${code}`,
    ])
  })
  it('are limits that are not there', () => {
    expect(withMember('limits', (value) => delete general(value)['sign'])).toEqual([
      'limits.yaml:GENERAL.sign pack/bad-shape',
    ])
    expect(withMember('limits', (value) => delete value['URGENT'])).toEqual([
      'limits.yaml:URGENT pack/bad-shape',
    ])
  })
})
