import type { KeyOf, TextKey } from '@gezhi/ui/i18n/catalogue'
import { type Language, type Translate, useText as useSharedText } from '@gezhi/ui/i18n/i18n'
import type { zh } from './texts/zh.ts'

export type FieldKey = KeyOf<typeof zh>
export type FieldText = Translate<TextKey | FieldKey>

/** The translate function with the field app's own texts. */
export const useText = (): FieldText => useSharedText<FieldKey>()

/** The field app's catalogue in one language, loaded when it is first used. */
export const loadTexts = async (language: Language) =>
  language === 'zh' ? (await import('./texts/zh.ts')).zh : (await import('./texts/en.ts')).en
