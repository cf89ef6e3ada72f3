// What happens to cases without a person: deadlines run out, and facts have consequences. Everything is a command.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { CAUSES, reactionsTo, type Reaction } from '@gezhi/core/cases/policy'
import { systemActor } from '@gezhi/core/people/actor'
import { idOf } from '../../kernel/ids.ts'
import { run } from '../../kernel/run.ts'
import type { Expiry } from '../../kernel/scheduler.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import type { CaseKind } from './case.kind.ts'
import { scoreNearby } from './edge.ts'
import type { CaseDeps } from './case.deps.ts'
import { casesAfter } from './recent.cases.ts'

/** Issues the expiry of a deadline. A refusal means that the case has moved on: nothing is owed any more. */
export const expireDeadline =
  (deps: CaseDeps, kind: CaseKind) =>
  async ({ district, stream, key, commandId }: Expiry): Promise<void> => {
    await run(deps, kind, {
      district,
      stream,
      commandId,
      actor: systemActor(district, 'scheduler'),
      command: { type: 'expire', deadline: key },
    })
  }

/** Issues what follows from facts, under ids made of their seq: seen again after a crash they change nothing. */
export const reactToFacts =
  (deps: CaseDeps, kind: CaseKind) =>
  async (facts: readonly StoredFact[], district: number): Promise<void> => {
    const causes = facts.filter((fact) => fact.kind === 'case' && CAUSES.has(fact.type))
    if (causes.length === 0) return
    const states = await casesAfter(deps, district, causes)
    await Promise.all(
      causes.map(async (fact) => {
        const state = states.get(fact.stream)
        if (state) await reactTo(deps, kind, fact, { district, state })
      }),
    )
  }

async function reactTo(
  deps: CaseDeps,
  kind: CaseKind,
  stored: StoredFact,
  { district, state }: { readonly district: number; readonly state: CaseState },
): Promise<void> {
  const book = deps.districts(district)
  // Gate: facts of kind `case` are written by the case decider only.
  const fact = stored.data as unknown as CaseFact
  const reactions = reactionsTo(fact, stored.stream, state, book.rules)
  for (const [index, reaction] of reactions.entries())
    await issue(deps, kind, { district, seq: stored.seq, index, state }, reaction)
}

async function issue(
  deps: CaseDeps,
  kind: CaseKind,
  cause: {
    readonly district: number
    readonly seq: number
    readonly index: number
    readonly state: CaseState
  },
  { stream, command }: Reaction,
): Promise<void> {
  const { district, seq, index, state } = cause
  const book = deps.districts(district)
  const duplicateScore =
    command.type === 'accept' && state.report
      ? ((
          await scoreNearby(
            deps.db,
            { district, now: deps.now(), book },
            {
              lon: state.report.lon,
              lat: state.report.lat,
              item: state.item,
              text: state.report.title,
              except: stream,
            },
          )
        )[0]?.score ?? 0)
      : undefined
  await run(deps, kind, {
    district,
    stream: stream === 'new' ? idOf('case', 'follow-up', district, seq) : stream,
    commandId: idOf('reaction', district, seq, index),
    actor: systemActor(district, 'policy'),
    command,
    context: { duplicateScore },
  })
}
