// Plans of redrawing grids: their states, who may do what, what follows. Pure.
import { describe, expect, test } from 'vitest'
import type { Grid } from '../districts/district.ts'
import type { Post } from '../districts/register.ts'
import { systemActor, type Actor } from '../people/actor.ts'
import type { Role } from '../people/roles.ts'
import { checkPlan, type RegisterNow } from './redraw.check.ts'
import { decideRedraw, redrawActions, type AnyRedrawCommand, type RedrawContext } from './redraw.decide.ts'
import { consequencesOf } from './redraw.effect.ts'
import { gridAfter } from './redraw.follow.ts'
import { polygonOf, type PlannedGrid, type RedrawPlan, type WholePoint } from './redraw.plan.ts'
import { finding, type RedrawRefusalCode } from './redraw.refusals.ts'
import { evolveRedraw, newRedraw, type RedrawState } from './redraw.ts'

const HOME = '150402001001'
const [LEFT, RIGHT] = [`${HOME}1001`, `${HOME}1002`] as const
const box = (x1: number, x2: number): WholePoint[][] => {
  const at = (x: number, y: number): WholePoint => [1_189_000_000 + x * 1000, 422_000_000 + y * 1000]
  return [[at(x1, 0), at(x2, 0), at(x2, 100), at(x1, 100), at(x1, 0)]]
}
const planned = (id: string, rings: WholePoint[][], posts: string[], more: Partial<PlannedGrid> = {}) => ({
  id,
  kind: 'BASIC' as const,
  name: id,
  community: HOME,
  rings,
  households: 300,
  population: 900,
  posts,
  ...more,
})
const stays = planned(LEFT, box(0, 100), ['P-left'])
const plan: RedrawPlan = {
  name: '一分为二',
  reason: '新建小区入住',
  communities: [HOME],
  grids: [stays, planned('west', box(100, 150), ['P-right']), planned('east', box(150, 200), ['P-left'])],
  day: '2026-09-20',
}
const inForce = (code: string, rings: WholePoint[][]): Grid => ({
  code,
  kind: 'BASIC',
  name: code,
  community: HOME,
  street: HOME.slice(0, 9),
  households: 300,
  population: 900,
  polygon: polygonOf({ rings }),
})
const post = (code: string, grids: readonly string[], role: Role = 'GRID_MEMBER'): Post => ({
  code,
  role,
  org: HOME,
  staff: code,
  grids,
  from: '2024-01-01',
  to: null,
  delegations: [],
  street: HOME.slice(0, 9),
  community: HOME,
})
const now: RegisterNow = {
  grids: [inForce(LEFT, box(0, 100)), inForce(RIGHT, box(100, 200))],
  posts: [post('P-left', [LEFT]), post('P-right', [RIGHT])],
}

const codes = [
  { id: 'west', code: `${HOME}1003` },
  { id: 'east', code: `${HOME}1004` },
]
const place = (x: number): [number, number] => [118.9 + x / 10_000, 42.205]
const consequences = consequencesOf({
  plan,
  codes,
  now,
  nameOf: (code) => code,
  cases: [
    {
      id: 'a',
      grid: RIGHT,
      place: place(120),
    },
    {
      id: 'b',
      grid: RIGHT,
      place: place(180),
    },
    {
      id: 'c',
      grid: LEFT,
      place: place(50),
    },
  ],
  tasks: [
    {
      caseId: 'a',
      grid: RIGHT,
    },
    {
      caseId: 'c',
      grid: LEFT,
    },
  ],
  buildings: [
    {
      place: place(120),
      homes: 40,
      hazard: false,
    },
    {
      place: place(180),
      homes: 60,
      hazard: true,
    },
  ],
  shares: [
    {
      code: RIGHT,
      id: 'west',
      areaM2: 5e3,
    },
    {
      code: RIGHT,
      id: 'east',
      areaM2: 5001,
    },
    {
      code: LEFT,
      id: LEFT,
      areaM2: 9e3,
    },
  ],
})

const actor = (role: Role, person: string, more: Partial<Actor> = {}): Actor => ({
  post: `post-${person}`,
  person,
  role,
  org: '150402',
  district: 150402,
  ...more,
})
const officer = actor('COMMUNITY_OPERATOR', 'officer', { community: HOME, street: HOME.slice(0, 9) })
const leader = actor('DISTRICT_LEADER', 'leader')
const calendar = systemActor(150402, 'calendar')
const STARTS = Date.parse('2026-09-20T00:00:00+08:00')
const BEFORE = STARTS - 86_400_000

const context = (as: Actor, more: Partial<RedrawContext> = {}): RedrawContext => ({
  now: BEFORE,
  actor: as,
  today: '2026-09-19',
  startsAt: STARTS,
  findings: [],
  other: null,
  consequences,
  ...more,
})
type Step = readonly [as: Actor, command: AnyRedrawCommand, more?: Partial<RedrawContext>]
const decide = (state: RedrawState, [as, command, more]: Step) =>
  decideRedraw(command, state, context(as, more))
const after = (...steps: readonly Step[]): RedrawState =>
  steps.reduce((state, step) => {
    const decision = decide(state, step)
    if (!decision.ok) throw new Error(decision.refusal.code)
    return decision.facts.reduce(evolveRedraw, state)
  }, newRedraw)
const refusal = (state: RedrawState, ...step: Step): RedrawRefusalCode | null => {
  const decision = decide(state, step)
  return decision.ok ? null : decision.refusal.code
}

const save = [officer, { type: 'save', plan }] as const
const propose = [officer, { type: 'propose' }] as const
const approve = [leader, { type: 'approve' }] as const
const day = [calendar, { type: 'comeIntoForce' }, { now: STARTS }] as const

describe('a plan', () => {
  test('goes from draft over proposal and approval into force, once', () => {
    const states = [[save], [save, propose], [save, propose, approve], [save, propose, approve, day]].map(
      (steps) => after(...steps).state,
    )
    expect(states).toEqual(['DRAFT', 'PROPOSED', 'APPROVED', 'IN_FORCE'])
    const again = decide(after(save, propose, approve, day), day)
    expect(again).toEqual({ ok: true, facts: [] })
    const early = decide(after(save, propose, approve), [calendar, { type: 'comeIntoForce' }])
    expect(early).toEqual({ ok: true, facts: [] })
  })

  test('is approved by somebody else than who proposed it, for the own area only, from tomorrow on', () => {
    const proposed = after(save, propose)
    expect(refusal(proposed, { ...leader, person: officer.person }, { type: 'approve' })).toBe(
      'redraw/own-proposal',
    )
    expect(refusal(proposed, officer, { type: 'approve' })).toBe('redraw/not-your-role')
    expect(refusal(newRedraw, { ...officer, community: '150402001002' }, save[1])).toBe(
      'redraw/not-your-area',
    )
    expect(refusal(after(save), officer, { type: 'propose' }, { today: '2026-09-20' })).toBe('redraw/day')
    expect(redrawActions(proposed, { actor: leader, now: BEFORE })).toEqual(['approve', 'reject', 'withdraw'])
  })

  test('with an error in its layout, beside another plan, or without any change is not proposed', () => {
    const draft = after(save)
    const findings = [finding('gap', { community: HOME })]
    expect(refusal(draft, officer, { type: 'propose' }, { findings })).toBe('redraw/findings')
    expect(refusal(draft, officer, { type: 'propose' }, { findings: [finding('large')] })).toBeNull()
    expect(refusal(draft, officer, { type: 'propose' }, { other: 'x' })).toBe('redraw/community-busy')
    const same = { ...consequences, retired: [], posts: [], grids: consequences.grids.slice(0, 1) }
    expect(refusal(draft, officer, { type: 'propose' }, { consequences: same })).toBe(
      'redraw/nothing-changes',
    )
  })

  test('can be taken back until its day, and falls through when it does not fit any more', () => {
    const approved = after(save, propose, approve)
    const withdraw = { type: 'withdraw', reason: '推迟' } as const
    expect(after(save, propose, approve, [officer, withdraw]).state).toBe('WITHDRAWN')
    expect(refusal(approved, officer, withdraw, { now: STARTS })).toBe('redraw/too-late')
    const late = { now: STARTS, findings: [finding('overlap')] }
    const fallen = after(save, propose, approve, [calendar, { type: 'comeIntoForce' }, late])
    expect(fallen).toMatchObject({ state: 'REJECTED', findings: [{ code: 'overlap' }] })
    expect(refusal(fallen, officer, save[1])).toBeNull()
  })
})

describe('what a plan does', () => {
  test('who takes the area of a grid that ends is known, and who works where', () => {
    expect(consequences.retired).toEqual([
      { code: RIGHT, name: RIGHT, successors: [`${HOME}1004`, `${HOME}1003`] },
    ])
    expect(consequences.posts).toEqual([
      { post: 'P-left', before: [LEFT], after: [LEFT, `${HOME}1004`] },
      { post: 'P-right', before: [RIGHT], after: [`${HOME}1003`] },
    ])
    expect(consequences.effect).toMatchObject({ cases: 2, tasks: 1, buildings: 2, homes: 100 })
  })

  test('things go to the grid that holds their place; what was put into a grid by hand stays there', () => {
    const locate = (at: readonly [number, number]) =>
      at[0] < place(100)[0] ? LEFT : at[0] < place(150)[0] ? `${HOME}1003` : `${HOME}1004`
    const to = (grid: string, x: number | null) =>
      gridAfter({ grid, place: x === null ? null : place(x) }, consequences, locate)
    expect([to(RIGHT, 120), to(RIGHT, 180), to(RIGHT, null)]).toEqual([
      `${HOME}1003`,
      `${HOME}1004`,
      `${HOME}1004`,
    ])
    expect([to(LEFT, 50), to(LEFT, 120)]).toEqual([null, null])
    // The retired grid had this far place by hand: the largest part of it takes the case.
    expect(to(RIGHT, 50)).toBe(`${HOME}1004`)
  })

  test('a grid without a member, a post of elsewhere and one that is left out are named', () => {
    const spoilt = {
      ...plan,
      grids: [stays, planned('west', box(100, 150), []), planned('east', box(150, 200), ['P-nobody'])],
    }
    const found = checkPlan(spoilt, now).map(({ code, grids, post: of }) => [code, grids[0] ?? of])
    expect(found).toEqual([
      ['no-member', 'west'],
      ['no-member', 'east'],
      ['post-unknown', 'east'],
      ['post-left-out', 'P-right'],
    ])
    expect(checkPlan(plan, now)).toEqual([])
  })
})
