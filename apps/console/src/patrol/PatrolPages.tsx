import { EmptyState } from '@gezhi/ui/parts'
import { Route, Switch } from 'wouter'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import '../assessment/assessment.css'
import { CoveragePage } from './CoveragePage.tsx'
import { GridPage } from './GridPage.tsx'
import './patrol.css'
import { PlatesPage } from './PlatesPage.tsx'
import { seesCoverage } from './roles.ts'

/** What patrols cover, by grid; the points and streets of one; its plates to print. */
export function PatrolPages() {
  const t = useText()
  const { post } = useSession()
  if (!seesCoverage(post.role)) return <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  return (
    <div className="assess">
      <Switch>
        <Route path="/patrol/:grid/plates">{({ grid }) => <PlatesPage grid={grid} />}</Route>
        <Route path="/patrol/:grid">{({ grid }) => <GridPage key={grid} grid={grid} />}</Route>
        <Route path="/patrol" component={CoveragePage} />
      </Switch>
    </div>
  )
}
