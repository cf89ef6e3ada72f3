import type { WorkReport } from '@gezhi/core/fieldwork/work-report'
import type { FieldText } from '../text.ts'

/** A work report as sentences; what did not happen is left out. */
export function sayReport(report: WorkReport, text: FieldText): readonly string[] {
  const { reported, closed, visits, checks, hazards, hazardCases, publicity, reached } = report
  const { opinions, opinionCases, patrols, points, notPossible } = report
  const lines = [
    [reported, text('workReport:reported', { n: reported, m: closed })],
    [visits, text('workReport:visits', { n: visits })],
    [checks, text('workReport:checks', { n: checks, m: hazards, k: hazardCases })],
    [publicity, text('workReport:publicity', { n: publicity, m: reached })],
    [opinions, text('workReport:opinions', { n: opinions, m: opinionCases })],
    [patrols, text('workReport:patrols', { n: patrols, m: points })],
    [notPossible, text('workReport:notPossible', { n: notPossible })],
  ] as const
  return lines.flatMap(([count, words]) => (count > 0 ? [words] : []))
}
