// What a checklist is: the items that a hazard check looks at in one public-safety field.
export interface ChecklistItem {
  /** `<field>.<number>`, never given to another item. */
  readonly code: string
  /** As it should be: what the eye looks for. */
  readonly zh: string
  readonly en: string
  /** The hazard when it is not so: what records, cases and reports say. */
  readonly hazard: { readonly zh: string; readonly en: string }
  /** What was found bad must be seen: whoever removes the hazard starts from the photo. */
  readonly photo: boolean
}

export interface Checklist {
  /** 1–15. */
  readonly field: number
  readonly zh: string
  readonly en: string
  readonly items: readonly ChecklistItem[]
}

export type Row = readonly [zh: string, en: string, hazardZh: string, hazardEn: string, photo?: 'photo']
/** Numbers the items in their order: rows are added at the end, and none is taken out. */
export const list = (field: number, zh: string, en: string, rows: readonly Row[]): Checklist => ({
  field,
  zh,
  en,
  items: rows.map(([words, english, hazardZh, hazardEn, photo], index) => ({
    code: `${field}.${index + 1}`,
    zh: words,
    en: english,
    hazard: { zh: hazardZh, en: hazardEn },
    photo: photo !== undefined,
  })),
})
