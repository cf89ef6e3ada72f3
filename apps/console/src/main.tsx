import '@gezhi/ui/parts/parts.css'
import '@gezhi/ui/forms/forms.css'
import './app/app.css'
import { startI18n } from '@gezhi/ui/i18n/i18n'
import { applyTheme } from '@gezhi/ui/tokens'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { readPreferences } from './app/preferences.ts'
import { loadConsole } from './i18n/text.ts'

const preferences = readPreferences()
applyTheme(preferences.theme)
const changeLanguage = await startI18n(preferences.language, loadConsole)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<App preferences={preferences} changeLanguage={changeLanguage} />)
