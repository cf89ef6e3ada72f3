import { expect, test } from 'vitest'
import { assessor, leaderEast, member, supervisor } from '../cases/actors.testing.ts'
import { EAST_1 } from '../cases/rules.testing.ts'
import {
  CLOSING,
  CASE,
  PROOF,
  rule,
  otherAssessor,
  street,
  post,
  resultOf,
  score,
  settled,
  appeal,
  uphold,
  scoreNow,
} from './score.testing.ts'
import type { AnyScoreCommand } from './score.decide.ts'

const exempt = { type: 'exempt', code: 'FORCE_MAJEURE', caseId: CASE, reason: '暴雪' } as const

test('an exempt case leaves the score by correcting lines, decided with a reason by the district', () => {
  const before = score(street, settled(street)).state
  const { state } = score(street, settled(street), [exempt, supervisor])
  expect(state.lines.slice(0, before.lines.length)).toEqual(before.lines)
  expect(state.lines.at(-1)).toMatchObject({
    kind: 'CORRECTION',
    reason: '暴雪',
    explanation: { key: 'exempted' },
  })
  expect(scoreNow(state)).toBe(resultOf(rule('street-2026-1'), 19).score)
})

test('an exemption before settling leaves no line, only the decision', () => {
  const { state } = score(street, [exempt, assessor])
  expect(state.lines).toEqual([])
  expect(state.exemptions).toMatchObject([{ code: 'FORCE_MAJEURE', caseId: CASE, reason: '暴雪' }])
})

test('an exemption keeps its conditions', () => {
  const { when } = score(street, settled(street), [exempt, supervisor])
  expect(when(exempt, supervisor)).toEqual({ refusal: 'assessment/exempt-already' })
  expect(when({ type: 'exempt', code: 'SYSTEM_FAULT', reason: '断网' }, supervisor)).toEqual({
    refusal: 'assessment/case-missing',
  })
  expect(when({ type: 'exempt', code: 'LEAVE', days: 3, reason: '年假' }, supervisor)).toEqual({
    refusal: 'assessment/leave-of-post',
  })
  expect(when({ ...exempt, caseId: PROOF }, leaderEast)).toEqual({ refusal: 'assessment/not-your-role' })
  const stale = { recomputed: { exemptions: 0, settlements: [] } }
  expect(when({ ...exempt, caseId: PROOF }, supervisor, CLOSING, stale)).toEqual({
    refusal: 'assessment/changed-meanwhile',
  })
})

test('a case that nobody knows is neither exempt nor evidence', () => {
  const { when } = score(street, settled(street))
  const unknown = { caseKnown: false }
  expect(when(exempt, supervisor, CLOSING, unknown)).toEqual({ refusal: 'assessment/case-unknown' })
  const adjust = { ...fabricated, caseId: CASE }
  expect(when(adjust, assessor, CLOSING, unknown)).toEqual({ refusal: 'assessment/case-unknown' })
})

test('leave is given in days, to a post', () => {
  const { when } = score(post, settled(post))
  expect(when({ type: 'exempt', code: 'LEAVE', reason: '年假' }, supervisor)).toEqual({
    refusal: 'assessment/days-missing',
  })
  const { state } = score(post, [{ type: 'exempt', code: 'LEAVE', days: 5, reason: '年假' }, supervisor])
  expect(state.exemptions).toMatchObject([{ code: 'LEAVE', days: 5, caseId: null }])
})

const fabricated: AnyScoreCommand & { type: 'adjust' } = {
  type: 'adjust',
  code: 'FABRICATION',
  reason: '照片系伪造',
  evidence: [PROOF],
}

test('an assessor takes ten points for a proven fabrication, with evidence; nobody else may', () => {
  const { when, state } = score(post, settled(post))
  expect(when({ ...fabricated, evidence: [] }, assessor)).toEqual({ refusal: 'assessment/evidence-missing' })
  expect(when(fabricated, supervisor)).toEqual({ refusal: 'assessment/not-your-role' })
  expect(when(fabricated, { ...assessor, org: EAST_1 })).toEqual({ refusal: 'assessment/own-organisation' })
  const after = score(post, settled(post), [fabricated, assessor]).state
  expect(scoreNow(after)).toBeCloseTo((scoreNow(state) ?? 0) - 10, 2)
})

test('a manual line may be appealed like any other, and is not decided by who wrote it', () => {
  const steps = [settled(post), [fabricated, otherAssessor]] as const
  const line = score(post, ...steps).state.lines.length
  const { when } = score(post, ...steps, [{ ...appeal, line }, member])
  expect(when({ ...uphold, points: 0 }, otherAssessor)).toEqual({ refusal: 'assessment/decided-first' })
  expect(when({ ...uphold, points: 0 }, supervisor)).toHaveProperty('state')
})

test('points of the record are not given by hand, and the caps hold', () => {
  const { when } = score(post, settled(post))
  expect(when({ type: 'adjust', code: 'DANGER', reason: '补记' }, assessor)).toEqual({
    refusal: 'assessment/unknown-adjustment',
  })
  const miss = { type: 'adjust', code: 'MISS', reason: '经确认', caseId: CASE } as const
  const five = Array.from({ length: 5 }, () => [miss, assessor] as const)
  const full = score(post, settled(post), ...five)
  expect(full.when(miss, assessor)).toEqual({ refusal: 'assessment/cap-reached' })
})

test('an amount up to the maximum may be chosen where the rule allows it', () => {
  const proactive = { type: 'adjust', code: 'PROACTIVE', points: 2, reason: '同类事件下降' } as const
  const { state, when } = score(street, settled(street), [proactive, assessor])
  expect(state.lines.at(-1)?.points).toBe(2)
  const more = when({ ...proactive, points: 3 }, assessor)
  expect('state' in more && more.state?.lines.at(-1)?.points).toBe(1)
  expect(when({ ...proactive, points: -1 }, assessor)).toEqual({ refusal: 'assessment/points-range' })
})
