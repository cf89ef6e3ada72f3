import type { WorkReport } from '@gezhi/core/fieldwork/work-report'
import type { FieldText } from '../text.ts'

type Part = keyof WorkReport

/** Each line with what belongs to it. */
const LINES: readonly (readonly [Part, ...Part[]])[] = [
  ['reported', 'closed'],
  ['visits'],
  ['checks', 'hazards', 'hazardCases'],
  ['publicity', 'reached'],
  ['opinions', 'opinionCases'],
  ['patrols', 'points'],
  ['notPossible'],
]

/** A work report as sentences, e.g. `隐患排查 2 次，发现隐患 1 项，转事件 1 件`; what did not happen is left out. */
export function sayReport(report: WorkReport, text: FieldText): readonly string[] {
  const comma = text.language === 'zh' ? '，' : ', '
  return LINES.filter(([first]) => report[first] > 0).map((parts) =>
    parts
      .filter((part) => report[part] > 0)
      .map((part) => text(`workReport:${part}`, { n: report[part] }))
      .join(comma),
  )
}
