import { describe, expect, it } from 'vitest'
import type { Actor } from '../people/actor.ts'
import type { PatrolCommand } from './commands.ts'
import { decidePatrol, evolvePatrol, newPatrol, type PatrolState } from './patrol.ts'
import { plateOf, pointOf } from './point.ts'
import { shiftEnd } from './shift.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 8, 7, 4)
const COMMUNITY = '150402001001'
const GRID = `${COMMUNITY}1001`
const POINT = '01990000-0000-7000-8000-000000000001'
const member: Actor = {
  post: 'P-1',
  person: 'S-1',
  role: 'GRID_MEMBER',
  org: COMMUNITY,
  district: 150402,
  community: COMMUNITY,
  grids: [GRID],
}

type Record = Extract<PatrolCommand, { type: 'record' }>
const patrol = (given: Partial<Record> = {}): Record => ({
  type: 'record',
  grid: GRID,
  startedAt: NOW - HOUR,
  endedAt: NOW,
  end: 'PERSON',
  positions: 'SOUND',
  visits: [{ point: POINT, at: NOW - HOUR / 2, means: 'QR', uncertain: false }],
  streets: [{ name: '昭乌达路', metres: 400, walked: 300 }],
  ...given,
})
const decide = (command: PatrolCommand, state = newPatrol, actor = member) =>
  decidePatrol(command, state, { now: NOW, actor })
const codeOf = (...args: Parameters<typeof decide>) => {
  const answer = decide(...args)
  return answer.ok ? null : answer.refusal.code
}
const after = (...commands: readonly PatrolCommand[]): PatrolState =>
  commands.reduce((state, command) => {
    const answer = decide(command, state)
    if (!answer.ok) throw new Error(answer.refusal.code)
    return answer.facts.reduce(evolvePatrol, state)
  }, newPatrol)

describe('a patrol', () => {
  it('is recorded once, with its points and streets', () => {
    const state = after(patrol())
    expect(state.recorded).toMatchObject({
      grid: GRID,
      at: NOW,
      by: { person: 'S-1' },
      visits: [{ means: 'QR' }],
    })
    expect(codeOf(patrol(), state)).toBe('patrol/recorded-already')
  })

  it('is of whoever walks: in own grids, or in the own community when the grid was redrawn meanwhile', () => {
    expect(codeOf(patrol({ grid: `${COMMUNITY}1009` }))).toBeNull()
    expect(codeOf(patrol({ grid: '1504020020011001' }))).toBe('patrol/not-your-grid')
    expect(codeOf(patrol(), newPatrol, { ...member, role: 'STREET_DISPATCHER' })).toBe('patrol/not-your-role')
  })

  it('says nothing of the time outside it', () => {
    const visit = { point: POINT, means: 'QR', uncertain: false } as const
    expect(codeOf(patrol({ visits: [{ ...visit, at: NOW - 2 * HOUR }] }))).toBe('patrol/outside')
    expect(codeOf(patrol({ startedAt: NOW, endedAt: NOW - HOUR }))).toBe('patrol/times')
    expect(codeOf(patrol({ startedAt: NOW - 20 * HOUR }))).toBe('patrol/times')
  })

  it('does not take evidence that cannot be: no photo, twice the same point, more than there is of a street', () => {
    const visit = { point: POINT, at: NOW, means: 'PHOTO', uncertain: false } as const
    expect(codeOf(patrol({ visits: [visit] }))).toBe('patrol/no-photo')
    expect(
      codeOf(
        patrol({
          visits: [
            { ...visit, means: 'QR' },
            { ...visit, means: 'CODE' },
          ],
        }),
      ),
    ).toBe('patrol/point-twice')
    expect(codeOf(patrol({ streets: [{ name: '', metres: 10, walked: 11 }] }))).toBe('patrol/streets')
  })

  it('from a device whose clock runs ahead is taken as of now, and its times are uncertain', () => {
    const ahead = 3 * HOUR
    const { recorded } = after(
      patrol({
        startedAt: NOW + ahead - HOUR,
        endedAt: NOW + ahead,
        visits: [{ point: POINT, at: NOW + ahead, means: 'QR', uncertain: false }],
      }),
    )
    expect(recorded).toMatchObject({ startedAt: NOW, endedAt: NOW, visits: [{ at: NOW, uncertain: true }] })
  })

  it('may be explained by who walked it, and by nobody else', () => {
    const state = after(patrol(), { type: 'note', text: ' 小区大门封闭施工 ' })
    expect(state.notes).toEqual([{ at: NOW, text: '小区大门封闭施工' }])
    const other = { ...member, person: 'S-2' }
    expect(codeOf({ type: 'note', text: '不是我' }, state, other)).toBe('patrol/not-yours')
    expect(codeOf({ type: 'note', text: '还没有' })).toBe('patrol/not-recorded')
  })
})

describe('the end of the shift', () => {
  const china = { offset: 8 * HOUR, duty: { from: 8 * HOUR, to: 20 * HOUR } }
  const local = (hour: number) => Date.UTC(2026, 8, 7, hour - 8)

  it('ends a patrol with the duty hours', () => {
    expect(shiftEnd(local(9.5), china)).toBe(local(20))
    expect(shiftEnd(local(19), china)).toBe(local(20))
  })

  it('ends one that began at night after four hours, or when the duty hours begin', () => {
    expect(shiftEnd(local(20), china)).toBe(local(24))
    expect(shiftEnd(local(23), china)).toBe(local(27))
    expect(shiftEnd(local(6), china)).toBe(local(8))
  })
})

describe('a plate', () => {
  const points = [{ code: '1504020113000012' }, { code: '1504020113000112' }, { code: '150402001001F0001' }]

  it('names its point', () => {
    for (const point of points) expect(pointOf(points, plateOf(point))).toBe(point)
  })

  it('is typed by its last digits, if only one point ends so', () => {
    expect(pointOf(points, ' 00112 ')?.code).toBe('1504020113000112')
    expect(pointOf(points, 'f0001')?.code).toBe('150402001001F0001')
    expect(pointOf(points, '012')).toBeNull()
    expect(pointOf([{ code: '10012' }, { code: '20012' }], '0012')).toBeNull()
    expect(pointOf(points, 'https://example.com')).toBeNull()
  })
})
