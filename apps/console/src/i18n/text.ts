import type { KeyOf } from '@gezhi/ui/i18n/catalogue'
import { type Language, useText as useShared } from '@gezhi/ui/i18n/i18n'
import type { zh } from './zh.ts'

export type ConsoleKey = KeyOf<typeof zh>

export const loadConsole = async (language: Language) =>
  language === 'zh' ? (await import('./zh.ts')).zh : (await import('./en.ts')).en

/** Translates shared and console keys. */
export const useText = () => useShared<ConsoleKey>()
