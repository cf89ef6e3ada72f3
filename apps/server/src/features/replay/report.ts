/** What a replay says at its end: a summary for people, and two tables beside the state file. */
import { writeFile } from 'node:fs/promises'
import { REASONS, type Agreement, type Reason } from './agreement.ts'
import type { Rejection } from './plan.ts'

const cell = (value: string | number): string => {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
const table = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

/** Rows that were not taken: number, line, id, reason, detail. RFC 4180. */
export const writeRejections = (path: string, rejections: readonly Rejection[]): Promise<void> =>
  writeFile(
    path,
    table([
      ['row', 'line', 'id', 'reason', 'detail'],
      ...rejections
        .toSorted((a, b) => a.row - b.row)
        .map(({ row, line, id, reason, detail }) => [row, line, id, reason, detail]),
    ]),
  )

/** Rows on whose verdict server and source differ: number, line, id, both verdicts, reason, detail. */
export const writeDifferences = (path: string, { differences }: Agreement): Promise<void> =>
  writeFile(
    path,
    table([
      ['row', 'line', 'id', 'source', 'here', 'reason', 'detail'],
      ...differences
        .toSorted((a, b) => a.row.row - b.row.row)
        .map(({ row, ours, reason, detail }) => [
          row.row,
          row.line,
          row.id,
          row.verdict ?? '',
          ours,
          reason,
          detail,
        ]),
    ]),
  )

/** `reason: n` lines, the most frequent first. */
function counts(reasons: readonly string[]): [string, number][] {
  const found = Map.groupBy(reasons, (reason) => reason)
  return [...found.entries()]
    .map(([reason, all]): [string, number] => [reason, all.length])
    .sort((a, b) => b[1] - a[1])
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`

/** Lines about rows that were not taken. */
export const sayRejections = (rejections: readonly Rejection[]): string[] =>
  counts(rejections.map(({ reason }) => reason)).map(([reason, n]) => `  ${String(n).padStart(7)}  ${reason}`)

/** Lines about cases, states and agreement. */
export function sayAgreement(agreement: Agreement): string[] {
  const { cases, states, missing, judged, agreed, judgedWithTarget, agreedWithTarget, differences } =
    agreement
  const lines = [
    `${cases} cases: ${Object.entries(states)
      .map(([state, n]) => `${n} ${state}`)
      .join(', ')}`,
    ...(missing.length > 0 ? [`${missing.length} cases are not on the server`] : []),
  ]
  if (judged === 0) return [...lines, 'The source says nothing of its limits: nothing to compare.']
  return [
    ...lines,
    `On-time verdict as the source has it: ${agreed} of ${judged} (${percent(agreed, judged)}); ` +
      `with a target in the source ${agreedWithTarget} of ${judgedWithTarget} (${percent(agreedWithTarget, judgedWithTarget)})`,
    ...counts(differences.map(({ reason }) => reason)).map(
      // Gate: the reasons counted are those of the differences.
      ([reason, n]) => `  ${String(n).padStart(7)}  ${reason}: ${REASONS[reason as Reason]}`,
    ),
  ]
}
