// What a screen shows of a case with what waits on the device, by the rules of the centre.
import { colleague, community, member } from '@gezhi/core/cases/actors.testing'
import type { CaseState } from '@gezhi/core/cases/case'
import { newCase } from '@gezhi/core/cases/case.new'
import { report } from '@gezhi/core/cases/flow.testing'
import { DISTRICT, rules } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { expect, test } from 'vitest'
import { caseRules } from './optimistic.cases.ts'
import { pendingState } from './optimistic.ts'
import type { OutboxEntry } from './outbox.ts'

const NOW = Date.parse('2026-09-14T10:00:00+08:00')
const STREAM = '00000000-0000-4000-8000-000000000001'
let made = 0

const entry = (body: unknown, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id: `command ${++made}`,
  kind: 'case',
  stream: STREAM,
  post: member.post,
  body,
  files: [],
  state: 'saved',
  savedAt: NOW,
  attempts: 0,
  base: null,
  reached: null,
  problem: null,
  held: false,
  ...more,
})
const rulesOf = (actor: Actor) => caseRules({ actor, rules, now: NOW })
const nothing = { state: newCase, version: 0 }
const withdraw = { type: 'withdraw', reason: '已自行处理' }

/** The case as the centre has it after these commands of the member. */
function confirmed(...bodies: readonly unknown[]): { state: CaseState; version: number } {
  const { state, refused } = pendingState(
    rulesOf(member),
    nothing,
    bodies.map((body) => entry(body)),
  )
  expect(refused).toEqual([])
  return { state, version: state.version }
}

test('a report made without network is a case on this device, and can be withdrawn on it', () => {
  const shown = pendingState(rulesOf(member), nothing, [entry(report()), entry(withdraw)])
  expect(shown.state.state).toBe('VOIDED')
  expect(shown.done).toHaveLength(2)
})

test('what the centre would refuse is said before it is sent', () => {
  const shown = pendingState(rulesOf(colleague), confirmed(report()), [entry(withdraw)])
  expect(shown.refused).toMatchObject([{ refusal: { code: 'case/not-your-report' } }])
  expect(shown.state.state).toBe('REPORTED')
})

test('what others did meanwhile is told beside one’s own, which is decided on what is now', () => {
  const { state, version } = confirmed(report())
  const own = entry({ type: 'annotate', text: '已到现场查看' }, { base: version - 1 })
  expect(pendingState(rulesOf(community), { state, version }, [own]).meanwhile).toEqual([own])
  const seen = { ...own, base: version }
  expect(pendingState(rulesOf(community), { state, version }, [seen]).meanwhile).toEqual([])
})

test('what came back is not done a second time, and what was refused stands aside with what waits behind it', () => {
  const now = confirmed(report())
  const shown = pendingState(rulesOf(member), now, [
    entry(report(), { state: 'received', reached: now.version }),
    entry(withdraw, { state: 'refused' }),
    entry(withdraw, { held: true }),
  ])
  expect(shown).toMatchObject({ state: now.state, done: [], refused: [] })
  const fresh = pendingState(rulesOf(member), nothing, [entry(report(), { state: 'received', reached: 1 })])
  expect(fresh.state.state).toBe('REPORTED')
})

test('a body that is no command is refused, whatever wrote it', () => {
  const shown = pendingState(rulesOf(member), confirmed(report()), [
    entry({ type: 'conjure' }),
    entry(DISTRICT),
  ])
  expect(shown.refused).toHaveLength(2)
})
