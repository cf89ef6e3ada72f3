// GET /api/reports/work: a work report of a period, made of the figures that its reader may see.
import { BROKEN_DOWN } from '@gezhi/core/assessment/indicators'
import {
  MOST_REPORT_DAYS,
  reportApi,
  reportProblems,
  type ReportRefusalCode,
} from '@gezhi/core/reports/report.api'
import { DAY, dayOf } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { AuditTrail } from '../../kernel/audit.ts'
import { writeAs } from '../../kernel/access.store.ts'
import type { Buckets } from '../../kernel/buckets.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { DistrictBook, Districts } from '../../kernel/district.ts'
import type { FigureAsk, FigureReader } from '../../kernel/figures.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { XLSX } from '../../office/workbook.ts'
import { filled, wordsIn, type Language } from '../../office/words.ts'
import { MOST_LISTED, REPORTED, TREND, type ReportData } from './report.content.ts'
import { reportTexts } from './report.texts.ts'
import { workbookOf } from './report.xlsx.ts'

export interface ReportDeps extends Deps {
  readonly districts: Districts
  readonly figures: FigureReader
  readonly audit: AuditTrail
  readonly buckets: Buckets
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const PER_MINUTE = 10
/** Beyond so many days a point of the trend is a month. */
const MOST_POINTS = 31

const date = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
const number = (day: string): number => Date.parse(day) / DAY

interface Period {
  readonly from: string
  readonly to: string
  readonly days: number
  readonly kind: 'weekly' | 'monthly' | 'period'
}

/** A week is seven days from a Monday, a month all of its days; null for days that do not exist or lie ahead. */
function periodOf(from: string, to: string, today: number): Period | null {
  const [first, last] = [number(from), number(to)]
  const days = last - first + 1
  const real = Number.isInteger(first) && Number.isInteger(last) && date(first) === from && date(last) === to
  if (!real || days < 1 || days > MOST_REPORT_DAYS || first > today) return null
  const monday = new Date(first * DAY).getUTCDay() === 1
  const whole = from.endsWith('-01') && to.slice(0, 7) === from.slice(0, 7) && date(last + 1).endsWith('-01')
  return { from, to, days, kind: whole ? 'monthly' : monday && days === 7 ? 'weekly' : 'period' }
}

/** Whose report it is, in words: what was asked for, else the reader's own area or organisation. */
function scopeText(actor: Actor, ask: FigureAsk, book: DistrictBook, language: Language): string {
  const t = reportTexts[language]
  const name = (code: string) => book.rules.organisation(code)?.name ?? code
  const area = ask.community ?? ask.street
  if (ask.org !== undefined) return filled(t.scopeOrg, { name: name(ask.org) })
  if (area !== undefined) return filled(t.scopeArea, { name: name(area) })
  const scope = scopeOf(actor)
  const own = scope.community ?? scope.street
  if (own !== undefined) return filled(t.scopeArea, { name: name(own) })
  return scope.level === 'ALL'
    ? filled(t.scopeDistrict, { name: book.name })
    : filled(t.scopeOrg, { name: name(actor.org) })
}

async function collect(
  { figures: reader, districts, now }: ReportDeps,
  actor: Actor,
  ask: FigureAsk,
  { period, language }: { readonly period: Period; readonly language: Language },
): Promise<ReportData> {
  const t = reportTexts[language]
  const book = districts(actor.district)
  const first = number(period.from)
  const before = { ...ask, from: date(first - period.days), to: date(first - 1) }
  const drill = (indicator: (typeof REPORTED)[number]) =>
    reader.drill(actor, ask, { indicator, part: 'DENOMINATOR', limit: MOST_LISTED })
  const group = (groupBy: 'street' | 'category' | 'urgency') =>
    reader.figures(actor, ask, { indicators: BROKEN_DOWN, groupBy })
  const [year = '', month = ''] = period.from.split('-')
  const title = t[period.kind]
  return {
    title: language === 'zh' ? `${book.name}${title}` : `${book.name}: ${title}`,
    when:
      period.kind === 'monthly'
        ? filled(t.monthOf, { year, month: language === 'zh' ? Number(month) : month })
        : filled(t.daysOf, { from: period.from, to: period.to }),
    issuer: book.rules.organisation(actor.org)?.name ?? actor.org,
    scope: scopeText(actor, ask, book, language),
    by: `${book.postName(actor.post) ?? actor.post} · ${wordsIn(language)('role', actor.role)}`,
    madeAt: now(),
    figures: await reader.figures(actor, ask, { indicators: REPORTED }),
    earlier: await reader.figures(actor, before, { indicators: REPORTED }),
    trend: await reader.figures(actor, ask, {
      indicators: TREND,
      groupBy: period.days <= MOST_POINTS ? 'day' : 'month',
    }),
    byStreet: await group('street'),
    byCategory: await group('category'),
    byUrgency: await group('urgency'),
    yellow: await drill('yellowCards'),
    red: await drill('redCards'),
    overdue: await drill('overdueOpen'),
  }
}

export const reportRoutes =
  (deps: ReportDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, districts, figures, audit, buckets, now } = deps
    app.route({
      ...reportApi.work,
      async handler(request, reply) {
        const actor = requireActor(request)
        const refuse = (code: ReportRefusalCode) => sendRefusal(reply, reportProblems, { code })
        if (!figures.mayRead(actor)) return refuse('report/not-your-role')
        const { format, language = 'zh', ...ask } = request.query
        const book = districts(actor.district)
        const codes = [ask.org, ask.street, ask.community].filter((code) => code !== undefined)
        if (codes.some((code) => !book.rules.organisation(code))) return refuse('report/organisation')
        const period = periodOf(ask.from, ask.to, dayOf(book.rules.calendar, now()))
        if (!period) return refuse('report/period')
        if (!buckets.take(`report ${actor.person}`, PER_MINUTE)) return refuse('report/too-often')
        const data = await collect(deps, actor, ask, { period, language })
        const content =
          format === 'docx'
            ? // Half a megabyte of a library that no start should wait for.
              await (await import('./report.docx.ts')).documentOf(data, language)
            : workbookOf(data, language)
        await writeAs(db, actor.district, (tx) =>
          audit.exported(tx, {
            actor,
            at: now(),
            address: request.ip,
            list: `report.${format}`,
            rows: 0,
            filter: ask,
          }),
        )
        const file = `${data.title}-${period.from}-${period.to}.${format}`
        return reply
          .type(format === 'docx' ? DOCX : XLSX)
          .header(
            'content-disposition',
            `attachment; filename*=UTF-8''${encodeURIComponent(file.replace(': ', '-'))}`,
          )
          .header('cache-control', 'no-store')
          .send(content)
      },
    })
  }
