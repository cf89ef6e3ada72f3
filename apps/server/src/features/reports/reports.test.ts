import { auditor, dispatcher, handlerEast, member, resident } from '@gezhi/core/cases/actors.testing'
import { at, DISTRICT, rules } from '@gezhi/core/cases/rules.testing'
import type { CaseSummary } from '@gezhi/core/cases/case.view'
import type { Drill, Figure, FigureGroup, Figures } from '@gezhi/core/assessment/figure.view'
import { INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { Actor } from '@gezhi/core/people/actor'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Export } from '../../kernel/audit.ts'
import { createBuckets } from '../../kernel/buckets.ts'
import type { FigureAsk, FigureReader } from '../../kernel/figures.ts'
import { convert, office, openPackage } from '../../office/package.testing.ts'
import { readWorkbook } from '../../office/workbook.testing.ts'
import { testApp } from '../../testing/app.testing.ts'
import { reportsFeature } from './index.ts'

const SHARES = ['RATE', 'MEAN', 'REPORTERS']

/** A district whose every share is 7 of 8 and whose every number is 12; the period before had 6 of 8 and 10. */
function figure(indicator: IndicatorCode, before: boolean): Figure {
  const { kind, needs } = INDICATORS[indicator]
  const share = SHARES.includes(kind)
  const [numerator, denominator] = share ? [before ? 6 : 7, 8] : [before ? 10 : 12, before ? 10 : 12]
  return {
    indicator,
    status: needs === null ? 'OK' : 'NO_DATA',
    value: share ? numerator / denominator : numerator,
    numerator,
    denominator,
    listed: { numerator, denominator },
    mean: kind === 'MEAN' ? 4.25 : null,
    p50: null,
    p90: null,
    weighted: null,
  }
}

const KEYS: Readonly<Record<string, readonly (readonly [key: string, name: string])[]>> = {
  day: [14, 15, 16, 17, 18, 19, 20].map((day) => [`2026-09-${day}`, `2026-09-${day}`] as const),
  street: [
    ['150402001', '=西屯街道'],
    ['', ''],
  ],
  category: [['01', '市政设施']],
  urgency: [
    ['URGENT', 'URGENT'],
    ['GENERAL', 'GENERAL'],
  ],
}

const asked: FigureAsk[] = []
const reader: FigureReader = {
  mayRead: (actor: Actor) => actor.role !== 'RESIDENT',
  async figures(_actor, ask, { indicators, groupBy }): Promise<Figures> {
    asked.push(ask)
    const total = indicators.map((code) => figure(code, ask.to < '2026-09-14'))
    const keys = KEYS[(groupBy satisfies FigureGroup | undefined) ?? ''] ?? []
    return {
      from: ask.from,
      to: ask.to,
      asOf: at('2026-09-20 23:59'),
      total,
      groups: keys.map(([key, name]) => ({ key, name, figures: total })),
    }
  },
  async drill(_actor, _ask, { indicator, after }): Promise<Drill> {
    const summary = (number: string, title: string, sensitive: boolean) =>
      // Gate: the report reads these members only.
      ({ number, title, sensitive }) as CaseSummary
    const unit = { no: 1, org: '150402D01', orgName: '住建局', counted: true, value: null }
    const entries = [
      {
        ...unit,
        at: at('2026-09-15 10:00'),
        case: summary('HS-20260910-00007', '井盖破损，找王师傅 13812341234', false),
      },
      { ...unit, at: at('2026-09-16 10:00'), case: summary('HS-20260911-00003', '某户的家事', true) },
    ]
    return indicator === 'redCards'
      ? { indicator, entries: [], next: null, total: 0 }
      : {
          indicator,
          entries,
          next: indicator === 'onTimeRate' && after === undefined ? 'more' : null,
          total: 72,
        }
  },
}

const exports: Export[] = []
const app = testApp(async (deps) => [
  reportsFeature({
    ...deps,
    figures: reader,
    buckets: createBuckets(),
    audit: { exported: async (_tx, made) => void exports.push(made) },
    districts: () => ({
      rules,
      name: '红山区',
      centre: [118.9, 42.25],
      numberPrefix: 'HS',
      postOrg: () => undefined,
      postName: () => '李某',
    }),
  }),
])
beforeAll(() => app.clock.set(at('2026-09-21 08:30')))

const WEEK = 'from=2026-09-14&to=2026-09-20'
const ask = (actor: Actor, query: string) => app.as(actor).inject(`/api/reports/work?${query}`)
const textOf = (xml: string) => xml.replaceAll(/<\/w:p>/g, '\n').replaceAll(/<[^>]+>/g, '')

describe('the weekly report as a document', () => {
  let bytes: Buffer
  beforeAll(async () => {
    const reply = await ask(dispatcher, `${WEEK}&format=docx`)
    expect(reply.statusCode, reply.body.slice(0, 200)).toBe(200)
    expect(decodeURIComponent(String(reply.headers['content-disposition']))).toContain(
      '红山区社会治理工作周报-2026-09-14-2026-09-20.docx',
    )
    bytes = reply.rawPayload
  })

  test('says in official words how the week was and what changed', () => {
    const words = textOf(openPackage(bytes).get('word/document.xml') ?? '')
    expect(words).toContain('2026-09-14 至 2026-09-20')
    expect(words).toContain('共上报事件 12 件，应处置工单 12 件，按期处置率 87.5%')
    expect(words).toContain(
      '与上一个同长时段（2026-09-07 至 2026-09-13）相比：上报数上升 2 件，按期处置率上升 12.5 个百分点',
    )
    expect(words).toContain('红山区全区')
    expect(words).toContain('另有 70 件')
  })

  test('draws its trends as charts of the program, which need no font of the server', () => {
    const charts = [...openPackage(bytes)].filter(([path]) => /^word\/charts\/chart\d*\.xml$/.test(path))
    expect(charts).toHaveLength(2)
    expect(charts[0]?.[1]).toContain('<c:v>14</c:v>')
    expect(charts.map(([, xml]) => xml).join()).toContain('满意率')
  })

  test('lists what is overdue without telephone numbers and without the matter of vulnerable persons', () => {
    const words = textOf(openPackage(bytes).get('word/document.xml') ?? '')
    expect(words).toContain('井盖破损，找王师傅 138****1234')
    expect(words).not.toMatch(/13812341234|某户的家事/)
  })

  // Where LibreOffice is not installed only our own reading above has been tried.
  test.runIf(office !== null)('opens in LibreOffice with every heading and table', async () => {
    const words = (await convert(bytes, 'docx', 'txt:Text (encoded):UTF8')).toString()
    for (const heading of [
      '一、总体情况',
      '四、分镇街情况',
      '七、督办',
      '八、期末超期未处置事件',
      '附：口径说明',
    ])
      expect(words).toContain(heading)
    expect(words).toContain('=西屯街道')
  })
})

test('the workbook holds the same figures as numbers, with charts over its own cells', async () => {
  const reply = await ask(dispatcher, `${WEEK}&format=xlsx&language=en`)
  const [summary = [], trend = [], streets = []] = readWorkbook(reply.rawPayload)
  expect(summary[0]?.[0]).toContain('Weekly work report')
  expect(summary.find(([name]) => name === 'Handled in time')?.slice(1, 4)).toEqual([
    '87.5%',
    '7 / 8',
    '75.0%',
  ])
  expect(trend.find(([day]) => day === '2026-09-14')?.slice(1, 3)).toEqual(['0.875', '0.875'])
  expect(streets.map(([name]) => name)).toEqual(expect.arrayContaining(["'=西屯街道", '(not known)']))
  const chart = openPackage(reply.rawPayload).get('xl/charts/chart2-1.xml')
  expect(chart).toContain("'Trend'!$B$5:$B$11")
})

test('a month is a monthly report, other days are a report', async () => {
  const title = async (days: string) => {
    const reply = await ask({ ...dispatcher, person: days }, `${days}&format=xlsx`)
    return readWorkbook(reply.rawPayload)[0]?.[0]?.[0]
  }
  expect(await title('from=2026-08-01&to=2026-08-31')).toBe('红山区社会治理工作月报 · 2026年8月')
  expect(await title('from=2026-08-03&to=2026-08-31')).toContain(
    '红山区社会治理工作报告 · 2026-08-03 至 2026-08-31',
  )
})

test('a department reports on its own orders, a street on its area, and each narrows as asked', async () => {
  const scope = async (actor: Actor, more = '') => {
    const reply = await ask(actor, `${WEEK}&format=xlsx${more}`)
    return readWorkbook(reply.rawPayload)[0]?.find(([label]) => label === '统计范围')?.[1]
  }
  expect(await scope(handlerEast)).toContain('辖区内的事件')
  expect(await scope(dispatcher, '&org=150402D01')).toContain('承办的工单')
  expect(asked.at(-1)).toMatchObject({ org: '150402D01' })
})

test('days that do not exist, lie ahead or are too many make no report', async () => {
  for (const days of [
    'from=2026-02-30&to=2026-03-02',
    'from=2026-09-22&to=2026-09-23',
    'from=2026-05-01&to=2026-09-01',
    'from=2026-09-20&to=2026-09-19',
  ])
    expect((await ask(dispatcher, `${days}&format=docx`)).json()).toMatchObject({
      code: 'report/period',
      status: 422,
    })
  expect((await ask(dispatcher, `${WEEK}&format=docx&org=nobody`)).json()).toMatchObject({
    code: 'report/organisation',
  })
  expect((await ask(resident, `${WEEK}&format=docx`)).json()).toMatchObject({ code: 'report/not-your-role' })
})

test('every report is in the audit trail', async () => {
  const before = exports.length
  await ask(member, `${WEEK}&format=xlsx`)
  await ask(auditor, `${WEEK}&format=docx`)
  expect(exports.slice(before).map(({ list, actor }) => [list, actor.role, actor.district])).toEqual([
    ['report.xlsx', 'GRID_MEMBER', DISTRICT],
    ['report.docx', 'AUDITOR', DISTRICT],
  ])
})

test('the cases of a figure leave as one workbook, whatever pages they were read in', async () => {
  const reply = await app.as(dispatcher).inject(`/api/reports/figures/onTimeRate?${WEEK}&part=REST`)
  const [sheet = []] = readWorkbook(reply.rawPayload)
  expect(sheet[0]).toEqual(['按期处置率'])
  expect(sheet.find(([label]) => label === '条数')?.[1]).toBe('4')
  expect(sheet.map((row) => row[1])).toContain('井盖破损，找王师傅 138****1234')
  expect(sheet.flat().join()).not.toContain('某户的家事')
  expect(exports.at(-1)).toMatchObject({
    list: 'figure',
    rows: 72,
    filter: { indicator: 'onTimeRate', part: 'REST' },
  })
  const missing = await app.as(dispatcher).inject(`/api/reports/figures/patrolCoverage?${WEEK}`)
  expect(missing.json()).toMatchObject({ code: 'request/invalid' })
})
