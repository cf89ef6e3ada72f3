// Figures for other features: the same as the endpoint gives, in the scope of the actor.
import { scopeOf } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import type { FigureReader } from '../../kernel/figures.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { drillPage } from './drill.view.ts'
import { periodOf, sumsAnswer } from './figure.query.ts'
import { readsFigures } from './figure.routes.ts'
import { addUp } from './figures.ts'
import { nameOf } from './names.ts'

export function figureReader(deps: AssessmentDeps): FigureReader {
  const { db, now, districts, registers } = deps
  return {
    mayRead: readsFigures,
    async figures(actor, { from, to, ...filter }, { indicators, groupBy }) {
      const { calendar } = districts(actor.district).rules
      const period = periodOf({ from, to }, now(), calendar, sumsAnswer(actor, filter, groupBy))
      const query = { district: actor.district, filter, period }
      const [all, grouped] = await readAs(db, scopeOf(actor), async (tx) => [
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
        groups: grouped
          ? grouped.keys.map((key) => ({ key, name: named(key), figures: figuresOf(grouped, key) }))
          : [],
      }
    },
    drill(actor, { from, to, ...filter }, indicator, limit) {
      const { calendar } = districts(actor.district).rules
      const period = periodOf({ from, to }, now(), calendar, false)
      const query = { district: actor.district, filter, period }
      const reading = {
        actor,
        scope: scopeOf(actor),
        query,
        wanted: { indicator, part: 'DENOMINATOR' as const },
      }
      return drillPage(deps, reading, { limit, after: undefined })
    },
  }
}
