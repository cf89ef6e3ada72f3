import type { CaseCommand } from '@gezhi/core/cases/commands'
import type { CheckItem } from '@gezhi/core/districts/register'
import { holdsPersonalNumber } from '@gezhi/core/fieldwork/field-task'
import type {
  CheckedItem,
  FINDINGS,
  TaskResult,
  TaskSort,
  VISIT_NEEDS,
  VISIT_OUTCOMES,
} from '@gezhi/core/fieldwork/commands'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { placeOf } from '@gezhi/ui/touch/place-value'

export interface ItemDraft {
  readonly finding: (typeof FINDINGS)[number] | null
  readonly note: string
  readonly photos: readonly string[]
}

/** A record in the making, of any sort; each form uses its part. */
export interface WorkDraft {
  readonly grid: string | null
  readonly where: string
  readonly outcome: (typeof VISIT_OUTCOMES)[number] | null
  readonly needs: (typeof VISIT_NEEDS)[number]
  readonly note: string
  readonly field: number | null
  readonly items: Readonly<Record<string, ItemDraft>>
  readonly topic: string
  readonly reached: string
  readonly photos: readonly string[]
  /** What was found or wished is also reported as a case, at this place. Null: hazards are, opinions are not. */
  readonly asCase: boolean | null
  readonly point: LonLat | null
  readonly accuracyM: number | null
  readonly address: string
  /** Ids of the record and of the cases that it makes, once they were given: saving it again makes nothing twice. */
  readonly ids: Readonly<Record<string, string>>
}

export const emptyWork: WorkDraft = {
  grid: null,
  where: '',
  outcome: null,
  needs: 'NONE',
  note: '',
  field: null,
  items: {},
  topic: '',
  reached: '',
  photos: [],
  asCase: null,
  point: null,
  accuracyM: null,
  address: '',
  ids: {},
}
export const emptyItem: ItemDraft = { finding: null, note: '', photos: [] }

export type WorkLack =
  | 'lackGrid'
  | 'lackOutcome'
  | 'lackField'
  | 'lackWhere'
  | 'lackItems'
  | 'lackPhoto'
  | 'lackTopic'
  | 'lackReached'
  | 'lackWish'
  | 'lackPoint'
  | 'personalNumber'

const NUMBER = /^\d{1,6}$/
/** Whether it is wished that a case be made, where one can be. */
export const wantsCase = (sort: TaskSort, { asCase }: WorkDraft): boolean => asCase ?? sort === 'CHECK'
const isWanted = (draft: WorkDraft, sort: TaskSort, asked: readonly CheckItem[]): boolean =>
  wantsCase(sort, draft) && (sort === 'OPINION' || (sort === 'CHECK' && badOf(draft, asked).length > 0))

/** Items that were found bad, of those that the chosen field asks. */
export const badOf = ({ items }: WorkDraft, asked: readonly CheckItem[]): readonly CheckItem[] =>
  asked.filter(({ code }) => items[code]?.finding === 'BAD')

/** What is still missing, in the order of the form; `asked`: the items of the chosen field. */
export function workLacks(
  sort: TaskSort,
  draft: WorkDraft,
  asked: readonly CheckItem[],
): readonly WorkLack[] {
  const place: WorkLack | false = isWanted(draft, sort, asked) && !draft.point && 'lackPoint'
  const grid: WorkLack | false = draft.grid === null && 'lackGrid'
  const numbers: WorkLack | false = wordsOf(draft).some(holdsPersonalNumber) && 'personalNumber'
  return [grid, ...lacksOfSort(sort, draft, asked), place, numbers].filter((lack) => lack !== false)
}

const wordsOf = ({ where, note, topic, items }: WorkDraft): readonly string[] => [
  where,
  note,
  topic,
  ...Object.values(items).map((item) => item.note),
]

function lacksOfSort(
  sort: TaskSort,
  draft: WorkDraft,
  asked: readonly CheckItem[],
): readonly (WorkLack | false)[] {
  const { outcome, field, items, topic, reached, note } = draft
  const where: WorkLack | false = !draft.where.trim() && 'lackWhere'
  switch (sort) {
    case 'VISIT':
      return [outcome === null && 'lackOutcome']
    case 'CHECK':
      return [
        field === null && 'lackField',
        where,
        asked.some(({ code }) => !items[code]?.finding) && 'lackItems',
        badOf(draft, asked).some(({ code, photo }) => photo && !items[code]?.photos[0]) && 'lackPhoto',
      ]
    case 'PUBLICISE':
      return [!topic.trim() && 'lackTopic', where, !NUMBER.test(reached.trim()) && 'lackReached']
    case 'OPINION':
      return [!note.trim() && 'lackWish']
  }
}

/** A case that a record makes, with its id in the record. */
export interface MadeCase {
  readonly id: string
  readonly command: CaseCommand
}

export interface WorkRecord {
  readonly result: TaskResult
  readonly cases: readonly MadeCase[]
}

interface Given {
  /** Items of the chosen field. */
  readonly asked: readonly CheckItem[]
  /** The id of what stands under a key: an item of the checklist, or `OPINION`. */
  readonly idOf: (key: string) => string
  /** The hazard of a checklist item in the language of the screen. */
  readonly hazardOf: (item: CheckItem) => string
  /** Why a case has no photo, where none is asked for. */
  readonly noPhoto: string
}

/** The record that a complete draft stands for, and the cases that it makes; null while something is missing. */
export function workRecord(sort: TaskSort, draft: WorkDraft, given: Given): WorkRecord | null {
  if (workLacks(sort, draft, given.asked).length > 0) return null
  const [where, note] = [draft.where.trim(), draft.note.trim()]
  switch (sort) {
    case 'VISIT': {
      const { outcome, needs } = draft
      if (!outcome) return null
      const words = { ...(where ? { where } : {}), ...(note ? { note } : {}) }
      return { result: { sort, outcome, needs, ...words }, cases: [] }
    }
    case 'CHECK':
      return checkRecord(draft, given)
    case 'PUBLICISE': {
      const reached = Number(draft.reached)
      const result = { sort, topic: draft.topic.trim(), where, reached, photos: [...draft.photos] }
      return { result, cases: [] }
    }
    case 'OPINION': {
      const made = wantsCase('OPINION', draft)
        ? caseOf(draft, 'OPINION', { text: note, photos: [], item: null }, given)
        : null
      return {
        result: { sort, wish: note, ...(made ? { case: made.id } : {}) },
        cases: made ? [made] : [],
      }
    }
  }
}

function checkRecord(draft: WorkDraft, given: Given): WorkRecord | null {
  const { field } = draft
  if (field === null) return null
  const where = draft.where.trim()
  const cases: MadeCase[] = []
  const items = given.asked.flatMap((asked): CheckedItem[] => {
    const { finding, note, photos } = draft.items[asked.code] ?? emptyItem
    if (!finding) return []
    if (finding !== 'BAD') return [{ item: asked.code, finding }]
    const words = note.trim()
    const text = [`${where}：${given.hazardOf(asked)}`, words].filter(Boolean).join('\n')
    const made = wantsCase('CHECK', draft)
      ? caseOf(draft, asked.code, { text, photos, item: asked.item }, given)
      : null
    if (made) cases.push(made)
    return [
      {
        item: asked.code,
        finding,
        ...(words ? { note: words } : {}),
        ...(photos[0] ? { photo: photos[0] } : {}),
        ...(made ? { case: made.id } : {}),
      },
    ]
  })
  return { result: { sort: 'CHECK', field, where, items }, cases }
}

interface Told {
  readonly text: string
  readonly photos: readonly string[]
  /** Of the catalogue; null: the centre classifies the case. */
  readonly item: string | null
}

function caseOf(draft: WorkDraft, key: string, { text, photos, item }: Told, given: Given): MadeCase | null {
  const place = placeOf(draft)
  if (!place) return null
  const shown = photos.length > 0 ? { photos: [...photos] } : { noPhotoReason: given.noPhoto }
  const known = item === null ? {} : { item }
  return { id: given.idOf(key), command: { type: 'report', ...known, place, text, ...shown } }
}
