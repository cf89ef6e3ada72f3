import { type Language, LANGUAGES } from '@gezhi/ui/i18n/i18n'
import { applyTheme, type ThemeName } from '@gezhi/ui/tokens'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'

export const THEME_CHOICES = ['auto', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** Minutes without a touch after which the PIN is asked for; 0: only at the next start. */
export const LOCK_CHOICES = [0, 1, 5, 15] as const
export type LockChoice = (typeof LOCK_CHOICES)[number]

export interface Preferences {
  readonly language: Language
  readonly theme: ThemeChoice
  readonly lockAfter: LockChoice
}

const STORE = 'gezhi.field.preferences'

/** What this device was set to; the browser's language and the phone's theme where nothing was. */
export function readPreferences(storage: Storage, browserLanguage: string): Preferences {
  const own: Preferences = {
    language: browserLanguage.startsWith('zh') ? 'zh' : 'en',
    theme: 'auto',
    lockAfter: 0,
  }
  try {
    const kept: unknown = JSON.parse(storage.getItem(STORE) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return own
    const language = 'language' in kept ? LANGUAGES.find((one) => one === kept.language) : undefined
    const theme = 'theme' in kept ? THEME_CHOICES.find((one) => one === kept.theme) : undefined
    const lockAfter = 'lockAfter' in kept ? LOCK_CHOICES.find((one) => one === kept.lockAfter) : undefined
    return {
      language: language ?? own.language,
      theme: theme ?? own.theme,
      lockAfter: lockAfter ?? own.lockAfter,
    }
  } catch {
    return own
  }
}

interface Held extends Preferences {
  /** The theme in force: the choice, or what the phone says now. */
  readonly shown: ThemeName
  readonly change: (part: Partial<Preferences>) => void
}

const Context = createContext<Held | null>(null)

export function usePreferences(): Held {
  const held = useContext(Context)
  if (!held) throw new Error('preferences are asked for outside their provider')
  return held
}

const darkQuery = matchMedia('(prefers-color-scheme: dark)')
const subscribe = (listener: () => void): (() => void) => {
  darkQuery.addEventListener('change', listener)
  return () => darkQuery.removeEventListener('change', listener)
}

interface ProviderProps {
  readonly first: Preferences
  readonly onLanguage: (language: Language) => Promise<void>
  readonly children: ReactNode
}

/** Keeps language and theme, and puts them on the page. */
export function PreferencesProvider({ first, onLanguage, children }: ProviderProps): ReactNode {
  const [preferences, setPreferences] = useState(first)
  const phoneIsDark = useSyncExternalStore(subscribe, () => darkQuery.matches)
  const shown: ThemeName = preferences.theme === 'auto' ? (phoneIsDark ? 'dark' : 'light') : preferences.theme
  useEffect(() => applyTheme(shown), [shown])
  const change = (part: Partial<Preferences>): void => {
    const next = { ...preferences, ...part }
    setPreferences(next)
    localStorage.setItem(STORE, JSON.stringify(next))
    if (part.language) void onLanguage(part.language)
  }
  return <Context.Provider value={{ ...preferences, shown, change }}>{children}</Context.Provider>
}
