// Hands a record and the cases that it makes to the outbox: cases first, each once however often saving was tried.
import { newId } from '@gezhi/client/ids'
import type { CheckItem } from '@gezhi/core/districts/register'
import type { TaskSort } from '@gezhi/core/fieldwork/commands'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import type { Held } from '../offline/held.ts'
import { filesHere, hashesIn } from '../offline/issue.ts'
import { type WorkDraft, type WorkRecord, workRecord } from './draft.ts'

/** Keys under which a draft keeps the ids of what it will make. */
export const RECORD = 'RECORD'
const keysOf = ({ items }: WorkDraft): readonly string[] => [RECORD, 'OPINION', ...Object.keys(items)]

/** Ids for everything that the draft could make, those kept that it has. */
export const idsFor = (draft: WorkDraft): WorkDraft['ids'] => ({
  ...Object.fromEntries(keysOf(draft).map((key) => [key, newId()])),
  ...draft.ids,
})

interface Words {
  /** Items of the chosen field. */
  readonly asked: readonly CheckItem[]
  readonly language: 'zh' | 'en'
  readonly noPhoto: string
}

export const recordOf = (
  sort: TaskSort,
  draft: WorkDraft,
  { asked, language, noPhoto }: Words,
): WorkRecord | null =>
  workRecord(sort, draft, {
    asked,
    // Gate: `idsFor` gave one to each key.
    idOf: (key) => draft.ids[key] ?? newId(),
    hazardOf: (item) => item.hazard[language],
    noPhoto,
  })

interface Recording {
  readonly record: WorkRecord
  readonly grid: string
  /** Server time in milliseconds. */
  readonly doneAt: number
  /** The id that the draft holds for a record without a plan. */
  readonly id: string
  readonly task: HeldFieldTask | null
}

export async function saveRecord(
  { device: { outbox } }: Held,
  { record: { result, cases }, grid, doneAt, id, task }: Recording,
): Promise<void> {
  const isHere = (stream: string): boolean => outbox.entries().some((entry) => entry.stream === stream)
  for (const made of cases) {
    if (isHere(made.id)) continue
    const files = await filesHere(outbox, hashesIn(made.command))
    await outbox.add({ kind: 'case', stream: made.id, body: made.command, files })
  }
  const stream = task?.id ?? id
  if (!task && isHere(stream)) return
  const body = { type: 'record', grid, doneAt, result } as const
  const files = await filesHere(outbox, hashesIn(body))
  await outbox.add({ kind: 'field-task', stream, body, files, base: task?.version ?? null })
}
