// Figures for other features: the same as the endpoint gives, in the scope of the actor.
import type { Figures } from '@gezhi/core/assessment/figure.view'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FigureReader } from '../../kernel/figures.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { drillPage } from './drill.view.ts'
import { filterOf, periodOf, readsFigures, sumsAnswer, type FigureFilter } from './figure.query.ts'
import { addUp } from './figures.ts'
import { nameOf } from './names.ts'

type Ask = FigureFilter & { readonly from: string; readonly to: string }

/** Figures of a period under a filter, in all and by one grouping. */
export const readFigures =
  ({ lists, now, districts, registers }: AssessmentDeps) =>
  async (actor: Actor, ask: Ask, more: Parameters<FigureReader['figures']>[2]): Promise<Figures> => {
    const { from, to, ...filter } = ask
    const { indicators, groupBy } = more
    const { calendar } = districts(actor.district).rules
    const period = periodOf({ from, to }, now(), calendar, sumsAnswer(actor, filter, groupBy))
    const scope = scopeOf(actor)
    const query = { district: actor.district, filter, period, whole: scope.level === 'ALL' }
    const [all, grouped] = await lists.readAs(scope, async (tx) => [
      await addUp(tx, { query, indicators, calendar }),
      groupBy ? await addUp(tx, { query, indicators, groupBy, calendar }) : null,
    ])
    const figuresOf = ({ figure }: typeof all, key: string) => indicators.map((code) => figure(code, key))
    const named = (key: string) => (groupBy ? nameOf(registers(actor.district), groupBy, key) : key)
    return {
      from,
      to,
      asOf: period.asOf,
      total: figuresOf(all, ''),
      groups: (grouped?.keys ?? []).map((key) => ({
        key,
        name: named(key),
        figures: grouped ? figuresOf(grouped, key) : [],
      })),
    }
  }

export function figureReader(deps: AssessmentDeps): FigureReader {
  const { now, districts } = deps
  const figures = readFigures(deps)
  return {
    mayRead: readsFigures,
    figures: (actor, ask, more) =>
      figures(actor, { from: ask.from, to: ask.to, ...filterOf(ask, actor) }, more),
    drill(actor, ask, { indicator, part, limit, after }) {
      const filter = filterOf(ask, actor)
      const { calendar } = districts(actor.district).rules
      const period = periodOf(ask, now(), calendar, false)
      const query = { district: actor.district, filter, period }
      const reading = { actor, scope: scopeOf(actor), query, wanted: { indicator, part } }
      return drillPage(deps, reading, { limit, after })
    },
  }
}
