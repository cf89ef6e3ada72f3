import type { PartView } from '@gezhi/core/assessment/assessment.api'
import type { useText } from '../../i18n/text.ts'
import { percent, points as asPoints } from '../format.ts'

/** Values that are shares of one and are read as percentages. */
const SHARES = new Set(['rate', 'target', 'p0'])
const round = (value: number): string => String(Math.round(value * 100) / 100)

/** Why a line has its points: the formula with the numbers that were put into it. */
export function explained(
  { key, values }: PartView['explanation'],
  points: number | null,
  t: ReturnType<typeof useText>,
): string {
  const said = Object.entries(values).map(([name, value]): [string, string] => [
    name,
    typeof value === 'number' ? (SHARES.has(name) ? percent(value) : round(value)) : (value ?? '—'),
  ])
  return t.any(`explain:${key}`, key, {
    ...Object.fromEntries(said),
    ...(points === null ? {} : { points: asPoints(points) }),
  })
}
