import i18next, { type i18n } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Catalogue, TextKey } from './catalogue.ts'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export type Values = Readonly<Record<string, string | number>>

/** Translates a typed key; `has` and `any` are the gates for keys that come over the wire. */
export interface Translate<Key extends string = TextKey> {
  (key: Key, values?: Values): string
  has(key: string): boolean
  /** The text of a key known only at run time, or the fallback when the catalogue does not have it. */
  any(key: string, fallback: string, values?: Values): string
  readonly language: Language
}

type Loader = (language: Language) => Promise<Catalogue>

const loadShared: Loader = async (language) =>
  language === 'zh' ? (await import('./zh.ts')).zh : (await import('./en.ts')).en

async function addLanguage(instance: i18n, language: Language, loaders: readonly Loader[]): Promise<void> {
  for (const catalogue of await Promise.all(loaders.map((load) => load(language))))
    for (const [subject, texts] of Object.entries(catalogue))
      instance.addResourceBundle(language, subject, texts)
}

/**
 * Starts translation with the shared catalogue and those of the app; a language is loaded when it is first used.
 * Answers how to change the language.
 */
export async function startI18n(
  language: Language,
  ...apps: readonly Loader[]
): Promise<(language: Language) => Promise<void>> {
  const loaders = [loadShared, ...apps]
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    returnNull: false,
    react: { useSuspense: false },
  })
  const loaded = new Set<Language>()
  const use = async (next: Language): Promise<void> => {
    if (!loaded.has(next)) await addLanguage(i18next, next, loaders)
    loaded.add(next)
    await i18next.changeLanguage(next)
    document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  }
  await use(language)
  return use
}

/** Makes a typed translate function over an instance whose catalogues are loaded. */
export function translator<Key extends string>(instance: i18n, language: Language): Translate<Key> {
  const text = (key: string, values?: Values): string => instance.t(key, { ...values, lng: language })
  const has = (key: string): boolean => instance.exists(key, { lng: language })
  return Object.assign((key: Key, values?: Values) => text(key, values), {
    has,
    any: (key: string, fallback: string, values?: Values) => (has(key) ? text(key, values) : fallback),
    language,
  })
}

const cache = new Map<Language, Translate<string>>()

/** The translate function of the current language; components using it redraw when the language changes. */
export function useText<Extra extends string = never>(): Translate<TextKey | Extra> {
  const { i18n: instance } = useTranslation()
  const language: Language = instance.language === 'en' ? 'en' : 'zh'
  let made = cache.get(language)
  if (!made) cache.set(language, (made = translator<string>(instance, language)))
  return made
}
