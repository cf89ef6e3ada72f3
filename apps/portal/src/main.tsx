import { createClock } from '@gezhi/client/clock'
import { GezhiProvider } from '@gezhi/ui/data'
import { type Language, startI18n } from '@gezhi/ui/i18n/i18n'
import { applyTheme, type ThemeName } from '@gezhi/ui/tokens'
import { Crash } from '@gezhi/ui/touch'
import '@gezhi/ui/touch/touch.css'
import '@gezhi/ui/parts/parts.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Crashed } from './frame/crash.tsx'
import { retryReads } from './server.ts'
import { loadTexts } from './text.ts'
import './portal.css'

const LANGUAGE_STORE = 'gezhi.language'
/** Where maps begin until the grids of the district are known: the middle of the country. */
const CENTRE = [104, 35] as const

const asked = localStorage.getItem(LANGUAGE_STORE)
const language: Language = (asked ?? navigator.language).startsWith('zh') ? 'zh' : 'en'
const dark = matchMedia('(prefers-color-scheme: dark)')
const themeNow = (): ThemeName => (dark.matches ? 'dark' : 'light')
applyTheme(themeNow())
dark.addEventListener('change', () => applyTheme(themeNow()))

const clock = createClock()
const queries = new QueryClient({ defaultOptions: { queries: { retry: retryReads, staleTime: 15_000 } } })
const changeLanguage = await startI18n(language, loadTexts)
const switchLanguage = (next: Language): void => {
  localStorage.setItem(LANGUAGE_STORE, next)
  void changeLanguage(next)
}

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <GezhiProvider value={{ clock, theme: themeNow(), centre: CENTRE }}>
        <Crash fallback={<Crashed />}>
          <App onLanguage={switchLanguage} />
        </Crash>
      </GezhiProvider>
    </QueryClientProvider>
  </StrictMode>,
)
