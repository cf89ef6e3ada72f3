import { type Language, LANGUAGES } from '@gezhi/ui/i18n/i18n'
import { applyTheme, type ThemeName } from '@gezhi/ui/tokens'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react'

export const THEME_CHOICES = ['auto', 'light', 'dark', 'daylight'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** Minutes without a touch after which the PIN is asked for; 0: only at the next start. */
export const LOCK_CHOICES = [0, 1, 5, 15] as const
export type LockChoice = (typeof LOCK_CHOICES)[number]

/** `large` is 1.25 times the usual size, `largest` 1.5 times: for gloves, rain and tired eyes (`field.css`). */
export const TEXT_SIZES = ['usual', 'large', 'largest'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

export interface Preferences {
  readonly language: Language
  readonly theme: ThemeChoice
  readonly size: TextSize
  /** The telephone vibrates when something was sent or refused. */
  readonly buzzes: boolean
  readonly lockAfter: LockChoice
}

const STORE = 'gezhi.field.preferences'

/** What this device was set to; the browser's language and the phone's theme where nothing was. */
export function readPreferences(storage: Storage, browserLanguage: string): Preferences {
  const own: Preferences = {
    language: browserLanguage.startsWith('zh') ? 'zh' : 'en',
    theme: 'auto',
    size: 'usual',
    buzzes: true,
    lockAfter: 0,
  }
  try {
    const kept: unknown = JSON.parse(storage.getItem(STORE) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return own
    const among = <T,>(name: string, allowed: readonly T[], usual: T): T => {
      const value: unknown = Reflect.get(kept, name)
      return allowed.find((one) => one === value) ?? usual
    }
    return {
      language: among('language', LANGUAGES, own.language),
      theme: among('theme', THEME_CHOICES, own.theme),
      size: among('size', TEXT_SIZES, own.size),
      buzzes: among('buzzes', [true, false], own.buzzes),
      lockAfter: among('lockAfter', LOCK_CHOICES, own.lockAfter),
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

/** Keeps what this device was set to, and puts theme and size of text on the page. */
export function PreferencesProvider({ first, onLanguage, children }: ProviderProps): ReactNode {
  const [preferences, setPreferences] = useState(first)
  const phoneIsDark = useSyncExternalStore(subscribe, () => darkQuery.matches)
  const shown: ThemeName = preferences.theme === 'auto' ? (phoneIsDark ? 'dark' : 'light') : preferences.theme
  useEffect(() => applyTheme(shown), [shown])
  // Before the first picture: text that grows under the eyes is worse than small text.
  useLayoutEffect(() => {
    document.documentElement.dataset['text'] = preferences.size
  }, [preferences.size])
  const change = (part: Partial<Preferences>): void => {
    const next = { ...preferences, ...part }
    setPreferences(next)
    localStorage.setItem(STORE, JSON.stringify(next))
    if (part.language) void onLanguage(part.language)
  }
  return <Context.Provider value={{ ...preferences, shown, change }}>{children}</Context.Provider>
}
