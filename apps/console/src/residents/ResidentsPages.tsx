import { EmptyState } from '@gezhi/ui/parts'
import { keepsResidents, seesResidents } from '@gezhi/core/residents/resident'
import { Link, Route, Switch, useLocation } from 'wouter'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { ExportPage } from './ExportPage.tsx'
import { ListPage } from './ListPage.tsx'
import { RegisterPage } from './RegisterPage.tsx'
import { SheetPage } from './SheetPage.tsx'
import '../assessment/assessment.css'
import './residents.css'

/** Records of residents for those who serve them. */
export function ResidentsPages() {
  const t = useText()
  const { post } = useSession()
  const [at] = useLocation()
  if (!seesResidents(post)) return <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  return (
    <div className="assess">
      {post.role === 'COMMUNITY_OPERATOR' && (
        <nav className="assess-nav" aria-label={t('people:title')}>
          <Link href="/residents" aria-current={at !== '/residents/exports' ? 'page' : undefined}>
            {t('people:title')}
          </Link>
          <Link href="/residents/exports" aria-current={at === '/residents/exports' ? 'page' : undefined}>
            {t('people:exports')}
          </Link>
        </nav>
      )}
      <Switch>
        <Route path="/residents" component={ListPage} />
        {keepsResidents(post) && <Route path="/residents/new" component={RegisterPage} />}
        <Route path="/residents/exports" component={ExportPage} />
        <Route path="/residents/:id">{({ id }) => <SheetPage key={id} id={id} />}</Route>
      </Switch>
    </div>
  )
}
