import type { Language } from '@gezhi/ui/i18n/i18n'
import { lazy, type ReactNode, Suspense } from 'react'
import { Link, Route, Switch } from 'wouter'
import { Page } from './frame/page.tsx'
import { StartPage } from './start.tsx'
import { useText } from './text.ts'

// The map comes with these pages; the start page must be there at once on a slow phone.
const ReportPages = lazy(() => import('./report/pages.tsx'))
const SentPage = lazy(() => import('./report/sent.tsx'))
const LinkPage = lazy(() => import('./follow/link.tsx'))
const MinePages = lazy(() => import('./mine/pages.tsx'))
const RulesPage = lazy(() => import('./mine/rules.tsx'))
const FollowPages = lazy(() => import('./follow/pages.tsx'))

export function App({ onLanguage }: { onLanguage: (language: Language) => void }): ReactNode {
  const text = useText()
  return (
    <>
      <a className="skip" href="#content">
        {text('frame:skip')}
      </a>
      <header className="top">
        <Link href="/" className="brand">
          {text('frame:service')}
        </Link>
        <button
          type="button"
          className="gt-link"
          lang={text.language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => onLanguage(text.language === 'zh' ? 'en' : 'zh')}
        >
          {text('frame:language')}
        </button>
      </header>
      <Suspense fallback={<p className="page gt-muted">{text('frame:loading')}</p>}>
        <Switch>
          <Route path="/">
            <StartPage />
          </Route>
          <Route path="/report/sent">
            <SentPage />
          </Route>
          <Route path="/report/:page">{({ page }) => <ReportPages page={page} />}</Route>
          <Route path="/mine">
            <MinePages />
          </Route>
          <Route path="/privacy">
            <RulesPage />
          </Route>
          <Route path="/rate/:id">{({ id }) => <LinkPage key={id} id={id} />}</Route>
          <Route path="/follow/:id?">{({ id }) => <FollowPages id={id ?? null} />}</Route>
          <Route>
            <Page title={text('frame:notFound')}>
              <p>{text('frame:notFoundBody')}</p>
              <p>
                <Link href="/">{text('frame:toStart')}</Link>
              </p>
            </Page>
          </Route>
        </Switch>
      </Suspense>
    </>
  )
}
