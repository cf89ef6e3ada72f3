import type { CommandOf } from '@gezhi/core/cases/commands'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { placeOf } from '@gezhi/ui/touch/place-value'

/** What a resident has filled in so far. It saves itself on the device, so nothing is lost by a call or a closed page. */
export interface Draft {
  /** Id of the case, made once: sending twice is one case. */
  readonly id: string
  /** Idempotency key of the sending. */
  readonly key: string
  readonly text: string
  readonly point: LonLat | null
  readonly accuracyM: number | null
  readonly address: string
  /** Content addresses of uploaded photos. */
  readonly photos: readonly string[]
  readonly noPhotoReason: string
  readonly anonymous: boolean | null
  readonly name: string
  readonly phone: string
  /** An own earlier case that this one follows up. */
  readonly related: string | null
}

export const PAGES = ['what', 'where', 'photos', 'contact', 'check'] as const
export type Page = (typeof PAGES)[number]

export const emptyDraft = (newId: () => string): Draft => ({
  id: newId(),
  key: newId(),
  text: '',
  point: null,
  accuracyM: null,
  address: '',
  photos: [],
  noPhotoReason: '',
  anonymous: null,
  name: '',
  phone: '',
  related: null,
})

/** As the command's schema has it: digits and hyphens, 5 to 20 of them. */
const PHONE = /^\+?[0-9-]{5,20}$/

/** What a page still lacks, as the key of the sentence that says so; null when it is answered. */
export type Lack = 'text' | 'point' | 'photos' | 'anonymous' | 'phone'

export function lackOf(page: Page, draft: Draft): Lack | null {
  switch (page) {
    case 'what':
      return draft.text.trim() ? null : 'text'
    case 'where':
      return draft.point ? null : 'point'
    case 'photos':
      return draft.photos.length > 0 || draft.noPhotoReason.trim() ? null : 'photos'
    case 'contact':
      if (draft.anonymous === null) return 'anonymous'
      return draft.anonymous || PHONE.test(phoneOf(draft)) ? null : 'phone'
    case 'check':
      return (
        PAGES.filter((one) => one !== 'check')
          .map((one) => lackOf(one, draft))
          .find(Boolean) ?? null
      )
  }
}

/** The first page with something missing: where an unfinished report goes on. */
export const resumeAt = (draft: Draft): Page => PAGES.find((page) => lackOf(page, draft) !== null) ?? 'check'

const phoneOf = (draft: Draft): string => draft.phone.replaceAll(/\s/g, '')

/** The command that a complete draft stands for; null while something is missing. */
export function commandOf(draft: Draft): CommandOf<'report'> | null {
  const place = placeOf(draft)
  if (!place || lackOf('check', draft)) return null
  const name = draft.name.trim()
  return {
    type: 'report',
    text: draft.text.trim(),
    place,
    ...(draft.photos.length > 0
      ? { photos: [...draft.photos] }
      : { noPhotoReason: draft.noPhotoReason.trim() }),
    ...(draft.related ? { related: draft.related } : {}),
    ...(draft.anonymous ? {} : { contact: { phone: phoneOf(draft), ...(name ? { name } : {}) } }),
  }
}

const STORE = 'gezhi.portal.draft'
const KEEP_MS = 30 * 24 * 3_600_000

/** The draft kept on this device, or null when there is none or it is older than thirty days (E00). */
export function loadDraft(storage: Storage, now: number): Draft | null {
  const text = storage.getItem(STORE)
  if (!text) return null
  try {
    const kept: unknown = JSON.parse(text)
    if (!isKept(kept) || now - kept.savedAt > KEEP_MS) return null
    return { ...emptyDraft(() => ''), ...kept.draft }
  } catch {
    return null
  }
}

/** False when the device has no room or forbids it: the page then says that the draft is not saved. */
export function saveDraft(storage: Storage, draft: Draft, now: number): boolean {
  try {
    storage.setItem(STORE, JSON.stringify({ savedAt: now, draft }))
    return true
  } catch {
    return false
  }
}

export const dropDraft = (storage: Storage): void => storage.removeItem(STORE)

const isKept = (value: unknown): value is { savedAt: number; draft: Draft } =>
  typeof value === 'object' &&
  value !== null &&
  'savedAt' in value &&
  typeof value.savedAt === 'number' &&
  'draft' in value &&
  typeof value.draft === 'object' &&
  value.draft !== null &&
  'id' in value.draft &&
  typeof value.draft.id === 'string'
