import { EmptyState, OfflineBanner } from '@gezhi/ui/parts'
import { Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Route, Switch } from 'wouter'
import { useText } from '../i18n/text.ts'
import { LiveProvider, useLiveState } from '../live/live.tsx'
import { DeskPage } from '../desk/DeskPage.tsx'
import { Header } from './Header.tsx'
import { KeysHelp } from './KeysHelp.tsx'
import { Nav } from './Nav.tsx'
import { SearchBox } from './SearchBox.tsx'
import { useKeys } from './useKeys.ts'

const CasePage = lazy(async () => ({ default: (await import('../case/CasePage.tsx')).CasePage }))
const CaseListPage = lazy(async () => ({ default: (await import('../cases/CaseListPage.tsx')).CaseListPage }))
const AssessmentPages = lazy(async () => ({
  default: (await import('../assessment/AssessmentPages.tsx')).AssessmentPages,
}))
const BuildingPage = lazy(async () => ({
  default: (await import('../building/BuildingPage.tsx')).BuildingPage,
}))
const DevicesPage = lazy(async () => ({ default: (await import('../devices/DevicesPage.tsx')).DevicesPage }))
const GridsPages = lazy(async () => ({ default: (await import('../grids/GridsPages.tsx')).GridsPages }))
const MapPage = lazy(async () => ({ default: (await import('../map/MapPage.tsx')).MapPage }))
const LibraryPages = lazy(async () => ({
  default: (await import('../library/LibraryPages.tsx')).LibraryPages,
}))
const NoticesPage = lazy(async () => ({ default: (await import('../notices/NoticesPage.tsx')).NoticesPage }))
const FieldworkPages = lazy(async () => ({
  default: (await import('../fieldwork/FieldworkPages.tsx')).FieldworkPages,
}))
const PatrolPages = lazy(async () => ({ default: (await import('../patrol/PatrolPages.tsx')).PatrolPages }))
const ResidentsPages = lazy(async () => ({
  default: (await import('../residents/ResidentsPages.tsx')).ResidentsPages,
}))
const ProtectionPages = lazy(async () => ({
  default: (await import('../residents/protection/ProtectionPages.tsx')).ProtectionPages,
}))
const ReportPage = lazy(async () => ({ default: (await import('../report/ReportPage.tsx')).ReportPage }))

export const Shell = () => (
  <LiveProvider>
    <Frame />
  </LiveProvider>
)

function Frame() {
  const t = useText()
  const { state, retry } = useLiveState()
  const [searching, setSearching] = useState(false)
  const [helping, setHelping] = useState(false)
  useKeys({
    'mod+k': () => setSearching(true),
    '/': () => setSearching(true),
    '?': () => setHelping((open) => !open),
  })
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('app:skip')}
      </a>
      <Header onSearch={() => setSearching(true)} onHelp={() => setHelping(true)} />
      <Nav />
      <div className="shell-body">
        <OfflineBanner state={state} onRetry={retry} />
        <main id="content" tabIndex={-1}>
          <Suspense fallback={<PageSkeleton />}>
            <Switch>
              <Route path="/" component={DeskPage} />
              <Route path="/cases" component={CaseListPage} />
              <Route path="/cases/:id">{({ id }) => <CasePage id={id} />}</Route>
              <Route path="/assessment/*?" component={AssessmentPages} />
              <Route path="/devices" component={DevicesPage} />
              <Route path="/grids/*?" component={GridsPages} />
              <Route path="/library/*?" component={LibraryPages} />
              <Route path="/map" component={MapPage} />
              <Route path="/buildings/:id">{({ id }) => <BuildingPage key={id} id={id} />}</Route>
              <Route path="/notices" component={NoticesPage} />
              <Route path="/fieldwork/*?" component={FieldworkPages} />
              <Route path="/patrol/*?" component={PatrolPages} />
              <Route path="/residents/*?" component={ResidentsPages} />
              <Route path="/protection/*?" component={ProtectionPages} />
              <Route path="/report" component={ReportPage} />
              <Route>
                <EmptyState title={t('app:notFound')} body={t('app:notFoundBody')} />
              </Route>
            </Switch>
          </Suspense>
        </main>
      </div>
      {searching && <SearchBox onClose={() => setSearching(false)} />}
      {helping && <KeysHelp onClose={() => setHelping(false)} />}
    </div>
  )
}

const PageSkeleton = () => (
  <div className="page-skeleton" aria-busy="true">
    <Skeleton active paragraph={{ rows: 12 }} />
  </div>
)
