// GET /api/reports/figures/:indicator: the cases that a figure counts as a workbook, page by page as it is read.
import type { DrillEntry } from '@gezhi/core/assessment/figure.view'
import { INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import { HOUR } from '@gezhi/core/kernel/calendar'
import { maskText } from '@gezhi/core/people/masking'
import { reportApi, reportProblems, type ReportRefusalCode } from '@gezhi/core/reports/report.api'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { writeAs } from '../../kernel/access.store.ts'
import type { Drill } from '@gezhi/core/assessment/figure.view'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import type { CellValue } from '../../office/sheet-xml.ts'
import { ROWS, writeWorkbook, XLSX, type Sheet } from '../../office/workbook.ts'
import { wallTime, wordsIn, type Language } from '../../office/words.ts'
import type { ReportDeps } from './report.routes.ts'
import { reportTexts } from './report.texts.ts'

const PAGE = 200
const PER_MINUTE = 6

/** What the unit brought: a rating, hours, or whether it counts. */
function resultOf({ value, counted }: DrillEntry, indicator: IndicatorCode): CellValue {
  if (value === null) return counted ? 1 : 0
  return INDICATORS[indicator].kind === 'DURATION' ? value / HOUR : value
}

function sheetOf(
  indicator: IndicatorCode,
  pages: AsyncIterable<readonly DrillEntry[]>,
  { language, about }: { readonly language: Language; readonly about: Sheet['about'] },
): Sheet {
  const t = reportTexts[language]
  const word = wordsIn(language)
  const { name, formula } = INDICATORS[indicator]
  async function* rows() {
    for await (const page of pages)
      for (const entry of page) {
        const { case: summary, no, orgName, at } = entry
        const hidden = summary === null || summary.sensitive
        yield [
          summary?.number ?? t.hidden,
          hidden ? t.hidden : maskText(summary.title),
          summary && word('urgency', summary.urgency),
          summary && word('state', summary.state),
          summary?.streetName ?? null,
          orgName,
          no,
          at,
          resultOf(entry, indicator),
        ]
      }
  }
  return {
    name: name[language],
    title: name[language],
    about: [[t.count, ROWS], [t.formula, formula[language]], ...about],
    columns: [
      { title: t.number, width: 22, kind: 'text' },
      { title: t.matter, width: 44, kind: 'text' },
      { title: t.urgency, width: 12, kind: 'text' },
      { title: t.state, width: 12, kind: 'text' },
      { title: t.street, width: 16, kind: 'text' },
      { title: t.org, width: 20, kind: 'text' },
      { title: t.orderNo, width: 8, kind: 'integer' },
      { title: t.at, width: 18, kind: 'time' },
      { title: t.result, width: 12, kind: 'decimal' },
    ],
    rows: rows(),
  }
}

/** The first page was read already, so that a wrong question is answered as a problem and not as half a file. */
async function* entriesFrom(
  first: Drill,
  next: (after: string) => Promise<Drill>,
): AsyncGenerator<readonly DrillEntry[]> {
  let page = first
  yield page.entries
  while (page.next !== null) {
    page = await next(page.next)
    yield page.entries
  }
}

export const figureRoutes =
  ({ db, districts, figures, audit, buckets, now }: ReportDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...reportApi.figure,
      async handler(request, reply) {
        const actor = requireActor(request)
        const refuse = (code: ReportRefusalCode) => sendRefusal(reply, reportProblems, { code })
        if (!figures.mayRead(actor)) return refuse('report/not-your-role')
        const indicator: IndicatorCode = request.params.indicator
        if (INDICATORS[indicator].needs !== null)
          throw new KernelProblem('request/invalid', { detail: `indicator: ${indicator} has no data yet` })
        if (!buckets.take(`figure ${actor.person}`, PER_MINUTE)) return refuse('report/too-often')
        const { language = 'zh', part = 'DENOMINATOR', ...ask } = request.query
        const read = (after?: string) => figures.drill(actor, ask, { indicator, part, limit: PAGE, after })
        const first = await read()
        const t = reportTexts[language]
        const book = districts(actor.district)
        const about: Sheet['about'] = [
          [t.days, `${ask.from} – ${ask.to}`],
          [t.madeBy, `${book.postName(actor.post) ?? actor.post} · ${wordsIn(language)('role', actor.role)}`],
          [t.madeAt, wallTime(now())],
        ]
        const filter = { indicator, part, ...ask }
        await writeAs(db, actor.district, (tx) =>
          audit.exported(tx, {
            actor,
            at: now(),
            address: request.ip,
            list: 'figure',
            rows: first.total,
            filter,
          }),
        )
        const sheet = sheetOf(indicator, entriesFrom(first, read), { language, about })
        const file = `${sheet.title}-${ask.from}-${ask.to}.xlsx`
        return reply
          .type(XLSX)
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
          .header('cache-control', 'no-store')
          .header('gezhi-rows', first.total)
          .send(writeWorkbook([sheet], { title: sheet.title, creator: actor.post, at: now() }))
      },
    })
  }
