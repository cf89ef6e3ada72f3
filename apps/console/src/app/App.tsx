import { createClock } from '@gezhi/client/clock'
import { Offline, Refused } from '@gezhi/client/call'
import { ErrorState } from '@gezhi/ui/parts'
import { GezhiProvider } from '@gezhi/ui/data'
import type { Language } from '@gezhi/ui/i18n/i18n'
import { applyTheme } from '@gezhi/ui/tokens'
import { antdThemeOf } from '@gezhi/ui/tokens/antd'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import chinese from 'dayjs/locale/zh-cn'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { Route, Router, Switch } from 'wouter'
import { SignIn } from '../session/SignIn.tsx'
import { SessionContext, useMe } from '../session/session.ts'
import { keepPreferences, type Preferences, PreferencesContext, useLessMotion } from './preferences.ts'
import { Shell } from './Shell.tsx'

interface AppProps {
  readonly preferences: Preferences
  readonly changeLanguage: (language: Language) => Promise<void>
}

// Opened once in the life of an account.
const SetPassword = lazy(async () => ({
  default: (await import('../session/SetPassword.tsx')).SetPassword,
}))

const clock = createClock()

/** Refusals are answers and are not asked for again; a lost connection is, twice. */
function makeQueryClient(): QueryClient {
  // A session that ended elsewhere is noticed by whatever is asked next.
  const cache = new QueryCache({
    onError: (error, { queryKey }) => {
      const ended = error instanceof Refused && error.problem.status === 401 && queryKey[0] !== 'me'
      // Only while somebody counts as signed in: the sign-in page has nothing to notice.
      if (ended && client.getQueryState(['me'])?.status === 'success')
        void client.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const client = new QueryClient({
    queryCache: cache,
    defaultOptions: {
      queries: {
        retry: (failures, error) => !(error instanceof Refused) && failures < 2,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        staleTime: 5_000,
      },
      mutations: {
        retry: (failures, error) => error instanceof Offline && failures < 1,
        networkMode: 'always',
      },
    },
  })
  return client
}

export function App({ preferences: start, changeLanguage }: AppProps) {
  const [preferences, setPreferences] = useState(start)
  const [queries] = useState(makeQueryClient)
  const change = useCallback(
    (next: Partial<Preferences>) => {
      setPreferences((now) => {
        const all = { ...now, ...next }
        keepPreferences(all)
        return all
      })
      if (next.theme) applyTheme(next.theme)
      if (next.language) void changeLanguage(next.language)
    },
    [changeLanguage],
  )
  const control = useMemo(() => ({ ...preferences, change }), [preferences, change])
  const lessMotion = useLessMotion()
  const theme = useMemo(() => antdThemeOf(preferences.theme, !lessMotion), [preferences.theme, lessMotion])
  dayjs.locale(preferences.language === 'zh' ? chinese : 'en')
  return (
    <PreferencesContext.Provider value={control}>
      <ConfigProvider
        button={{ autoInsertSpace: false }}
        theme={theme}
        locale={preferences.language === 'zh' ? zhCN : enUS}
      >
        <AntApp className="gz-app">
          <QueryClientProvider client={queries}>
            <Router base="/console">
              <Switch>
                <Route path="/set-password">
                  <Suspense>
                    <SetPassword />
                  </Suspense>
                </Route>
                <Route>
                  <SessionGate theme={preferences.theme} />
                </Route>
              </Switch>
            </Router>
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </PreferencesContext.Provider>
  )
}

/** Nobody signed in: the sign-in page; else the desk of the active post. */
function SessionGate({ theme }: { theme: Preferences['theme'] }) {
  const { data: me, error, refetch } = useMe(clock)
  const context = useMemo(() => {
    const [lon = 0, lat = 0] = me?.district.centre ?? []
    return { clock, theme, centre: [lon, lat] as const }
  }, [me?.district.centre, theme])
  const signedOut = error instanceof Refused && error.problem.status === 401
  return (
    <GezhiProvider value={context}>
      {me && !signedOut ? (
        <SessionContext.Provider value={me}>
          {/* Another post sees other things: every screen starts afresh. */}
          <Shell key={me.post.code} />
        </SessionContext.Provider>
      ) : signedOut ? (
        <SignIn />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : null}
    </GezhiProvider>
  )
}
