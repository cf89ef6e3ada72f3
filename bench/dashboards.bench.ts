// P10: twelve widgets of a district's dashboard over HTTP, four of them over all stored cases, against counting the rows
// they stand for; each figure is the same both ways, and a new case is in its figure within five seconds.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Figures } from '@gezhi/core/assessment/figure.view'
import { createClient, type Client } from '../apps/server/src/features/replay/client.ts'
import { newId } from '../packages/client/src/ids.ts'
import type { Bench } from './main.ts'
import { LOADED_UNTIL, startLoaded } from './support/loaded.ts'
import { percentile, type Round } from './support/report.ts'
import { startServer } from './support/server.ts'

const DISTRICT = 150402
const LEADER = `P-${DISTRICT}G01-DISTRICT_LEADER-1`
const MEMBER = `P-${DISTRICT}0010011001-GRID_MEMBER-1`
const DAY_MS = 86_400_000
/** Single units of more than 250,000 simulated cases are kept for 100 days. */
const DAYS = 90
const LIMIT = 40
const FRESH_MS = 5000
const WARM_UPS = 2

interface Widget {
  readonly indicator: string
  readonly groupBy?: 'day' | 'month' | 'street' | 'org' | 'category' | 'urgency'
  /** Of all cases that are stored: of them there are rows of cases to count, but single units of the last days only. */
  readonly everything?: true
}

const WIDGETS: readonly Widget[] = [
  { indicator: 'reported', everything: true },
  { indicator: 'reported', groupBy: 'month', everything: true },
  { indicator: 'reported', groupBy: 'street', everything: true },
  { indicator: 'reported', groupBy: 'category', everything: true },
  { indicator: 'onTimeRate', groupBy: 'street' },
  { indicator: 'onTimeRate', groupBy: 'org' },
  { indicator: 'signTimely', groupBy: 'org' },
  { indicator: 'responseRate', groupBy: 'day' },
  { indicator: 'solvedRate', groupBy: 'street' },
  { indicator: 'satisfiedRate', groupBy: 'month' },
  { indicator: 'closeTimely', groupBy: 'urgency' },
  { indicator: 'reworkRate' },
]

const dateAt = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const LAST = Date.parse(`${LOADED_UNTIL}T00:00:00Z`) - DAY_MS
interface Period {
  readonly from: string
  readonly to: string
}

/** What the widgets look at. */
interface Periods {
  readonly everything: Period
  readonly units: Period
}

async function findPeriods(database: pg.Client): Promise<Periods> {
  const { rows } = await database.query<{ day: string }>(
    `select ((reported_at at time zone 'Asia/Shanghai')::date)::text as day from case_row
     where district = ${DISTRICT} order by reported_at limit 1`,
  )
  const to = dateAt(LAST)
  return {
    everything: { from: rows[0]?.day ?? to, to },
    units: { from: dateAt(LAST - (DAYS - 1) * DAY_MS), to },
  }
}

const groupOf = ({ groupBy, everything }: Widget): string => {
  const day = everything ? `(reported_at at time zone 'Asia/Shanghai')::date` : 'day'
  if (groupBy === undefined) return `''`
  if (groupBy === 'day') return `${day}::text`
  return groupBy === 'month' ? `left(${day}::text, 7)` : `coalesce(${groupBy}, '')`
}

/** Counting rows: what a dashboard without sums does. */
const counting = (widget: Widget, { from, to }: Period): string =>
  widget.everything
    ? `select ${groupOf(widget)} as key, count(*)::int as base, count(*)::int as counted from case_row
       where district = ${DISTRICT} and state <> 'DRAFT' and reported_at >= '${from}T00:00:00+08:00'
         and reported_at < '${to}T24:00:00+08:00' group by 1`
    : `select ${groupOf(widget)} as key, sum(base::int)::int as base, count(*) filter (where counts)::int as counted
       from contribution where district = ${DISTRICT} and seq_to is null and indicator = '${widget.indicator}'
         and day between '${from}' and '${to}' group by 1`

type Shown = ReadonlyMap<string, string>

const shownBy = (figures: Figures): Shown =>
  new Map(
    (figures.groups.length > 0 ? figures.groups : [{ key: '', figures: figures.total }]).flatMap(
      ({ key, figures: [figure] }) =>
        figure && figure.denominator > 0 ? [[key, `${figure.numerator}/${figure.denominator}`] as const] : [],
    ),
  )

async function ask(client: Client, cookie: string, { indicator, groupBy }: Widget, period: Period) {
  const query = new URLSearchParams({ ...period, indicators: indicator, ...(groupBy ? { groupBy } : {}) })
  const path = `/api/assessment/figures?${query.toString()}`
  const answer = await client.ask({ method: 'GET', path, headers: { cookie } })
  if (answer.status !== 200) throw new Error(`${indicator}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body as Figures
}

interface Sides {
  readonly client: Client
  readonly cookie: string
  readonly database: pg.Client
  readonly periods: Periods
}

/** All widgets once by rows and once by the product, in milliseconds; throws where they differ. */
async function compare({ client, cookie, database, periods }: Sides) {
  let [rows, product] = [0, 0]
  const each: number[] = []
  for (const widget of WIDGETS) {
    const period = widget.everything ? periods.everything : periods.units
    const began = performance.now()
    const counted = await database.query<{ key: string; base: number; counted: number }>(
      counting(widget, period),
    )
    const between = performance.now()
    const figures = await ask(client, cookie, widget, period)
    const ended = performance.now()
    rows += between - began
    product += ended - between
    each.push(ended - between)
    const isCount = widget.indicator === 'reported'
    for (const [key, shown] of shownBy(figures)) {
      const row = counted.rows.find((one) => one.key === key)
      const expected = row ? `${isCount ? shown.split('/')[0] : row.counted}/${row.base}` : 'no rows'
      if (shown !== expected)
        throw new Error(`${widget.indicator} of «${key}»: ${shown}, rows say ${expected}`)
    }
    const most = counted.rows.filter(({ base }) => base > 0).length
    if (most !== shownBy(figures).size) throw new Error(`${widget.indicator}: ${most} groups have rows`)
  }
  return { rows, product, p95: percentile(each, 0.95) }
}

/** From the answer to a report until the figure of the day counts it, in milliseconds. */
async function freshness({ client, cookie }: Sides, reporter: string): Promise<number> {
  const today = dateAt(Date.now() + 8 * 3_600_000)
  const period = { from: today, to: today }
  const count = async () =>
    (await ask(client, cookie, { indicator: 'reported' }, period)).total[0]?.denominator
  const before = (await count()) ?? 0
  const answer = await client.ask({
    method: 'POST',
    path: `/api/cases/${newId()}/commands`,
    headers: { cookie: reporter, 'idempotency-key': newId() },
    json: {
      type: 'report',
      text: '路面坑槽',
      place: { lon: 118.93, lat: 42.26 },
      photos: [],
      noPhotoReason: '雨天',
    },
  })
  if (answer.status !== 202) throw new Error(`report: ${answer.status} ${JSON.stringify(answer.body)}`)
  const began = performance.now()
  while ((await count()) === before) {
    if (performance.now() - began > 4 * FRESH_MS) throw new Error('the figure of the day stands still')
    await sleep(20)
  }
  return performance.now() - began
}

export const bench: Bench = async ({ quick, say }) => {
  const [cases, rounds] = quick ? [100_000, 3] : [10_000_000, 5]
  const { home, ...cluster } = await startLoaded(cases, say)
  const database = new pg.Client({ connectionString: cluster.url })
  await database.connect()
  const server = await startServer({ databaseUrl: cluster.url, home, posts: [LEADER, MEMBER] })
  try {
    const client = createClient({ url: server.url, connections: 1, patienceMs: 60_000 })
    const periods = await findPeriods(database)
    const sides = { client, cookie: server.cookies[LEADER] ?? '', database, periods }
    for (let turn = 0; turn < WARM_UPS; turn++) await compare(sides)
    const results: Round[] = []
    for (let round = 0; round < rounds; round++) {
      const { rows, product, p95 } = await compare(sides)
      const fresh = await freshness(sides, server.cookies[MEMBER] ?? '')
      say(
        `round ${round + 1}: rows ${rows.toFixed(0)} ms, product ${product.toFixed(0)} ms, p95 ${p95.toFixed(1)} ms, fresh in ${fresh.toFixed(0)} ms`,
      )
      if (fresh > FRESH_MS) throw new Error(`a new case is in its figure after ${fresh.toFixed(0)} ms`)
      results.push({ ratio: rows / product, rate: (WIDGETS.length * 1000) / product, more: { p95, fresh } })
    }
    client.close()
    return {
      bench: 'dashboards',
      of: `counting the rows of ${WIDGETS.length} widgets, four of all cases and eight of ${DAYS} days / the product over HTTP, figures equal; aim 300`,
      goal: LIMIT,
      rounds: results,
      setting: { database: cluster.version, cases, days: DAYS },
    }
  } finally {
    await server.stop()
    await database.end()
    await cluster.stop()
  }
}
