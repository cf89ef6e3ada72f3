import { Refused } from '@gezhi/client/call'
import type { ServerClock } from '@gezhi/client/clock'
import { GezhiProvider } from '@gezhi/ui/data'
import { ProblemNote } from '@gezhi/ui/touch'
import { lazy, type ReactNode, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { AreaKeeper } from './area/area-keeper.tsx'
import { AutoLock } from './device/auto-lock.tsx'
import { Haptics } from './device/haptics.tsx'
import { Beside } from './frame/beside.tsx'
import { Tabs } from './frame/tabs.tsx'
import { PatrolBar, PatrolPart } from './patrol/patrol-part.tsx'
import { UpdateBar } from './frame/update-bar.tsx'
import { usePreferences } from './frame/preferences.tsx'
import { HomeScreen } from './home.tsx'
import { NoticesScreen } from './notices/notices.tsx'
import { NoticeKeeper } from './notices/use-held-notices.ts'
import { CasesScreen } from './tasks/cases.tsx'
import { DevicePart } from './offline/device-part.tsx'
import { OutboxScreen } from './outbox/outbox.tsx'
import { TasksScreen } from './tasks/tasks.tsx'
import { keptMe, SessionProvider, useMe, worksHere } from './session/session.ts'
import { MeScreen } from './session/me.tsx'
import { SignIn } from './session/sign-in.tsx'
import { WrongDesk } from './session/wrong-desk.tsx'
import { useText } from './text.ts'

// The map and the catalogue search come with these screens; today's list must be there at once.
const ReportScreen = lazy(() => import('./report/report.tsx'))
const CaseScreen = lazy(() => import('./case/case.tsx'))
const LibraryScreen = lazy(() => import('./library/library.tsx'))
const AreaScreen = lazy(() => import('./area/area.tsx'))
const DeviceScreen = lazy(() => import('./device/device.tsx'))
const WorkScreen = lazy(() => import('./work/work.tsx'))
const PatrolScreen = lazy(() => import('./patrol/patrol.tsx'))

/** The middle of the country: no map is shown before the session has said where the district lies. */
const CENTRE = [104, 35] as const

export function App({ clock }: { clock: ServerClock }): ReactNode {
  const text = useText()
  const { shown } = usePreferences()
  const { data: me, error, refetch } = useMe(clock)
  const [lon, lat] = me?.district.centre ?? CENTRE
  const context = { clock, theme: shown, centre: [lon ?? CENTRE[0], lat ?? CENTRE[1]] as const }
  if (!me) {
    const signedOut = error instanceof Refused && error.problem.status === 401
    return (
      <GezhiProvider value={context}>
        {signedOut ? <SignIn /> : <Waiting error={error} onRetry={() => void refetch()} />}
      </GezhiProvider>
    )
  }
  return (
    <GezhiProvider value={context}>
      <SessionProvider value={me}>
        {worksHere(me.post.role) ? (
          <DevicePart>
            <PatrolPart>
              <AreaKeeper />
              <NoticeKeeper />
              <Haptics />
              <AutoLock />
              <PatrolBar />
              <UpdateBar />
              {keptMe(me) ? (
                <p className="gt-note warn" role="status">
                  {text('shell:offline')}
                </p>
              ) : null}
              <Beside>
                <Suspense fallback={<p className="page gt-muted">{text('shell:loading')}</p>}>
                  <Screens />
                </Suspense>
              </Beside>
              <Tabs />
            </PatrolPart>
          </DevicePart>
        ) : (
          <WrongDesk />
        )}
      </SessionProvider>
    </GezhiProvider>
  )
}

const Screens = (): ReactNode => (
  <Switch>
    <Route path="/report/:topic?">{({ topic }) => <ReportScreen key={topic} topic={topic ?? null} />}</Route>
    <Route path="/tasks/:kind?">{({ kind }) => <TasksScreen kind={kind ?? null} />}</Route>
    <Route path="/cases">
      <CasesScreen />
    </Route>
    <Route path="/cases/:id">{({ id }) => <CaseScreen key={id} id={id} />}</Route>
    <Route path="/work/:page?/:task?">
      {({ page, task }) => <WorkScreen page={page ?? null} task={task ?? null} />}
    </Route>
    <Route path="/patrol">
      <PatrolScreen />
    </Route>
    <Route path="/area">
      <AreaScreen />
    </Route>
    <Route path="/library/:id?">{({ id }) => <LibraryScreen key={id} id={id ?? null} />}</Route>
    <Route path="/outbox">
      <OutboxScreen />
    </Route>
    <Route path="/notices">
      <NoticesScreen />
    </Route>
    <Route path="/device">
      <DeviceScreen />
    </Route>
    <Route path="/me">
      <MeScreen />
    </Route>
    <Route>
      <HomeScreen />
    </Route>
  </Switch>
)

function Waiting({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const text = useText()
  return (
    <main className="page gt-stack">
      {error ? (
        <>
          <ProblemNote reading error={error} />
          <button type="button" className="gt-button" onClick={onRetry}>
            {text('shell:retry')}
          </button>
        </>
      ) : (
        <p className="gt-muted">{text('shell:loading')}</p>
      )}
    </main>
  )
}
