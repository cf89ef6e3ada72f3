import type { CaseCommand, CommandOf } from '@gezhi/core/cases/commands'
import type { ItemView } from '@gezhi/core/districts/district.api'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { placeOf } from '@gezhi/ui/touch/place-value'

/** A report in the making. It is kept on the device with every change, until the centre has it. */
export interface Draft {
  /** Id of the case and idempotency key, made once: sending again after a lost answer is the same report. */
  readonly id: string
  readonly key: string
  readonly photos: readonly string[]
  readonly noPhotoReason: string
  /** Catalogue code; null while nothing is chosen. */
  readonly item: string | null
  readonly unlisted: boolean
  readonly text: string
  /** Content address of a voice note. */
  readonly voice: string | null
  readonly point: LonLat | null
  readonly accuracyM: number | null
  readonly address: string
  readonly self: boolean
  readonly afterPhotos: readonly string[]
  readonly result: string
}

export const emptyDraft = (newId: () => string): Draft => ({
  id: newId(),
  key: newId(),
  photos: [],
  noPhotoReason: '',
  item: null,
  unlisted: false,
  text: '',
  voice: null,
  point: null,
  accuracyM: null,
  address: '',
  self: false,
  afterPhotos: [],
  result: '',
})

/** Only general matters on the list for it may be handled on the spot (E03). */
export const maySelfHandle = (item: ItemView | undefined): boolean =>
  item !== undefined && item.selfHandle && item.urgency === 'GENERAL'

export type Lack = 'lackPhotos' | 'lackBefore' | 'lackAfter' | 'lackItem' | 'lackResult' | 'lackPoint'

/** What is still missing, in the order of the form. */
export function lacksOf(draft: Draft, item: ItemView | undefined): readonly Lack[] {
  const self = draft.self && maySelfHandle(item)
  const lacks: readonly (Lack | null)[] = [
    !self && draft.photos.length === 0 && !draft.noPhotoReason ? 'lackPhotos' : null,
    self && draft.photos.length === 0 ? 'lackBefore' : null,
    item || draft.text.trim() || draft.voice ? null : 'lackItem',
    self && draft.afterPhotos.length === 0 ? 'lackAfter' : null,
    self && !draft.result.trim() ? 'lackResult' : null,
    draft.point ? null : 'lackPoint',
  ]
  return lacks.filter((lack) => lack !== null)
}

/** The command that a complete draft stands for; null while something is missing. */
export function commandOf(draft: Draft, item: ItemView | undefined): CaseCommand | null {
  const place = placeOf(draft)
  if (!place || lacksOf(draft, item).length > 0) return null
  const text = draft.text.trim() || item?.name
  const common = { place, ...(text ? { text } : {}) }
  if (draft.self && item && maySelfHandle(item))
    return {
      type: 'selfHandle',
      ...common,
      item: item.code,
      beforePhotos: [...draft.photos],
      afterPhotos: [...draft.afterPhotos],
      result: draft.result.trim(),
    }
  return {
    type: 'report',
    ...common,
    ...(draft.voice ? { voice: draft.voice } : {}),
    ...(item ? { item: item.code } : {}),
    ...(draft.photos.length > 0 ? { photos: [...draft.photos] } : { noPhotoReason: draft.noPhotoReason }),
  }
}

/** What the draft adds to a case that is known already; null when it shows and says nothing. */
export function additionOf({ photos, text }: Draft, seen: string): CommandOf<'annotate'> | null {
  const words = text.trim()
  if (!words && photos.length === 0) return null
  return { type: 'annotate', text: words || seen, photos: [...photos] }
}

/** One for each person: on a shared tablet nobody finds, or sends, what another one had begun. */
export const draftStore = (person: string): string => `gezhi.field.report ${person}`

/** The report kept on this device, or null. */
export function loadDraft(storage: Storage, person: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(draftStore(person)) ?? 'null')
    return isDraft(kept) ? { ...emptyDraft(() => ''), ...kept } : null
  } catch {
    return null
  }
}

/** False when the device has no room or forbids it. */
export function saveDraft(storage: Storage, person: string, draft: Draft): boolean {
  try {
    storage.setItem(draftStore(person), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export const dropDraft = (storage: Storage, person: string): void => storage.removeItem(draftStore(person))

/** True when something worth sending is kept: a photo, an item or words. */
export function hasDraft(storage: Storage, person: string): boolean {
  const draft = loadDraft(storage, person)
  return draft !== null && (draft.photos.length > 0 || draft.item !== null || draft.text.trim() !== '')
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'photos' in value &&
  Array.isArray(value.photos)
