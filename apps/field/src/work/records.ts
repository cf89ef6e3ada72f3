// Field tasks as this device knows them: what the centre said, and what waits here to be sent.
import type { OutboxEntry } from '@gezhi/client/outbox'
import type { HeldCase } from '@gezhi/core/cases/device'
import type { FieldTaskCommand, TaskResult, TaskSort } from '@gezhi/core/fieldwork/commands'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import type { WorkDone } from '@gezhi/core/fieldwork/work-report'
import type { PatrolCommand } from '@gezhi/core/patrol/commands'
import type { HeldPatrol } from '@gezhi/core/patrol/device'

export interface OwnRecord {
  readonly id: string
  readonly sort: TaskSort
  readonly at: number
  /** Null: it was not possible. */
  readonly result: TaskResult | null
  readonly title: string | null
  readonly remarks: readonly HeldFieldTask['remarks'][number][]
  /** Still on this device only; refused: the outbox says why. */
  readonly state: 'SENT' | 'WAITING' | 'REFUSED'
  /** Null while the centre does not know it. */
  readonly version: number | null
}

// Gates: only this app writes into its outbox, and the centre checks each by its schema.
const taskCommandIn = ({ kind, body }: OutboxEntry): FieldTaskCommand | null =>
  kind === 'field-task' ? (body as FieldTaskCommand) : null
const patrolCommandIn = ({ kind, body }: OutboxEntry): PatrolCommand | null =>
  kind === 'patrol' ? (body as PatrolCommand) : null

/** What has not come back from the centre yet, by stream. */
function pendingOf(rows: readonly HeldFieldTask[], entries: readonly OutboxEntry[]) {
  const ended = new Set(rows.filter(({ status }) => status !== 'OPEN').map(({ id }) => id))
  return entries.flatMap((entry) => {
    const command = ended.has(entry.stream) ? null : taskCommandIn(entry)
    return command ? [{ entry, command }] : []
  })
}

/** Planned tasks that wait to be done, the most urgent first. */
export function openTasks(
  rows: readonly HeldFieldTask[],
  entries: readonly OutboxEntry[],
): readonly HeldFieldTask[] {
  const begun = new Set(
    pendingOf(rows, entries).flatMap(({ entry, command }) =>
      entry.state !== 'refused' && (command.type === 'record' || command.type === 'notPossible')
        ? [entry.stream]
        : [],
    ),
  )
  return rows
    .filter(({ id, status }) => status === 'OPEN' && !begun.has(id))
    .toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
}

/** Own records, newest first. */
export function ownRecords(
  rows: readonly HeldFieldTask[],
  entries: readonly OutboxEntry[],
): readonly OwnRecord[] {
  const known = new Map(rows.map((row) => [row.id, row]))
  const waiting = pendingOf(rows, entries).flatMap(({ entry, command }): OwnRecord[] => {
    const row = known.get(entry.stream)
    const state = entry.state === 'refused' ? 'REFUSED' : 'WAITING'
    const common = { id: entry.stream, title: row?.title ?? null, remarks: [], state, version: null } as const
    if (command.type === 'record')
      return [{ ...common, sort: command.result.sort, at: command.doneAt, result: command.result }]
    return command.type === 'notPossible' && row
      ? [{ ...common, sort: row.sort, at: entry.savedAt, result: null }]
      : []
  })
  const sent = rows.flatMap((row): OwnRecord[] => {
    const { id, sort, endedAt, result, title, version, status } = row
    const remarks = [...row.remarks, ...waitingRemarks(row, entries)]
    return endedAt === null || status === 'WITHDRAWN'
      ? []
      : [{ id, sort, at: endedAt, result, title, remarks, state: 'SENT', version }]
  })
  return [...waiting, ...sent].toSorted((a, b) => b.at - a.at)
}

/** Remarks that were made here and have not come back yet. */
const waitingRemarks = (
  { id, remarks }: HeldFieldTask,
  entries: readonly OutboxEntry[],
): HeldFieldTask['remarks'] =>
  entries.flatMap((entry) => {
    if (entry.stream !== id || entry.state === 'refused') return []
    const command = taskCommandIn(entry)
    return command?.type === 'remark' && !remarks.some(({ text }) => text === command.text)
      ? [{ at: entry.savedAt, text: command.text }]
      : []
  })

interface Kept {
  readonly person: string
  readonly cases: readonly HeldCase[]
  readonly tasks: readonly HeldFieldTask[]
  readonly patrols: readonly HeldPatrol[]
  readonly entries: readonly OutboxEntry[]
}

const REPORTS: readonly unknown[] = ['report', 'selfHandle']
const isReport = ({ kind, body, state }: OutboxEntry): boolean =>
  kind === 'case' &&
  state !== 'refused' &&
  typeof body === 'object' &&
  body !== null &&
  'type' in body &&
  REPORTS.includes(body.type)

/** What a work report is counted from: a case counts once, wherever it is known. */
export function doneOn({ person, cases, tasks, patrols, entries }: Kept): WorkDone {
  const reported = new Map(entries.filter(isReport).map(({ stream, savedAt }) => [stream, savedAt]))
  const closed = new Set(cases.filter(({ summary }) => summary.closedAt !== null).map(({ id }) => id))
  for (const { id, own = false, state, summary } of cases)
    if (own || state?.reporter?.ref.person === person) reported.set(id, summary.reportedAt)
  const records = ownRecords(tasks, entries).filter(({ state }) => state !== 'REFUSED')
  return {
    cases: [...reported].map(([id, at]) => ({ at, closed: closed.has(id) })),
    tasks: records.flatMap(({ at, result }) => (result ? [{ at, result }] : [])),
    notPossible: records.filter(({ result }) => result === null),
    patrols: [
      ...patrols.map(({ endedAt, visits }) => ({ at: endedAt, points: visits })),
      ...waitingPatrols(patrols, entries),
    ],
  }
}

/** Patrols that the centre has not given back yet. */
function waitingPatrols(
  patrols: readonly HeldPatrol[],
  entries: readonly OutboxEntry[],
): WorkDone['patrols'] {
  const known = new Set(patrols.map(({ id }) => id))
  return entries.flatMap((entry) => {
    const command = patrolCommandIn(entry)
    return command?.type === 'record' && entry.state !== 'refused' && !known.has(entry.stream)
      ? [{ at: command.endedAt, points: command.visits.length }]
      : []
  })
}
