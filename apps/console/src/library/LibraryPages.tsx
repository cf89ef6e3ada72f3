import { isRegister } from '@gezhi/core/library/registers'
import { EmptyState } from '@gezhi/ui/parts'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { type ConsoleKey, useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { DifferencesPage } from './DifferencesPage.tsx'
import { EditRecordPage, NewRecordPage } from './EntryPages.tsx'
import { ImportPage } from './ImportPage.tsx'
import { RecordPage } from './RecordPage.tsx'
import { RegisterPage } from './RegisterPage.tsx'
import { loadsLibrary, seesDifferences, seesLibrary } from './roles.ts'
import '../assessment/assessment.css'
import './library.css'

interface Place {
  readonly path: string
  readonly title: ConsoleKey
  readonly open: boolean
}

/** Everything of the library, with its own line of links below the header. */
export function LibraryPages() {
  const t = useText()
  const { post } = useSession()
  const [at] = useLocation()
  const places: readonly Place[] = [
    { path: '/library/registers', title: 'lib:registers', open: seesLibrary(post.role) },
    { path: '/library/differences', title: 'lib:differences', open: seesDifferences(post.role) },
    { path: '/library/import', title: 'lib:import', open: loadsLibrary(post.role) },
  ]
  // A record belongs to its register.
  const isHere = (path: string): boolean =>
    at.startsWith(path) || (path === '/library/registers' && at.startsWith('/library/records'))
  const nowhere = <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
  if (!seesLibrary(post.role)) return nowhere
  return (
    <div className="assess">
      <nav className="assess-nav" aria-label={t('nav:library')}>
        {places
          .filter(({ open }) => open)
          .map(({ path, title }) => (
            <Link key={path} href={path} aria-current={isHere(path) ? 'page' : undefined}>
              {t(title)}
            </Link>
          ))}
      </nav>
      <Switch>
        <Route path="/library/registers/:register">
          {({ register }) =>
            isRegister(register) ? <RegisterPage key={register} register={register} /> : nowhere
          }
        </Route>
        <Route path="/library/registers/:register/new">
          {({ register }) =>
            isRegister(register) && loadsLibrary(post.role) ? (
              <NewRecordPage key={register} register={register} />
            ) : (
              nowhere
            )
          }
        </Route>
        <Route path="/library/records/:id/edit">
          {({ id }) => (loadsLibrary(post.role) ? <EditRecordPage key={id} id={id} /> : nowhere)}
        </Route>
        <Route path="/library/records/:id">{({ id }) => <RecordPage key={id} id={id} />}</Route>
        <Route path="/library/differences" component={DifferencesPage} />
        <Route path="/library/import">{loadsLibrary(post.role) ? <ImportPage /> : nowhere}</Route>
        <Route path="/library/*?">
          <Redirect to="/library/registers/BUILDING" replace />
        </Route>
      </Switch>
    </div>
  )
}
