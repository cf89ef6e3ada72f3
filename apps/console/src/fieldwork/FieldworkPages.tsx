import { EmptyState } from '@gezhi/ui/parts'
import { Route, Switch } from 'wouter'
import { useText } from '../i18n/text.ts'
import { seesCoverage } from '../patrol/roles.ts'
import { useSession } from '../session/session.ts'
import '../assessment/assessment.css'
import { GridTasksPage } from './GridTasksPage.tsx'
import { ProgressPage } from './ProgressPage.tsx'
import './fieldwork.css'

/** Visits, checks, publicity and opinions by grid; what is planned and what was recorded in one. */
export function FieldworkPages() {
  const t = useText()
  const { post } = useSession()
  if (!seesCoverage(post.role)) return <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  return (
    <div className="assess">
      <Switch>
        <Route path="/fieldwork/:grid">{({ grid }) => <GridTasksPage key={grid} grid={grid} />}</Route>
        <Route path="/fieldwork" component={ProgressPage} />
      </Switch>
    </div>
  )
}
