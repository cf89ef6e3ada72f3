import { randomUUID } from 'node:crypto'
import type {
  AppealView,
  HistoryPoint,
  MonthView,
  PeerGroupView,
  Scorecard,
} from '@gezhi/core/assessment/score.view'
import type { Drill } from '@gezhi/core/assessment/figure.view'
import { RULE_VERSIONS } from '@gezhi/core/assessment/rule-versions'
import type { RuleVersion } from '@gezhi/core/assessment/rules'
import {
  assessor,
  colleague,
  community,
  dispatcherEast,
  handlerEast,
  leaderEast,
  leaderWest,
  member,
  operator,
  resident,
  roads,
  supervisor,
} from '@gezhi/core/cases/actors.testing'
import { PHOTO } from '@gezhi/core/cases/flow.testing'
import { at, DISTRICT, EAST, ROADS, WEST } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { scopeOf } from '@gezhi/core/people/scope'
import { readAs, writeAs } from '../../kernel/access.store.ts'
import { verify } from '../../kernel/verify.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { assessmentDeps } from './assessment.testing.ts'
import { findEvidence } from './evidence.store.ts'
import { createMonthKind } from './month.kind.ts'
import { testScores } from './scores.testing.ts'
import { createScoreKind } from './score.kind.ts'

const { app, live, settle, cases, send, get, codeOf, eastScore, ledger } = testScores()
const OCTOBER = at('2026-10-09 09:00')

test('while the month runs the scorecard is computed from the figures of the moment', async () => {
  const card = await eastScore()
  expect(card).toMatchObject({ state: 'LIVE', verdict: 'OK', sample: { size: 6, least: 5 } })
  const onTime = card.parts.find(({ code }) => code === 'ON_TIME')
  expect(onTime).toMatchObject({ status: 'OK', k: 6, n: 6, rate: 0.975, points: 24.375 })
  expect(card.parts.find(({ code }) => code === 'SATISFIED')).toMatchObject({ status: 'NEUTRAL', rate: 0.85 })
  expect(card.score).toBeCloseTo(
    card.parts.reduce((sum, { points }) => sum + (points ?? 0), 0),
    2,
  )
})

test('a grid member sees the own score with the parts that have no data yet', async () => {
  const card = await get<Scorecard>(member, 'scorecards/mine?month=2026-09')
  expect(card.subject).toMatchObject({ kind: 'POST', code: member.post, track: 'GRID_MEMBER' })
  expect(card.parts.find(({ code }) => code === 'B')).toMatchObject({ k: 6, n: 6 })
  expect(card.parts.find(({ code }) => code === 'A')).toMatchObject({ status: 'NO_DATA', points: null })
  expect(card.outOf).toBe(55)
})

test('a month is not closed before it is over, and by nobody but an assessor', async () => {
  const close = { type: 'close' }
  expect(await codeOf(send(assessor, 'months/2026-09/commands', close))).toBe('assessment/month-running')
  expect(await codeOf(send(supervisor, 'months/2026-09/commands', close))).toBe('assessment/not-your-role')
  expect(await codeOf(send(leaderEast, 'months/2026-09/commands', close))).toBe('assessment/not-your-role')
})

test('closing settles every score once; the list of months says when it is done', async () => {
  app.clock.set(OCTOBER)
  const months = () => get<{ months: MonthView[] }>(assessor, 'months')
  const september = async () => (await months()).months.find(({ month }) => month === '2026-09')
  expect(await september()).toMatchObject({ state: 'OPEN', mayClose: true })
  expect((await send(assessor, 'months/2026-09/commands', { type: 'close' })).statusCode).toBe(202)
  expect(await september()).toMatchObject({ state: 'SETTLING', settled: 0 })
  await settle()
  const closed = await september()
  expect(closed).toMatchObject({ state: 'CLOSED', mayClose: false })
  expect(closed?.settled).toBe(closed?.toSettle)
  expect(await codeOf(send(assessor, 'months/2026-09/commands', { type: 'close' }))).toBe(
    'assessment/month-closed',
  )
})

test('R-P-29 a closed score is the sum of its lines, and each line names its rule', async () => {
  const card = await eastScore()
  const { lines, scores } = await ledger(leaderEast)
  expect(card.state).toBe('CLOSED')
  expect(lines.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(card.score ?? 0, 2)
  expect(scores).toEqual([{ rule: 'street-2026-1', run: 1, score: card.score }])
  expect(lines.every(({ rule, explanation }) => rule === 'street-2026-1' && explanation.key !== '')).toBe(
    true,
  )
})

test('too small a sample has a verdict and no score', async () => {
  const west = await get<Scorecard>(leaderWest, `organisations/${WEST}/scorecard?month=2026-09`)
  expect(west).toMatchObject({ verdict: 'SMALL_SAMPLE', score: null })
})

test('the proof of a line stays what was counted, whatever happens to the cases afterwards', async () => {
  const { id } = await eastScore()
  const line = (await ledger(leaderEast)).lines.find(({ part }) => part === 'NO_REWORK')
  const proof = (part = 'DENOMINATOR') =>
    get<Drill>(leaderEast, `scores/${id}/lines/${line?.no}/cases?part=${part}`)
  const [before, bad] = [await proof(), await proof('NUMERATOR')]
  expect([before.total, bad.total]).toEqual([6, 0])
  await live(cases[1] ?? '', [
    community,
    { type: 'verifyFail', reasonCode: 'NOT_DONE', note: '仍不亮', photos: [PHOTO] },
  ])
  await settle()
  expect((await proof('NUMERATOR')).total).toBe(0)
  expect(await proof()).toMatchObject({ total: before.total })
  const now = await get<Drill>(
    leaderEast,
    `figures/reworkRate/cases?from=2026-09-01&to=2026-09-30&org=${EAST}&part=NUMERATOR`,
  )
  expect(now.total).toBe(1)
})

test('no role of the program can change or remove a line', async () => {
  for (const change of ['update score_line set points = 100', 'delete from score_line'])
    await expect(writeAs(app.deps.db, DISTRICT, (tx) => sql.raw(change).execute(tx))).rejects.toThrow(
      /permission denied/,
    )
})

test('R-P-29 an appeal goes from the scored street to another decider and ends in a new line', async () => {
  const { id, score } = await eastScore()
  const { lines } = await ledger(leaderEast)
  const line = lines.find(({ part }) => part === 'RESPONSE')?.no ?? 0
  const file = { type: 'fileAppeal', line, reason: '首次响应及时' }
  expect(await codeOf(send(leaderWest, `scores/${id}/commands`, file))).toBe('assessment/not-your-score')
  const key = randomUUID()
  expect((await send(leaderEast, `scores/${id}/commands`, file, key)).statusCode).toBe(202)
  expect((await send(leaderEast, `scores/${id}/commands`, file, key)).statusCode).toBe(202)
  const open = async (actor: Actor) =>
    (await get<{ appeals: AppealView[] }>(actor, 'appeals?state=OPEN')).appeals
  expect(await open(leaderEast)).toMatchObject([{ state: 'OPEN', mayDecide: false, line }])
  expect(await open(leaderWest)).toEqual([])
  expect(await open(member)).toEqual([])
  expect(await open(assessor)).toMatchObject([{ mayDecide: false }])
  expect(await open(supervisor)).toMatchObject([{ mayDecide: true }])
  const decide = { type: 'decideAppeal', appeal: 1, upheld: true, points: 15, reason: '经核实属实' }
  expect(await codeOf(send(assessor, `scores/${id}/commands`, decide))).toBe('assessment/decided-first')
  expect((await send(supervisor, `scores/${id}/commands`, decide)).statusCode).toBe(202)
  const after = await ledger(leaderEast)
  expect(after.lines.slice(0, lines.length)).toEqual(lines)
  expect(after.lines.at(-1)).toMatchObject({ kind: 'CORRECTION', corrects: line, points: 1.5 })
  expect((await eastScore()).score).toBeCloseTo((score ?? 0) + 1.5, 2)
})

test('an exempt case leaves the score by correcting lines that prove themselves', async () => {
  const { id, parts } = await eastScore()
  const n = (card: readonly { code: string; n: number | null }[]) =>
    card.find(({ code }) => code === 'ON_TIME')?.n
  const exempt = { type: 'exempt', code: 'SYSTEM_FAULT', caseId: cases[2], reason: '平台故障' }
  expect(await codeOf(send(leaderEast, `scores/${id}/commands`, exempt))).toBe('assessment/not-your-role')
  expect((await send(supervisor, `scores/${id}/commands`, exempt)).statusCode).toBe(202)
  const after = await eastScore()
  expect([n(parts), n(after.parts)]).toEqual([6, 5])
  expect(after.exemptions).toMatchObject([{ code: 'SYSTEM_FAULT', reason: '平台故障' }])
  const { lines, scores } = await ledger(leaderEast)
  expect(lines.filter(({ reason }) => reason === '平台故障').length).toBeGreaterThan(0)
  expect(scores[0]?.score).toBe(after.score)
})

test('an assessor takes points by hand with evidence; the member may appeal, others see nothing', async () => {
  const { id, score } = await get<Scorecard>(member, 'scorecards/mine?month=2026-09')
  const adjust = { type: 'adjust', code: 'FABRICATION', reason: '照片系伪造', caseId: cases[3] }
  expect(await codeOf(send(supervisor, `scores/${id}/commands`, adjust))).toBe('assessment/not-your-role')
  expect((await send(assessor, `scores/${id}/commands`, adjust)).statusCode).toBe(202)
  const after = await get<Scorecard>(member, 'scorecards/mine?month=2026-09')
  expect(after.score).toBeCloseTo((score ?? 0) - 10, 2)
  expect(await codeOf(app.as(colleague).inject(`/api/assessment/scores/${id}`))).toBe('assessment/no-score')
  expect(await codeOf(app.as(leaderEast).inject(`/api/assessment/scores/${id}`))).toBe('assessment/no-score')
})

test('evidence must have been uploaded, and the case must exist', async () => {
  const { id } = await get<Scorecard>(member, 'scorecards/mine?month=2026-09')
  const adjust = { type: 'adjust', code: 'MISS', reason: '经确认漏报' }
  const never = { ...adjust, evidence: ['0'.repeat(64)] }
  expect(await codeOf(send(assessor, `scores/${id}/commands`, never))).toBe('request/invalid')
  const unknown = { ...adjust, caseId: randomUUID() }
  expect(await codeOf(send(assessor, `scores/${id}/commands`, unknown))).toBe('assessment/case-unknown')
  const proven = { ...adjust, evidence: [PHOTO] }
  expect((await send(assessor, `scores/${id}/commands`, proven)).statusCode).toBe(202)
  const kept = await writeAs(app.deps.db, DISTRICT, (tx) =>
    findEvidence(tx, DISTRICT, [PHOTO, 'd'.repeat(64)]),
  )
  expect([...kept]).toEqual([PHOTO])
})

test('the row policies alone hide foreign scores and contributions', async () => {
  const seen = (actor: Actor) =>
    readAs(app.deps.db, scopeOf(actor), async (tx) => {
      const { rows } = await sql<{ scores: string[]; streets: string[] }>`select
        (select array_agg(distinct kind || ' ' || code) from score) as scores,
        (select array_agg(distinct street) from contribution) as streets`.execute(tx)
      return rows[0]
    })
  expect(await seen(leaderEast)).toEqual({ scores: [`ORGANISATION ${EAST}`], streets: [EAST] })
  expect(await seen(leaderWest)).toEqual({ scores: [`ORGANISATION ${WEST}`], streets: null })
  expect(await seen(member)).toEqual({ scores: [`POST ${member.post}`], streets: [EAST] })
  expect(await seen(roads.leader)).toEqual({ scores: [`ORGANISATION ${ROADS}`], streets: null })
  expect(await seen(resident)).toEqual({ scores: null, streets: null })
})

test('individuals see only their own score; foreign posts are refused one and all', async () => {
  const url = `/api/assessment/posts/${member.post}/scorecard?month=2026-09`
  const status = async (actor: Actor, at = url) => (await app.as(actor).inject(at)).statusCode
  expect(await status(member)).toBe(200)
  expect(await status(assessor)).toBe(200)
  for (const actor of [colleague, community, leaderEast, operator, roads.leader, resident])
    expect([actor.role, await status(actor)]).toEqual([actor.role, 403])
  const street = `/api/assessment/organisations/${EAST}/scorecard`
  for (const actor of [leaderWest, roads.leader, member, community, resident])
    expect([actor.role, await status(actor, street)]).toEqual([actor.role, 403])
  expect(await status(handlerEast, street)).toBe(200)
  expect(await status(operator, street)).toBe(200)
})

test('organisations are compared inside their peer group, by code, without a rank and without persons', async () => {
  const compare = (actor: Actor, track = 'STREET') =>
    get<{ groups: PeerGroupView[] }>(actor, `comparison?track=${track}&month=2026-09`)
  const { groups } = await compare(leaderEast)
  expect(groups.map(({ group }) => group)).toEqual(['OLD_TOWN'])
  expect(groups[0]?.organisations.map(({ subject }) => subject.code)).toEqual([EAST, WEST])
  expect(JSON.stringify(groups)).not.toMatch(/rank|person|POST/)
  const departments = (await compare(assessor, 'DEPARTMENT')).groups.flatMap(
    ({ organisations }) => organisations,
  )
  expect(departments.map(({ subject }) => subject.code)).toContain(ROADS)
  for (const actor of [member, dispatcherEast, roads.leader])
    expect((await app.as(actor).inject('/api/assessment/comparison?track=STREET')).statusCode).toBe(403)
})

test('the history holds the closed month and the running one', async () => {
  const { months } = await get<{ months: HistoryPoint[] }>(leaderEast, 'scorecards/mine/history')
  expect(months.map(({ month, state }) => [month, state])).toEqual([
    ['2026-10', 'LIVE'],
    ['2026-09', 'CLOSED'],
  ])
})

const [street] = RULE_VERSIONS
const versions = RULE_VERSIONS as RuleVersion[]
afterAll(
  () =>
    void versions.splice(
      versions.findIndex(({ id }) => id === 'street-trial'),
      1,
    ),
)

test('settled again under another rule version, both stand side by side', async () => {
  if (!street) throw new Error('no rules')
  versions.push({ ...street, id: 'street-trial', from: '2030-01', smoothing: { m: 4, p0: 0.8 } })
  const first = await eastScore()
  const rerun = { type: 'rerun', rule: 'street-trial', reason: '试算' }
  expect((await send(assessor, 'months/2026-09/commands', rerun)).statusCode).toBe(202)
  await settle()
  const second = await eastScore()
  expect(second.rule.id).toBe('street-trial')
  expect(second.others).toMatchObject([{ rule: 'street-2026-1', score: first.score }])
  const old = await get<Scorecard>(
    leaderEast,
    `organisations/${EAST}/scorecard?month=2026-09&rule=street-2026-1`,
  )
  expect(old.score).toBe(first.score)
  expect(second.score).not.toBe(first.score)
})

test('what is stored of months and scores is what their facts fold to', async () => {
  const deps = assessmentDeps(app.deps)
  const kinds = [anyKind(createMonthKind(deps)), anyKind(createScoreKind(deps))]
  const { finding } = await verify(app.deps.db, kinds)
  expect(finding ?? null).toBeNull()
})
