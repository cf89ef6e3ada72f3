export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export const noCounts = (): Counts => ({ passed: 0, failed: 0, skipped: 0 })

/** The last line of every run: `12 passed, 0 failed`, with `, 1 skipped` only when something was. */
export const countsLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** Adds a run to the sum. */
export function add(sum: Counts, run: Counts): void {
  sum.passed += run.passed
  sum.failed += run.failed
  sum.skipped += run.skipped
}

/**
 * Counts of a run that ended with a counts line. A run that printed none, or that failed while its line
 * says that nothing failed, has crashed: that is one failure more.
 */
export function countsOf(output: string, exitCode: number): Counts {
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)]
  const last = lines.at(-1)
  const counts: Counts = {
    passed: Number(last?.[1] ?? 0),
    failed: Number(last?.[2] ?? 0),
    skipped: Number(last?.[3] ?? 0),
  }
  if (!last || (exitCode !== 0 && counts.failed === 0)) counts.failed++
  return counts
}
