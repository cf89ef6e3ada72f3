import type { Language } from '@gezhi/ui/i18n/i18n'
import type { ThemeName } from '@gezhi/ui/tokens'
import { createContext, useContext, useSyncExternalStore } from 'react'

export interface Preferences {
  readonly theme: ThemeName
  readonly language: Language
}

const KEY = 'gezhi.preferences'

/** What was chosen on this device; before that, the system's theme and Chinese. */
export function readPreferences(): Preferences {
  const fallback: Preferences = {
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    language: 'zh',
  }
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>
    return {
      theme: kept.theme === 'dark' || kept.theme === 'light' ? kept.theme : fallback.theme,
      language: kept.language === 'en' || kept.language === 'zh' ? kept.language : fallback.language,
    }
  } catch {
    return fallback
  }
}

export const keepPreferences = (preferences: Preferences): void =>
  localStorage.setItem(KEY, JSON.stringify(preferences))

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)')

/** Whether the system asks for less movement, now and when it changes its mind. */
export const useLessMotion = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      lessMotion.addEventListener('change', listener)
      return () => lessMotion.removeEventListener('change', listener)
    },
    () => lessMotion.matches,
  )

export interface PreferencesControl extends Preferences {
  readonly change: (next: Partial<Preferences>) => void
}

export const PreferencesContext = createContext<PreferencesControl | null>(null)

export function usePreferences(): PreferencesControl {
  const value = useContext(PreferencesContext)
  if (!value) throw new Error('no preferences around')
  return value
}
