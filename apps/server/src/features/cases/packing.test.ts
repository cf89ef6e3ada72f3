import { randomUUID } from 'node:crypto'
import {
  assessor,
  community,
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  operator,
  resident,
  supervisor,
} from '@gezhi/core/cases/actors.testing'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { contact, report, result, withContact } from '@gezhi/core/cases/flow.testing'
import { DISTRICT } from '@gezhi/core/cases/rules.testing'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { assessmentDeps } from '../assessment/assessment.testing.ts'
import { assessmentFeature } from '../assessment/index.ts'
import { readAs, writeAs } from '../../kernel/access.store.ts'
import { findStreams, readChain } from '../../kernel/fact-log.store.ts'
import type { Feature } from '../../kernel/feature.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { verify } from '../../kernel/verify.ts'
import type { CaseDeps } from './case.deps.ts'
import { createCaseKind } from './case.kind.ts'
import { MONDAY, testCases } from './cases.testing.ts'
import { createPacking, PACKED_AFTER_DAYS } from './packing.jobs.ts'
import { packCases } from './packing.store.ts'

let given: CaseDeps | undefined
let figures: Feature | undefined
const { app, live, settle } = testCases((deps) => {
  given = deps
  figures = assessmentFeature(assessmentDeps(deps))
  return [figures]
})
const deps = (): CaseDeps => {
  if (!given) throw new Error('the app has not started')
  return given
}

const ids = Array.from({ length: 6 }, () => randomUUID())
const [closedOne = '', fromResident = '', open = '', late = ''] = ids
const early: readonly (readonly [Actor, CaseCommand])[] = [
  [member, report()],
  [operator, { type: 'accept', item: 'W01004' }],
  [dispatcherEast, { type: 'grab' }],
]
const ended: readonly (readonly [Actor, CaseCommand])[] = [
  [handlerEast, result()],
  [community, { type: 'verifyPassNoContact' }],
  [assessor, { type: 'assess' }],
]

/** Facts of the cases lie between each other's in the log. */
beforeAll(async () => {
  app.clock.set(MONDAY)
  for (const id of [closedOne, open, late]) await live(id, ...early)
  await live(fromResident, [resident, report(withContact)], ...early.slice(1), [dispatcherEast, contact])
  for (const id of [closedOne, late]) await live(id, ...ended)
  await live(fromResident, ended[0]!, [community, { type: 'verifyPass' }])
  await live(fromResident, [operator, { type: 'recordSatisfied', contacted: true, solved: true, rating: 5 }])
  await settle()
})

const READERS = [operator, leaderEast, handlerEast, community, resident]
const day = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Everything that can be asked about cases and their figures, by everybody. */
async function answers(): Promise<Record<string, unknown>> {
  const period = `from=${day(MONDAY - DAY)}&to=${day(MONDAY + 20 * DAY)}`
  const urls = [
    '/api/cases?limit=2',
    '/api/cases?open=false',
    '/api/cases?text=路灯',
    '/api/cases/pins',
    '/api/desk',
    `/api/assessment/figures?${period}`,
    `/api/assessment/figures?${period}&groupBy=community`,
    `/api/assessment/figures/reported/cases?${period}&part=DENOMINATOR`,
    ...ids.flatMap((id) => [`/api/cases/${id}`, `/api/cases/${id}/clocks`]),
  ]
  const all: Record<string, unknown> = {}
  for (const actor of READERS)
    for (const url of urls) {
      const reply = await app.as(actor).inject(url)
      all[`${actor.post} ${url}`] = [reply.statusCode, reply.json()]
    }
  return all
}

const log = async () => (await readChain(app.deps.db, DISTRICT, 0, 1000)).map((fact) => ({ ...fact }))
const verified = () => verify(app.deps.db, [anyKind(createCaseKind(deps().districts))])
const loose = async () => {
  const { rows } = await sql<{ stream: string }>`select distinct stream from fact`.execute(app.deps.db)
  return rows.map(({ stream }) => stream)
}

test('packing cases that ended long ago changes no answer to anybody, and the log stays what was written', async () => {
  app.clock.set(MONDAY + (PACKED_AFTER_DAYS + 60) * DAY)
  await settle()
  const [before, written, checked] = [await answers(), await log(), await verified()]
  const streams = await findStreams(app.deps.db, DISTRICT, 'case', null, 100)

  expect(await createPacking(deps()).once(DISTRICT)).toBeGreaterThan(10)
  expect(await loose()).not.toContain(closedOne)
  expect(await loose()).toContain(open)

  expect(await log()).toEqual(written)
  expect(await answers()).toEqual(before)
  expect(checked.finding).toBeNull()
  expect(await verified()).toEqual(checked)
  expect(await findStreams(app.deps.db, DISTRICT, 'case', null, 100)).toEqual(streams)
  // From anywhere in the log, in pages of any length.
  for (const [after, limit] of [
    [0, 1],
    [3, 5],
    [7, 500],
  ] as const)
    expect(await readChain(app.deps.db, DISTRICT, after, limit)).toEqual(written.slice(after, after + limit))
  await figures?.rebuild?.(DISTRICT)
  expect(await answers()).toEqual(before)
  expect(await createPacking(deps()).once(DISTRICT)).toBe(0)
})

test('a packed case may go on behind its pack, and is packed a second time', async () => {
  const reopened = randomUUID()
  ids.push(reopened)
  await live(reopened, ...early, ...ended)
  const now = app.clock.now()
  const pack = () =>
    writeAs(app.deps.db, DISTRICT, (tx) => packCases(tx, DISTRICT, [reopened], now + PACKED_AFTER_DAYS * DAY))
  expect(await pack()).toBe(8)
  await live(reopened, [supervisor, { type: 'reopen', reasonCode: 'RECURRENCE', note: '又坏了' }])
  expect(await pack()).toBe(0)
  expect((await verified()).finding).toBeNull()
  await live(reopened, ...ended)
  await settle()
  const [before, written] = [await answers(), await log()]
  expect(await pack()).toBeGreaterThan(4)
  expect(await loose()).not.toContain(reopened)
  expect(await log()).toEqual(written)
  expect(await answers()).toEqual(before)
  expect((await verified()).finding).toBeNull()
})

test('a case that is open, young or of another district is never packed, and nobody but the machinery may', async () => {
  const everything = MONDAY + 4000 * DAY
  const pack = (district: number, bound: number, before: number) =>
    writeAs(app.deps.db, bound, (tx) => packCases(tx, district, ids, before))
  expect(await pack(DISTRICT, DISTRICT, everything)).toBe(0)
  expect(await pack(7, 7, everything)).toBe(0)
  await expect(pack(DISTRICT, 7, everything)).rejects.toThrow('another district')
  await expect(
    writeAs(app.deps.db, DISTRICT, (tx) => sql`delete from fact_pack`.execute(tx)),
  ).rejects.toThrow('permission denied')
  const scope = { district: 7, level: 'ALL' } as Parameters<typeof readAs>[1]
  const seen = await readAs(app.deps.db, scope, (tx) => sql`select 1 from fact_pack`.execute(tx))
  expect(seen.rows).toEqual([])
})

test('a changed fact in a pack is found and named by its place', async () => {
  const [first] = await log()
  await sql`update fact_pack set facts = jsonb_set(facts::jsonb, '{0,report,text}', '"anders"')::json
    where stream = ${first?.stream}::uuid`.execute(app.deps.db)
  expect((await verified()).finding).toMatchObject({ district: DISTRICT, seq: 1 })
})
