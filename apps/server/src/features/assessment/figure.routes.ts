// Figures, the cases behind them, and how both are defined: for everybody who may read cases, in the own scope.
import { assessmentApi } from '@gezhi/core/assessment/assessment.api'
import { INDICATOR_CODES, INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import { assessmentProblems } from '@gezhi/core/assessment/refusals'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import type { FigureAsk } from '../../kernel/figures.ts'
import { requireActor } from '../../kernel/request.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { drillPage } from './drill.view.ts'
import {
  filterOf,
  indicatorsOf,
  periodOf,
  readsFigures,
  sumsAnswer,
  type FigureQuery,
} from './figure.query.ts'
import { readFigures } from './figure.reader.ts'

export const figureRoutes =
  (deps: AssessmentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { now, districts } = deps
    const figures = readFigures(deps)

    const queryOf = (actor: Actor, query: FigureAsk): FigureQuery => {
      const filter = filterOf(query, actor)
      const { calendar } = districts(actor.district).rules
      const summed = sumsAnswer(actor, filter, undefined)
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
        const { from, to, indicators, groupBy } = request.query
        const period = { from, to, ...filterOf(request.query, actor) }
        return figures(actor, period, { indicators: indicatorsOf(indicators), groupBy })
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
