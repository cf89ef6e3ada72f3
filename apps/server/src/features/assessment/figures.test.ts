import { COMPUTED_INDICATORS, INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { Drill, Figure, Figures } from '@gezhi/core/assessment/figure.view'
import {
  admin,
  auditor,
  community,
  dispatcherEast,
  dpo,
  leaderWest,
  member,
  operator,
  resident,
  roads,
  system,
} from '@gezhi/core/cases/actors.testing'
import { DAY, DISTRICT, EAST, EAST_1, HOUR, ROADS } from '@gezhi/core/cases/rules.testing'
import * as flow from '@gezhi/core/cases/flow.testing'
import { by, cases } from '@gezhi/core/cases/given.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { readFacts } from '../../kernel/fact-log.store.ts'
import { append, assessmentDeps, NOW, testAssessment, walks } from './assessment.testing.ts'
import { countFacts, rebuildContributions } from './contribution.jobs.ts'

const { app, get } = testAssessment()
const CASES = 90
const PERIOD = 'from=2026-09-01&to=2026-09-30'

/** Feeds all facts to the reader in pages of one size. */
async function readAll(size: number): Promise<void> {
  const handler = countFacts(assessmentDeps(app.deps))
  for (let seq = 0; ;) {
    const facts = await readFacts(app.deps.db, DISTRICT, seq, size)
    const last = facts.at(-1)
    if (!last) return
    await handler(facts, DISTRICT)
    seq = last.seq
  }
}

const everything = async () => {
  const rows = async (query: string) => (await sql.raw(query).execute(app.deps.db)).rows
  return {
    contributions: await rows('select * from contribution order by case_id, indicator, key, seq_from'),
    sums: await rows('select * from figure_day order by indicator, day, street, org, category, urgency'),
    margins: await rows(`select * from figure_margin where base <> 0 or counted <> 0 or value <> 0
      order by indicator, dim, day, key, urgency`),
  }
}

/** Grabbed an hour ago: its order is due within the next days. */
const running = cases(
  by(member, flow.report(), { at: NOW - HOUR }),
  by(operator, { type: 'accept', item: flow.SEWAGE }),
  by(dispatcherEast, { type: 'grab' }),
)

beforeAll(async () => {
  await append(app.deps, [
    ...walks(CASES, 20_260_914),
    { id: '00000000-0000-4000-8000-00000000000f', facts: running.facts },
  ])
  await readAll(61)
})

const figures = (actor: Actor, query: string) => get<Figures>(actor, `/api/assessment/figures?${query}`)
const listOf = async (actor: Actor, indicator: IndicatorCode, query: string) => {
  const entries: Drill['entries'] = []
  let total = 0
  for (let after: string | null = ''; after !== null;) {
    const page: Drill = await get<Drill>(
      actor,
      `/api/assessment/figures/${indicator}/cases?${query}&limit=150${after ? `&after=${after}` : ''}`,
    )
    entries.push(...page.entries)
    total = page.total
    after = page.next
  }
  return { entries, total }
}
const find = (all: readonly Figure[], indicator: IndicatorCode): Figure => {
  const found = all.find((one) => one.indicator === indicator)
  if (!found) throw new Error(indicator)
  return found
}

test('counting fact by fact, page by page, or all at once gives the same rows', async () => {
  const before = await everything()
  expect(before.contributions.length).toBeGreaterThan(CASES * 5)
  await rebuildContributions(assessmentDeps(app.deps), DISTRICT)
  expect(await everything()).toEqual(before)
})

test('daily sums are what the contributions that hold add up to', async () => {
  const { rows } = await sql`
    select indicator, day, sum(base)::int as base, sum(counted)::int as counted, sum(value)::bigint as value
    from figure_day group by 1, 2
    except
    select indicator, day, sum(base::int)::int, sum(counts::int)::int, sum(coalesce(value, 0))::bigint
    from contribution where seq_to is null and indicator <> 'overdueOpen' group by 1, 2`.execute(app.deps.db)
  expect(rows.filter((row) => Reflect.get(row as object, 'indicator') !== 'overdueOpen')).toEqual([])
})

test('what stands at the margins is what the daily sums add up to', async () => {
  const { rows } = await sql`
    select indicator, day, dim, key, urgency, base, counted, value from figure_margin
    where base <> 0 or counted <> 0 or value <> 0
    except
    select indicator, day, dim, key, urgency, sum(base)::int, sum(counted)::int, sum(value)::bigint
    from figure_day cross join lateral
      (values ('', ''), ('street', street), ('org', org), ('category', category)) as d(dim, key)
    group by 1, 2, 3, 4, 5`.execute(app.deps.db)
  expect(rows).toEqual([])
})

test('facts that are seen again after a crash change nothing', async () => {
  const before = await everything()
  await readAll(500)
  expect(await everything()).toEqual(before)
})

test('the walks feed nearly every indicator, so that the tests below say something', async () => {
  const { total } = await figures(operator, 'from=2026-01-01&to=2027-12-31')
  const empty = COMPUTED_INDICATORS.filter((code) => find(total, code).denominator === 0)
  expect(empty.length).toBeLessThan(4)
})

const QUESTIONS: readonly (readonly [what: string, actor: Actor, query: string])[] = [
  ['the district', operator, PERIOD],
  ['the auditor', auditor, 'from=2026-09-14&to=2026-09-18'],
  ['a period that is over', operator, 'from=2026-09-01&to=2026-09-20'],
  ['today', operator, 'from=2026-09-24&to=2026-09-24'],
  ['a street', operator, `${PERIOD}&street=${EAST}`],
  ['an organisation', operator, `${PERIOD}&org=${EAST}`],
  ['a department', operator, `${PERIOD}&org=${ROADS}`],
  ['a community', operator, `${PERIOD}&community=${EAST_1}`],
  ['an urgency', operator, `${PERIOD}&urgency=URGENT`],
  ['a category and an item', operator, `${PERIOD}&category=01&item=W01004`],
  ['a street post', dispatcherEast, PERIOD],
  ['a department post', roads.dispatcher, PERIOD],
  ['a community post', community, PERIOD],
  ['a grid member', member, PERIOD],
  ['the own doing', member, `${PERIOD}&mine=true`],
]

test.each(QUESTIONS)('every figure of %s opens exactly the cases that it counts', async (_, actor, query) => {
  const { total } = await figures(actor, query)
  for (const code of COMPUTED_INDICATORS) {
    const { listed, numerator } = find(total, code)
    const opens = async (part: string) =>
      (await get<Drill>(actor, `/api/assessment/figures/${code}/cases?${query}&part=${part}&limit=1`)).total
    expect([code, await opens('DENOMINATOR')]).toEqual([code, listed.denominator])
    expect([code, await opens('NUMERATOR')]).toEqual([code, listed.numerator])
    if (INDICATORS[code].kind !== 'REPORTERS') expect([code, listed.numerator]).toEqual([code, numerator])
  }
})

test('the pages of a list follow each other without a gap, and are as long as they say', async () => {
  for (const code of COMPUTED_INDICATORS) {
    const { entries, total } = await listOf(operator, code, PERIOD)
    expect([code, entries.length]).toEqual([code, total])
    expect(
      new Set(entries.map((one) => JSON.stringify([one.case?.id, one.at, one.no, one.org, one.value]))).size,
    ).toBeGreaterThan(total / 3)
    expect(entries.every((one) => one.case !== null)).toBe(true)
  }
})

test('what did not count is the rest of the base set', async () => {
  for (const code of ['onTimeRate', 'satisfiedRate', 'validRate'] as const) {
    const { total } = await figures(operator, PERIOD)
    const figure = find(total, code)
    const rest = await listOf(operator, code, `${PERIOD}&part=REST`)
    expect([code, rest.total]).toEqual([code, figure.denominator - figure.numerator])
    expect(rest.entries.every(({ counted }) => !counted)).toBe(true)
  }
})

test.each(['day', 'month', 'street', 'community', 'grid', 'org', 'category', 'urgency'] as const)(
  'grouped by %s the figures add up to the whole',
  async (groupBy) => {
    const { total, groups } = await figures(operator, `${PERIOD}&groupBy=${groupBy}`)
    const stays = groupBy === 'day' || groupBy === 'month'
    for (const code of COMPUTED_INDICATORS) {
      const { kind } = INDICATORS[code]
      if (kind === 'REPORTERS') continue
      const whole = find(total, code)
      const parts = groups.map(({ figures: own }) => find(own, code))
      if (kind === 'STOCK' && stays) {
        expect(parts.at(-1)?.value).toBe(whole.value)
        continue
      }
      const sum = (member: 'numerator' | 'denominator') => parts.reduce((all, one) => all + one[member], 0)
      expect([code, sum('numerator'), sum('denominator')]).toEqual([code, whole.numerator, whole.denominator])
    }
    expect(groups.length).toBeGreaterThan(0)
    if (groupBy === 'day') expect(groups).toHaveLength(30)
  },
)

test('daily sums and single contributions give the same figures', async () => {
  const bySums = await figures(operator, PERIOD)
  const one = await figures(operator, `${PERIOD}&groupBy=grid`)
  expect(one.total.map(({ numerator, denominator }) => [numerator, denominator])).toEqual(
    bySums.total.map(({ numerator, denominator }) => [numerator, denominator]),
  )
  const onTime = find(bySums.total, 'onTimeRate')
  const units = await listOf(operator, 'onTimeRate', PERIOD)
  const weights = { URGENT: 3, IMPORTANT: 2, GENERAL: 1 }
  const weighed = units.entries.reduce(
    (sum, entry) => sum + (entry.case ? weights[entry.case.urgency] : 0),
    0,
  )
  expect(onTime.weighted?.denominator).toBe(weighed)
})

test('what is due later today is not due yet, and what lies ahead counts nowhere', async () => {
  const { asOf, total } = await figures(operator, PERIOD)
  expect(asOf).toBe(NOW)
  const { entries } = await listOf(operator, 'due', PERIOD)
  expect(entries.every(({ at }) => at <= NOW)).toBe(true)
  const ahead = running.clock('D_HANDLE').dueAt ?? 0
  expect([ahead > NOW, ahead < NOW + 10 * DAY]).toEqual([true, true])
  const stock = find(total, 'overdueOpen')
  const late = async (query: string) =>
    (await listOf(operator, 'overdueOpen', query)).entries.filter(({ at }) => at === ahead).length
  expect(await late(PERIOD)).toBe(0)
  app.clock.set(NOW + 10 * DAY)
  const LATER = 'from=2026-09-01&to=2026-10-31'
  const later = await figures(operator, LATER)
  expect(find(later.total, 'due').denominator).toBeGreaterThan(entries.length)
  expect(find(later.total, 'overdueOpen').value).toBeGreaterThan(stock.value ?? 0)
  expect(await late(LATER)).toBe(1)
  app.clock.set(NOW)
})

test('durations have the middle and the ninth decile of single orders', async () => {
  const { total } = await figures(operator, PERIOD)
  const { mean, p50, p90, denominator } = find(total, 'handlingTime')
  const { entries } = await listOf(operator, 'handlingTime', PERIOD)
  const values = entries.map(({ value }) => value ?? 0).sort((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (values.length - 1)
    const [low = 0, high = 0] = [values[Math.floor(place)], values[Math.ceil(place)]]
    return low + (high - low) * (place - Math.floor(place))
  }
  expect(denominator).toBe(values.length)
  expect(mean).toBeCloseTo(values.reduce((sum, one) => sum + one, 0) / values.length, 3)
  expect(p50).toBeCloseTo(at(0.5), 3)
  expect(p90).toBeCloseTo(at(0.9), 3)
})

test('indicators that lack their data say so and have no number', async () => {
  const { total } = await figures(operator, PERIOD)
  expect(find(total, 'patrolCoverage')).toMatchObject({ status: 'NO_DATA', value: null, denominator: 0 })
  const drill = await app.as(operator).inject(`/api/assessment/figures/patrolCoverage/cases?${PERIOD}`)
  expect(drill.statusCode).toBe(400)
})

test('a post sees figures of its own area and organisation only', async () => {
  const whole = find((await figures(operator, PERIOD)).total, 'reported').value ?? 0
  const west = find((await figures(leaderWest, PERIOD)).total, 'reported').value ?? 0
  expect(west).toBeLessThan(whole)
  const { total } = await figures(leaderWest, `${PERIOD}&street=${EAST}&org=${EAST}`)
  expect(total.every(({ denominator, numerator }) => denominator === 0 && numerator === 0)).toBe(true)
  const { entries } = await listOf(leaderWest, 'due', PERIOD)
  const foreign = entries.filter((one) => one.case?.street === EAST && one.org !== leaderWest.org)
  expect(foreign).toEqual([])
})

test('residents, systems and those who only configure have no figures', async () => {
  for (const actor of [resident, system, admin, dpo])
    for (const url of ['figures', 'figures/due/cases', 'indicators', 'rules', 'months', 'appeals']) {
      const reply = await app
        .as(actor)
        .inject(`/api/assessment/${url}?${url.startsWith('fig') ? PERIOD : ''}`)
      expect([actor.role, url, reply.statusCode]).toEqual([actor.role, url, 403])
    }
  expect((await app.inject(`/api/assessment/figures?${PERIOD}`)).statusCode).toBe(401)
})

test('nobody can ask for the figures of a person, and no grouping is by person', async () => {
  for (const query of ['post=post-member', 'person=person-member', 'groupBy=post', 'groupBy=person']) {
    const reply = await app.as(operator).inject(`/api/assessment/figures?${PERIOD}&${query}`)
    expect([query, reply.statusCode]).toEqual([query, 400])
  }
})

test('a question that makes no sense is a problem that names it', async () => {
  for (const query of [
    'from=2026-09-31&to=2026-10-01',
    'from=2026-10-02&to=2026-10-01',
    `${PERIOD}&indicators=x`,
  ]) {
    const reply = await app.as(operator).inject(`/api/assessment/figures?${query}`)
    expect([query, reply.statusCode]).toEqual([query, 400])
  }
})
