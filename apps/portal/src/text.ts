import { type Language, type Translate, useText as useSharedText } from '@gezhi/ui/i18n/i18n'
import type { KeyOf, TextKey } from '@gezhi/ui/i18n/catalogue'
import type { zh } from './texts/zh.ts'

export type PortalKey = KeyOf<typeof zh>
export type PortalText = Translate<TextKey | PortalKey>

/** The translate function with the portal's own texts. */
export const useText = (): PortalText => useSharedText<PortalKey>()

/** The portal's catalogue in one language, loaded when it is first used. */
export const loadTexts = async (language: Language) =>
  language === 'zh' ? (await import('./texts/zh.ts')).zh : (await import('./texts/en.ts')).en
