import type { ExplainedClock } from '@gezhi/core/cases/clock.api'
import { isPromise } from '@gezhi/core/cases/explain.names'

/** The one asked about first, then what still runs, then what ended, the latest first. */
export const inOrder = (clocks: readonly ExplainedClock[], asked: string): ExplainedClock[] =>
  clocks
    .filter(({ name }) => isPromise(name))
    .toSorted(
      (a, b) =>
        Number(b.key === asked) - Number(a.key === asked) ||
        Number(a.endedAt !== null) - Number(b.endedAt !== null) ||
        b.startedAt - a.startedAt ||
        b.nth - a.nth,
    )
