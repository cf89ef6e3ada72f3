import '@gezhi/ui/touch/touch.css'
import '@gezhi/ui/parts/parts.css'
import './field.css'
import { Crash } from '@gezhi/ui/touch'
import { startI18n } from '@gezhi/ui/i18n/i18n'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Refused } from '@gezhi/client/call'
import { Router } from 'wouter'
import { App } from './app.tsx'
import { Crashed } from './frame/crash.tsx'
import { PreferencesProvider, readPreferences } from './frame/preferences.tsx'
import { ownClock } from './offline/own-clock.ts'
import { keepForOffline } from './offline/update.ts'
import { loadTexts } from './text.ts'

const preferences = readPreferences(localStorage, navigator.language)
const onLanguage = await startI18n(preferences.language, loadTexts)
const queries = new QueryClient({
  defaultOptions: {
    // Without the network a question fails at once, and the screen says so, instead of waiting for ever.
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !(error instanceof Refused),
    },
  },
})
void keepForOffline()
const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <PreferencesProvider first={preferences} onLanguage={onLanguage}>
        <Crash fallback={<Crashed />}>
          <Router base="/field">
            <App clock={ownClock()} />
          </Router>
        </Crash>
      </PreferencesProvider>
    </QueryClientProvider>
  </StrictMode>,
)
