// Commands to plans, from people and from the clock: each decided on the registers as they are at that moment.
import type { RedrawCommand } from '@gezhi/core/grids/redraw.commands'
import { newRedraw } from '@gezhi/core/grids/redraw'
import type { RedrawRefusal } from '@gezhi/core/grids/redraw.refusals'
import type { Actor } from '@gezhi/core/people/actor'
import { systemActor } from '@gezhi/core/people/actor'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/database.ts'
import { run } from '../../kernel/run.ts'
import type { Expiry } from '../../kernel/scheduler.ts'
import type { Outcome } from '../../kernel/stream-kind.ts'
import type { RedrawDeps } from './redraw.deps.ts'
import { edgeOf, plainEdge } from './redraw.edge.ts'
import { redrawKind } from './redraw.kind.ts'
import { findRedraw } from './redraw.store.ts'

export interface Issuing {
  readonly actor: Actor
  readonly stream: string
  readonly commandId: string
  readonly command: RedrawCommand
}

const NOT_FOUND = { ok: false, refusal: { code: 'redraw/not-found' }, replayed: false } as const

const stateOf = (deps: RedrawDeps, district: number, stream: string) =>
  readAs(deps.db, wholeDistrict(district), (tx) => findRedraw(tx, district, stream))

/** Faults do not keep a draft from being saved: somebody goes on with it tomorrow. */
export async function enterRedraw(
  deps: RedrawDeps,
  { actor, stream, commandId, command }: Issuing,
): Promise<Outcome<RedrawRefusal>> {
  const { district } = actor
  const found = await stateOf(deps, district, stream)
  const { plan: kept, codes } = found?.state ?? newRedraw
  const plan = command.type === 'save' ? command.plan : kept
  if (!plan) return NOT_FOUND
  const asks = command.type === 'propose' || command.type === 'approve'
  const context = asks
    ? await edgeOf(deps, { district, stream, plan, codes })
    : plainEdge(deps, district, plan)
  return run(deps, redrawKind, { district, stream, commandId, actor, command, context })
}

/** The day has come. Whoever fires it second finds the plan in force and changes nothing. */
export const comeIntoForce =
  (deps: RedrawDeps) =>
  async ({ district, stream, commandId }: Expiry): Promise<void> => {
    // What another process imported a moment ago counts.
    await deps.refresh()
    const found = await stateOf(deps, district, stream)
    if (!found?.state.plan) return
    const { plan, codes } = found.state
    await run(deps, redrawKind, {
      district,
      stream,
      commandId,
      actor: systemActor(district, 'calendar'),
      command: { type: 'comeIntoForce' },
      context: await edgeOf(deps, { district, stream, plan, codes }),
    })
  }
