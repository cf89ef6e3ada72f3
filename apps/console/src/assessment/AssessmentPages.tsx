import { EmptyState } from '@gezhi/ui/parts'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { type ConsoleKey, useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { AppealsPage } from './appeals/AppealsPage.tsx'
import { ComparisonPage } from './comparison/ComparisonPage.tsx'
import { DrillPage, ProofPage } from './figures/DrillPages.tsx'
import { FiguresPage } from './figures/FiguresPage.tsx'
import { MonthsPage } from './months/MonthsPage.tsx'
import { hasScore, seesDistrict, seesFigures } from './roles.ts'
import { ScorecardPage } from './scorecard/ScorecardPage.tsx'
import './assessment.css'
import './figures.css'

interface Place {
  readonly path: string
  readonly title: ConsoleKey
}

/** Pages of assessment that a role may open, the likely one first. */
function placesOf(role: ReturnType<typeof useSession>['post']['role']): readonly Place[] {
  const places: Place[] = []
  if (hasScore(role)) places.push({ path: '/assessment/mine', title: 'assess:mine' })
  if (seesFigures(role)) places.push({ path: '/assessment/figures', title: 'assess:figures' })
  if (seesDistrict(role))
    places.push(
      { path: '/assessment/comparison', title: 'assess:comparison' },
      { path: '/assessment/months', title: 'assess:months' },
    )
  if (hasScore(role) || seesDistrict(role))
    places.push({ path: '/assessment/appeals', title: 'assess:appeals' })
  return places
}

/** Everything of assessment, with its own line of links below the header. */
export function AssessmentPages() {
  const t = useText()
  const { post } = useSession()
  const [at] = useLocation()
  const places = placesOf(post.role)
  const [first] = places
  if (!first) return <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  return (
    <div className="assess">
      <nav className="assess-nav" aria-label={t('nav:assessment')}>
        {places.map(({ path, title }) => (
          <Link key={path} href={path} aria-current={at.startsWith(path) ? 'page' : undefined}>
            {t(title)}
          </Link>
        ))}
      </nav>
      <Switch>
        <Route path="/assessment/mine">
          <ScorecardPage org={null} />
        </Route>
        <Route path="/assessment/figures" component={FiguresPage} />
        <Route path="/assessment/cases/:indicator">{({ indicator }) => <DrillPage code={indicator} />}</Route>
        <Route path="/assessment/scores/:score/lines/:line">
          {({ score, line }) => <ProofPage score={score} line={Number(line)} />}
        </Route>
        <Route path="/assessment/organisations/:org">
          {({ org }) => <ScorecardPage key={org} org={org} />}
        </Route>
        <Route path="/assessment/comparison" component={ComparisonPage} />
        <Route path="/assessment/months" component={MonthsPage} />
        <Route path="/assessment/appeals" component={AppealsPage} />
        <Route path="/assessment">
          <Redirect to={first.path} replace />
        </Route>
        <Route>
          <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
        </Route>
      </Switch>
    </div>
  )
}
