// Figures, the cases behind them, and how both are defined: for everybody who may read cases, in the own scope.
import { assessmentApi, type FigureGroup } from '@gezhi/core/assessment/assessment.api'
import { INDICATOR_CODES, INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import { assessmentProblems } from '@gezhi/core/assessment/refusals'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readAs } from '../../kernel/access.store.ts'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { drillPage } from './drill.view.ts'
import { indicatorsOf, periodOf, sumsAnswer, type FigureFilter, type FigureQuery } from './figure.query.ts'
import { addUp } from './figures.ts'
import { nameOf } from './names.ts'

interface Query {
  readonly from: string
  readonly to: string
  readonly street?: string | undefined
  readonly community?: string | undefined
  readonly grid?: string | undefined
  readonly org?: string | undefined
  readonly category?: string | undefined
  readonly item?: string | undefined
  readonly urgency?: string | undefined
  readonly mine?: boolean | undefined
}

const filterOf = (query: Query, actor: Actor): FigureFilter => {
  const { street, community, grid, org, category, item, urgency, mine } = query
  const own = mine ? { post: actor.post, person: actor.person } : {}
  return { street, community, grid, org, category, item, urgency, ...own }
}

/** Residents and reporting systems have no figures; who reads no case reads none either. */
export const readsFigures = (actor: Actor): boolean => {
  const { level } = scopeOf(actor)
  return level !== 'NONE' && level !== 'REPORTER'
}

export const figureRoutes =
  (deps: AssessmentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, districts, registers } = deps

    const queryOf = (actor: Actor, query: Query, groupBy?: FigureGroup): FigureQuery => {
      const filter = filterOf(query, actor)
      const { calendar } = districts(actor.district).rules
      const summed = sumsAnswer(actor, filter, groupBy)
      return { district: actor.district, filter, period: periodOf(query, now(), calendar, summed) }
    }

    app.route({
      ...assessmentApi.indicators,
      async handler(request, reply) {
        if (!readsFigures(requireActor(request)))
          return sendRefusal(reply, assessmentProblems, { code: 'assessment/not-your-role' })
        return { indicators: INDICATOR_CODES.map((code) => ({ ...INDICATORS[code], code })) }
      },
    })

    app.route({
      ...assessmentApi.figures,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!readsFigures(actor))
          return sendRefusal(reply, assessmentProblems, { code: 'assessment/not-your-role' })
        const { indicators: wanted, groupBy } = request.query
        const indicators = indicatorsOf(wanted)
        const { calendar } = districts(actor.district).rules
        const query = queryOf(actor, request.query, groupBy)
        const [all, grouped] = await readAs(db, scopeOf(actor), async (tx) => [
          await addUp(tx, { query, indicators, calendar }),
          groupBy ? await addUp(tx, { query, indicators, groupBy, calendar }) : null,
        ])
        const register = registers(actor.district)
        const figuresOf = ({ figure }: typeof all, key: string) => indicators.map((code) => figure(code, key))
        return {
          from: query.period.from,
          to: query.period.to,
          asOf: query.period.asOf,
          total: figuresOf(all, ''),
          groups:
            grouped && groupBy
              ? grouped.keys.map((key) => ({
                  key,
                  name: nameOf(register, groupBy, key),
                  figures: figuresOf(grouped, key),
                }))
              : [],
        }
      },
    })

    app.route({
      ...assessmentApi.drill,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!readsFigures(actor))
          return sendRefusal(reply, assessmentProblems, { code: 'assessment/not-your-role' })
        const indicator: IndicatorCode = request.params.indicator
        if (INDICATORS[indicator].needs !== null)
          throw new KernelProblem('request/invalid', { detail: `indicator: ${indicator} has no data yet` })
        const { part = 'DENOMINATOR', limit = 50, after } = request.query
        const query = queryOf(actor, request.query)
        return drillPage(
          deps,
          { actor, scope: scopeOf(actor), query, wanted: { indicator, part } },
          { limit, after },
        )
      },
    })
  }
