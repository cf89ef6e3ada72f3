// How a running clock gets another due time: extension, whistle, another item, another urgency (E21, E33, E58–E60).
import { advance, elapsed } from '../kernel/calendar.ts'
import { leadOrder, orderOf, type CaseState, type Deadline } from './case.ts'
import { toLimit, usedBy, type Clocking } from './clocks.turns.ts'
import type { LimitName, MoveRule } from './context.ts'
import type { ClockChange } from './facts.ts'
import { handleLimit, limitOf } from './limits.ts'
import type { DeadlineName } from './states.ts'

/** Changes that give running deadlines another due time; none where the rule leaves them as they are. */
export function move(name: DeadlineName, by: MoveRule, c: Clocking): ClockChange[] {
  const { before, after, plan, now, rules } = c
  const limits = rules.limits[after.urgency]
  const item = after.item === null ? undefined : rules.item(after.item)
  switch (by) {
    case 'extension':
      return running(before, name).map((deadline) => {
        // A pause between request and approval may have moved the due time past what was asked for.
        const dueAt = Math.max(plan.dueAt ?? now, deadline.dueAt ?? now)
        const limitMs = usedBy(deadline, c) + elapsed(rules.calendar, deadline.clock, now, dueAt)
        return { op: 'move', key: deadline.key, clock: deadline.clock, limitMs, dueAt }
      })
    case 'whistle':
      // D_HANDLE = max(remaining, item limit), once per case (E21).
      return running(before, name).flatMap((deadline) => {
        const used = usedBy(deadline, c)
        const fresh = handleLimit(limits, item)
        if (before.whistleTried || deadline.clock !== fresh.clock || deadline.limitMs - used >= fresh.ms)
          return []
        return [toLimit(deadline, { clock: fresh.clock, ms: used + fresh.ms }, rules)]
      })
    case 'item':
      return running(before, name)
        .filter((deadline) => !isDated(deadline, before))
        .map((deadline) =>
          toLimit(deadline, limitOf(name, limitNameOf(deadline, before), after, limits, item), rules),
        )
    case 'urgencyUp':
      return before.deadlines
        .filter((deadline) => deadline.state === 'RUNNING' && urgencyDecides(deadline))
        .flatMap((deadline) => {
          const limit = limitOf(deadline.name, limitNameOf(deadline, before), after, limits, item)
          const dueAt = advance(rules.calendar, limit.clock, now, limit.ms)
          if (deadline.dueAt !== null && deadline.dueAt <= dueAt) return []
          const limitMs = deadline.usedMs + elapsed(rules.calendar, limit.clock, deadline.since, dueAt)
          return [{ op: 'move' as const, key: deadline.key, clock: limit.clock, limitMs, dueAt }]
        })
    case 'urgencyDown':
      return before.deadlines
        .filter(
          (deadline) =>
            deadline.state === 'RUNNING' && urgencyDecides(deadline) && !isDated(deadline, before),
        )
        .map((deadline) =>
          toLimit(
            deadline,
            limitOf(deadline.name, limitNameOf(deadline, before), after, limits, item),
            rules,
          ),
        )
  }
}

const running = (state: CaseState, name: DeadlineName): Deadline[] =>
  state.deadlines.filter((deadline) => deadline.key === name && deadline.state === 'RUNNING')

/** Deadlines whose amount depends on the urgency; dates set by a person and the followers of D_HANDLE do not. */
const urgencyDecides = ({ name }: Deadline): boolean =>
  name !== 'D_WARN' && name !== 'D_LADDER' && name !== 'D_REVIEW' && name !== 'D_DRAFT'

/** A date that a source or a leader fixed, or that a part took from its whole: a lower urgency or another item does not lift it. */
function isDated({ name, no }: Deadline, state: CaseState): boolean {
  if (name !== 'D_HANDLE') return false
  const kind = leadOrder(state)?.kind
  return no !== undefined || kind === 'TASKFORCE' || (state.targetAt !== null && kind !== 'REWORK')
}

/** The amount that a running deadline was started with: a redo, a task force and the units of a whistle have their own. */
function limitNameOf({ name, no }: Deadline, state: CaseState): LimitName {
  const kind = leadOrder(state)?.kind
  if (name === 'D_HANDLE' && no === undefined && kind === 'REWORK') return 'rework'
  if (name === 'D_HANDLE' && kind === 'TASKFORCE') return 'taskforce'
  return name === 'D_SIGN' && orderOf(state, no)?.kind.startsWith('JOINT') ? 'whistleAnswer' : 'default'
}
