import { EmptyState } from '@gezhi/ui/parts'
import { Link, Route, Switch, useLocation } from 'wouter'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { EditPlanPage, NewPlanPage } from './EditorPage.tsx'
import { LayoutPage } from './LayoutPage.tsx'
import { PlanPage } from './PlanPage.tsx'
import { PlansPage } from './PlansPage.tsx'
import { seesGrids } from './roles.ts'
import '../assessment/assessment.css'
import './grids.css'

/** Grids on any day, plans of redrawing them, the editor. */
export function GridsPages() {
  const t = useText()
  const { post } = useSession()
  const [at] = useLocation()
  if (!seesGrids(post.role)) return <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  const isPlan = at.startsWith('/grids/plans')
  return (
    <div className="assess">
      <nav className="assess-nav" aria-label={t('nav:grids')}>
        <Link href="/grids" aria-current={isPlan ? undefined : 'page'}>
          {t('grids:title')}
        </Link>
        <Link href="/grids/plans" aria-current={isPlan ? 'page' : undefined}>
          {t('grids:plans')}
        </Link>
      </nav>
      <Switch>
        <Route path="/grids/new/:community">{({ community }) => <NewPlanPage community={community} />}</Route>
        <Route path="/grids/plans/:id/edit">{({ id }) => <EditPlanPage key={id} id={id} />}</Route>
        <Route path="/grids/plans/:id">{({ id }) => <PlanPage key={id} id={id} />}</Route>
        <Route path="/grids/plans" component={PlansPage} />
        <Route path="/grids" component={LayoutPage} />
        <Route>
          <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
        </Route>
      </Switch>
    </div>
  )
}
