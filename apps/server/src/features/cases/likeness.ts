// How alike two reports are, 0–1: same family, nearness, common words (domain specification §2.10). The system suggests.
import { textLikeness } from '@gezhi/core/cases/wording'
import { distanceM, type LonLat } from '@gezhi/core/kernel/geo'

export interface Alike {
  readonly family: string | null
  readonly radiusM: number
  readonly at: LonLat
  readonly text: string
}

const WEIGHT = { family: 0.4, near: 0.3, text: 0.3 }

/** Score and distance of a candidate; a different family of two classified cases halves it. */
export function likeness(
  report: Alike,
  candidate: Alike,
): { readonly score: number; readonly distanceM: number; readonly sameFamily: boolean } {
  const distance = distanceM(report.at, candidate.at)
  const sameFamily = report.family !== null && report.family === candidate.family
  const near = Math.max(0, 1 - distance / candidate.radiusM)
  const score =
    (sameFamily ? WEIGHT.family : 0) +
    near * WEIGHT.near +
    textLikeness(report.text, candidate.text) * WEIGHT.text
  const other = report.family !== null && candidate.family !== null && !sameFamily
  return { score: other ? score / 2 : score, distanceM: Math.round(distance), sameFamily }
}
