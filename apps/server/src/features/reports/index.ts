// The feature `reports`: documents made of figures that other features know.
import type { Feature } from '../../kernel/feature.ts'
import { figureRoutes } from './figure.routes.ts'
import { reportRoutes, type ReportDeps } from './report.routes.ts'

export const reportsFeature = (deps: ReportDeps): Feature => ({
  name: 'reports',
  async routes(app) {
    await app.register(reportRoutes(deps))
    await app.register(figureRoutes(deps))
  },
})
