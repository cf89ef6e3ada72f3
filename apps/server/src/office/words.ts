// The words of documents: the same catalogues that the screens read, so that one thing has one name everywhere.
import type { Catalogue } from '@gezhi/ui/i18n/catalogue'
import { en } from '@gezhi/ui/i18n/en'
import { zh } from '@gezhi/ui/i18n/zh'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const catalogues: Readonly<Record<Language, Catalogue>> = { zh, en }

/** `word('state', 'POOLED')`; what the catalogue does not have is answered as it is. */
export type Word = (subject: string, key: string) => string

export const wordsIn =
  (language: Language): Word =>
  (subject, key) =>
    catalogues[language][subject]?.[key] ?? key

/** `2026-11-22 15:04` on the wall in Beijing. */
export const wallTime = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** Fills `{name}` in a text. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
