import { EmptyState } from '@gezhi/ui/parts'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { useSession } from '../../session/session.ts'
import { AlarmsPage, ReportsPage } from './WatchPages.tsx'
import { ApprovalsPage } from './ApprovalsPage.tsx'
import { GatesPage } from './GatesPage.tsx'
import { RecordsPage } from './RecordsPage.tsx'
import { RegisterTable } from './RegisterTable.tsx'
import { RequestsPage } from './RequestsPage.tsx'
import '../../assessment/assessment.css'
import '../residents.css'

const PLACES = ['requests', 'alarms', 'exports', 'records', 'gates', 'reports', 'register'] as const

/** The desk of the data protection officer. */
export function ProtectionPages() {
  const t = useText()
  const { post } = useSession()
  const [at] = useLocation()
  if (post.role !== 'DPO') return <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  return (
    <div className="assess">
      <nav className="assess-nav" aria-label={t('protect:title')}>
        {PLACES.map((place) => (
          <Link
            key={place}
            href={`/protection/${place}`}
            aria-current={at === `/protection/${place}` ? 'page' : undefined}
          >
            {t(`protect:${place}`)}
          </Link>
        ))}
      </nav>
      <Switch>
        <Route path="/protection/requests" component={RequestsPage} />
        <Route path="/protection/alarms" component={AlarmsPage} />
        <Route path="/protection/exports" component={ApprovalsPage} />
        <Route path="/protection/records" component={RecordsPage} />
        <Route path="/protection/gates" component={GatesPage} />
        <Route path="/protection/reports" component={ReportsPage} />
        <Route path="/protection/register" component={RegisterTable} />
        <Route>
          <Redirect to="/protection/requests" replace />
        </Route>
      </Switch>
    </div>
  )
}
