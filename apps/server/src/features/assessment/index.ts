// The feature `assessment`: counts facts, answers figures, keeps scores.
import { anyKind } from '../../kernel/stream-kind.ts'
import type { Feature } from '../../kernel/feature.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { countFacts, rebuildContributions } from './contribution.jobs.ts'
import { figureRoutes } from './figure.routes.ts'
import { createMonthKind } from './month.kind.ts'
import { createScoreKind } from './score.kind.ts'
import { ledgerRoutes } from './ledger.routes.ts'
import { scoreRoutes } from './score.routes.ts'
import { settleMonths } from './settle.jobs.ts'

export function assessmentFeature(deps: AssessmentDeps): Feature {
  const month = createMonthKind(deps)
  const score = createScoreKind(deps)
  return {
    name: 'assessment',
    kinds: [anyKind(month), anyKind(score)],
    async routes(app) {
      await app.register(figureRoutes(deps))
      await app.register(scoreRoutes(deps))
      await app.register(ledgerRoutes(deps, { month, score }))
    },
    on: {
      'assessment.figures': { handler: countFacts(deps), durable: true },
      'assessment.settle': { handler: settleMonths(deps, { month, score }), durable: true },
    },
    rebuild: (district) => rebuildContributions(deps, district),
  }
}
