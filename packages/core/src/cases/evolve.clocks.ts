// Folds the clock changes of a fact: running + paused wall time always adds up to the wall time of the deadline.
import type { CaseState, Deadline } from './case.ts'
import type { CaseFact, ClockChange } from './facts.ts'
import type { DeadlineName } from './states.ts'

/** The case with the clocks as they stand after the fact. */
export const foldClocks = (state: CaseState, fact: CaseFact): CaseState =>
  (fact.clocks ?? []).reduce((next, change) => foldClock(next, change, fact.at), state)

function foldClock(state: CaseState, change: ClockChange, at: number): CaseState {
  if (change.op === 'start') {
    const [name, no] = change.key.split('#') as [DeadlineName, string | undefined]
    const started: Deadline = {
      key: change.key,
      name,
      no: no === undefined ? undefined : Number(no),
      clock: change.clock,
      limitMs: change.limitMs,
      startedAt: at,
      state: 'RUNNING',
      dueAt: change.dueAt,
      usedMs: 0,
      since: at,
      ranMs: 0,
      pausedMs: 0,
      assumed: change.assumed,
    }
    return { ...state, deadlines: [...state.deadlines.filter(({ key }) => key !== change.key), started] }
  }
  return {
    ...state,
    deadlines: state.deadlines.map((deadline) =>
      deadline.key === change.key ? turn(deadline, change, at) : deadline,
    ),
  }
}

/** Closes the open segment into the wall-time sums. */
const closed = (deadline: Deadline, at: number): Pick<Deadline, 'ranMs' | 'pausedMs' | 'since'> => ({
  ranMs: deadline.ranMs + (deadline.state === 'RUNNING' ? at - deadline.since : 0),
  pausedMs: deadline.pausedMs + (deadline.state === 'PAUSED' ? at - deadline.since : 0),
  since: at,
})

function turn(deadline: Deadline, change: Exclude<ClockChange, { op: 'start' }>, at: number): Deadline {
  switch (change.op) {
    case 'stop':
      return { ...deadline, ...closed(deadline, at), usedMs: change.usedMs, state: 'STOPPED', stoppedAt: at }
    case 'pause':
      return { ...deadline, ...closed(deadline, at), usedMs: change.usedMs, state: 'PAUSED', dueAt: null }
    case 'resume':
      return {
        ...deadline,
        ...closed(deadline, at),
        state: 'RUNNING',
        limitMs: change.limitMs,
        dueAt: change.dueAt,
        assumed: change.assumed,
        firedAt: undefined,
      }
    case 'move':
      return {
        ...deadline,
        clock: change.clock,
        limitMs: change.limitMs,
        dueAt: change.dueAt,
        assumed: change.assumed,
        firedAt: change.dueAt === null || change.dueAt > at ? undefined : deadline.firedAt,
      }
    case 'fire':
      return { ...deadline, firedAt: at }
  }
}
