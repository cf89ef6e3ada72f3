import { expect, test } from 'vitest'
import {
  alsoAs,
  assessor,
  districtLeader,
  handlerEast,
  leaderEast,
  leaderWest,
  member,
  colleague,
  supervisor,
  system,
} from '../cases/actors.testing.ts'
import { at, EAST } from '../cases/rules.testing.ts'
import type { Actor } from '../people/actor.ts'
import { scoreUnder, worthOf } from './score.ts'
import type { CasePoint } from './scoring.ts'
import {
  CASE,
  rule,
  otherAssessor,
  street,
  post,
  department,
  resultOf,
  score,
  settle,
  settled,
  appeal,
  uphold,
  scoreNow,
} from './score.testing.ts'

test('settling writes a line for every part, and the score is their sum', () => {
  const { state } = score(street, settled(street))
  expect(state.lines.map(({ part }) => part)).toEqual(rule('street-2026-1').parts.map(({ code }) => code))
  expect(scoreNow(state)).toBe(state.settlements[0]?.result.score)
})

test('settling again in the same run changes nothing; only the machinery settles', () => {
  expect(score(street, settled(street)).when(settle(street), system)).toMatchObject({ facts: 0 })
  expect(score(street).when(settle(street), assessor)).toEqual({ refusal: 'assessment/not-your-role' })
})

test('another rule version adds its own lines and leaves the first ones as they were', () => {
  const again = settle(street, [], {
    run: 2,
    rule: 'street-2026-1',
    result: resultOf(rule('street-2026-1'), 20),
  })
  const { state } = score(street, settled(street), [again, system])
  const [first, second] = state.settlements.map((one) => scoreUnder(state, one))
  expect(first).toBe(score(street, settled(street)).state.settlements[0]?.result.score)
  expect(second).toBeGreaterThan(first ?? 0)
})

test('the street leader appeals within five working days, a handler or a neighbour may not', () => {
  const { when } = score(street, settled(street))
  expect(when(appeal, leaderEast)).toHaveProperty('state')
  expect(when(appeal, handlerEast)).toEqual({ refusal: 'assessment/not-your-score' })
  expect(when(appeal, leaderWest)).toEqual({ refusal: 'assessment/not-your-score' })
  expect(when(appeal, leaderEast, at('2026-11-09 08:59'))).toHaveProperty('state')
  expect(when(appeal, leaderEast, at('2026-11-09 09:01'))).toEqual({ refusal: 'assessment/appeal-late' })
})

test('a grid member appeals the own score only', () => {
  const { when } = score(post, settled(post))
  expect(when({ ...appeal, line: 1 }, member)).toHaveProperty('state')
  expect(when({ ...appeal, line: 1 }, colleague)).toEqual({ refusal: 'assessment/not-your-score' })
})

test('a line is appealed once, a correction never, an unknown line not at all', () => {
  const { when } = score(street, settled(street), [appeal, leaderEast])
  expect(when(appeal, leaderEast)).toEqual({ refusal: 'assessment/appealed' })
  expect(when({ ...appeal, line: 99 }, leaderEast)).toEqual({ refusal: 'assessment/no-line' })
  const decided = score(street, settled(street), [appeal, leaderEast], [uphold, supervisor])
  expect(decided.when({ ...appeal, line: 8 }, leaderEast)).toEqual({ refusal: 'assessment/not-appealable' })
})

test('who closed the month may not decide the appeal, another assessor may', () => {
  const { when } = score(street, settled(street), [appeal, leaderEast])
  expect(when(uphold, assessor)).toEqual({ refusal: 'assessment/decided-first' })
  expect(when(uphold, alsoAs(assessor, supervisor))).toEqual({ refusal: 'assessment/decided-first' })
  expect(when(uphold, otherAssessor)).toHaveProperty('state')
  expect(when(uphold, districtLeader)).toHaveProperty('state')
  expect(when(uphold, leaderWest)).toEqual({ refusal: 'assessment/not-your-role' })
})

test('nobody decides the own appeal in another post', () => {
  const { when } = score(post, settled(post), [{ ...appeal, line: 1 }, member])
  expect(when({ ...uphold, points: 20 }, alsoAs(member, supervisor))).toEqual({
    refusal: 'assessment/own-appeal',
  })
})

test('nobody decides for the own organisation', () => {
  const { when } = score(street, settled(street), [appeal, leaderEast])
  expect(when(uphold, { ...supervisor, org: EAST })).toEqual({ refusal: 'assessment/own-organisation' })
})

test('an upheld appeal adds a line with the difference; the first line stays', () => {
  const { state } = score(street, settled(street), [appeal, leaderEast], [uphold, supervisor])
  const before = score(street, settled(street)).state
  expect(state.lines.slice(0, before.lines.length)).toEqual(before.lines)
  expect(state.lines.at(-1)).toMatchObject({ kind: 'CORRECTION', corrects: 2, part: 'ON_TIME' })
  expect(worthOf(state, 2)).toBe(25)
  expect(scoreNow(state)).toBeCloseTo((scoreNow(before) ?? 0) + 25 - (before.lines[1]?.points ?? 0), 2)
})

test('a rejected appeal leaves the score as it was, and says why', () => {
  const rejected = { type: 'decideAppeal', appeal: 1, upheld: false, reason: '计算无误' } as const
  const { state } = score(street, settled(street), [appeal, leaderEast], [rejected, supervisor])
  expect(scoreNow(state)).toBe(scoreNow(score(street, settled(street)).state))
  expect(state.appeals[0]).toMatchObject({ state: 'REJECTED', answer: '计算无误' })
})

test('an upheld appeal needs points that the line can have', () => {
  const { when } = score(street, settled(street), [appeal, leaderEast])
  expect(when({ type: 'decideAppeal', appeal: 1, upheld: true, reason: '核实' }, supervisor)).toEqual({
    refusal: 'assessment/points-missing',
  })
  expect(when({ ...uphold, points: 26 }, supervisor)).toEqual({ refusal: 'assessment/points-range' })
  expect(when({ ...uphold, appeal: 2 }, supervisor)).toEqual({ refusal: 'assessment/no-appeal' })
})

test('where parts have no data, a corrected part moves the scaling with it', () => {
  const before = score(post, settled(post)).state
  const { state } = score(
    post,
    settled(post),
    [{ ...appeal, line: 1 }, member],
    [{ ...uphold, points: 20 }, supervisor],
  )
  const change = 20 - (before.lines[0]?.points ?? 0)
  expect(scoreNow(state)).toBeCloseTo((scoreNow(before) ?? 0) + (change * 100) / 55, 2)
})

test('a deduction may be taken back by appeal, but not turned into a bonus', () => {
  const yellow: CasePoint = { indicator: 'yellowCards', caseId: CASE, at: 1, urgency: 'GENERAL' }
  const departed = score(department, settled(department, [yellow]))
  const line = departed.state.lines.find(({ part }) => part === 'YELLOW')?.no ?? 0
  const roadsLeader: Actor = { ...leaderEast, role: 'DEPT_LEADER', org: department.code }
  const { when } = score(department, settled(department, [yellow]), [{ ...appeal, line }, roadsLeader])
  expect(when({ ...uphold, points: 1 }, supervisor)).toEqual({ refusal: 'assessment/points-range' })
  expect(when({ ...uphold, points: 0 }, supervisor)).toHaveProperty('state')
})
