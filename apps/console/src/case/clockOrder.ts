import type { ExplainedClock } from '@gezhi/core/cases/clock.api'

/** The one asked about first, then what still runs, then what ended, the latest first. Warnings are no deadline of anybody. */
export const inOrder = (clocks: readonly ExplainedClock[], asked: string): ExplainedClock[] =>
  clocks
    .filter(({ name }) => name !== 'D_WARN' && name !== 'D_LADDER')
    .toSorted(
      (a, b) =>
        Number(b.key === asked) - Number(a.key === asked) ||
        Number(a.endedAt !== null) - Number(b.endedAt !== null) ||
        b.startedAt - a.startedAt ||
        b.nth - a.nth,
    )
