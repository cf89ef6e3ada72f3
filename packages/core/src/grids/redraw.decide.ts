// What may be done with a plan of redrawing grids, by whom and when. Pure, with a refusal for everything else.
import { accept, refuse, type Decision } from '../kernel/decision.ts'
import { refOf, type Actor } from '../people/actor.ts'
import { REDRAW_ROLES, redrawsThere } from './redraw.access.ts'
import type { ComeIntoForce, RedrawCommand, RedrawCommandType } from './redraw.commands.ts'
import { REDRAW_COMMANDS } from './redraw.commands.ts'
import { isError, type RedrawFinding, type RedrawRefusal, type RedrawRefusalCode } from './redraw.refusals.ts'
import type { Consequences, RedrawFact, RedrawState } from './redraw.ts'

export type AnyRedrawCommand = RedrawCommand | ComeIntoForce

/** What the edge found out for deciding. */
export interface RedrawContext {
  readonly now: number
  readonly actor: Actor
  /** The local day, YYYY-MM-DD. */
  readonly today: string
  /** First instant of the plan's day. */
  readonly startsAt: number
  readonly findings: readonly RedrawFinding[]
  /** Another plan of one of the communities that is proposed or approved. */
  readonly other: string | null
  /** As the registers are now; null where no plan was read. */
  readonly consequences: Consequences | null
}

type Answer = Decision<RedrawFact, RedrawRefusal>
const no = (code: RedrawRefusalCode, more: Omit<RedrawRefusal, 'code'> = {}): Answer =>
  refuse({ code, ...more })

const OPEN: Readonly<Record<RedrawCommandType, readonly RedrawState['state'][]>> = {
  save: ['NEW', 'DRAFT', 'REJECTED'],
  propose: ['DRAFT'],
  approve: ['PROPOSED'],
  reject: ['PROPOSED'],
  withdraw: ['DRAFT', 'PROPOSED', 'APPROVED', 'REJECTED'],
}

type Asked = Pick<RedrawContext, 'actor' | 'now'>

/** Why this actor may not do it now, whatever the command says; null when nothing stands against it. */
function barred(
  type: RedrawCommandType,
  state: RedrawState,
  { actor, now }: Asked,
  communities: readonly string[],
): RedrawRefusalCode | null {
  if (!REDRAW_ROLES[type].includes(actor.role)) return 'redraw/not-your-role'
  if (!redrawsThere(actor, communities)) return 'redraw/not-your-area'
  if (!OPEN[type].includes(state.state)) return 'redraw/not-now'
  if (type === 'approve' && state.proposedBy?.person === actor.person) return 'redraw/own-proposal'
  if (type === 'withdraw' && state.startsAt !== null && now >= state.startsAt) return 'redraw/too-late'
  return null
}

/** What the actor's screen offers. */
export function redrawActions(state: RedrawState, asked: Asked): RedrawCommandType[] {
  // Gate: the keys of the table of commands.
  const types = Object.keys(REDRAW_COMMANDS) as RedrawCommandType[]
  return types.filter((type) => barred(type, state, asked, state.plan?.communities ?? []) === null)
}

/** The layout must hold, nobody else may be at it, and it must change something. */
function standsUp({ findings, other, consequences }: RedrawContext): RedrawRefusal | null {
  const errors = findings.filter(isError)
  if (errors.length > 0) return { code: 'redraw/findings', findings: errors }
  if (other !== null) return { code: 'redraw/community-busy', other }
  const same = consequences?.grids.every(({ change }) => change === 'SAME')
  if (same && consequences?.retired.length === 0 && consequences.posts.length === 0)
    return { code: 'redraw/nothing-changes' }
  return null
}

export function decideRedraw(command: AnyRedrawCommand, state: RedrawState, context: RedrawContext): Answer {
  const { now, actor } = context
  const base = { at: now, by: refOf(actor) }
  if (command.type === 'comeIntoForce') return comeIntoForce(state, context)
  const communities = command.type === 'save' ? command.plan.communities : (state.plan?.communities ?? [])
  const refusal =
    barred(command.type, state, context, communities) ??
    // Who changes the communities of a draft must be at home in those of before, too.
    (command.type === 'save' && state.plan && !redrawsThere(actor, state.plan.communities)
      ? 'redraw/not-your-area'
      : null)
  if (refusal) return no(refusal)
  switch (command.type) {
    case 'save':
      return accept([{ type: 'redraw.saved', ...base, plan: command.plan }])
    case 'propose': {
      if ((state.plan?.day ?? '') <= context.today) return no('redraw/day')
      const wrong = standsUp(context)
      return wrong ? refuse(wrong) : accept([{ type: 'redraw.proposed', ...base, codes: [] }])
    }
    case 'approve': {
      if ((state.plan?.day ?? '') <= context.today) return no('redraw/day')
      const wrong = standsUp(context)
      if (wrong) return refuse(wrong)
      const { startsAt } = context
      return accept([{ type: 'redraw.approved', ...base, note: command.note, startsAt }])
    }
    case 'reject':
      return accept([{ type: 'redraw.rejected', ...base, reason: command.reason }])
    case 'withdraw':
      return accept([{ type: 'redraw.withdrawn', ...base, reason: command.reason }])
  }
}

/** Happens once: whoever comes second finds the plan in force. A layout that does not fit any more is not forced. */
function comeIntoForce(state: RedrawState, context: RedrawContext): Answer {
  const { now, actor, findings, consequences } = context
  if (actor.role !== 'SYSTEM') return no('redraw/not-your-role')
  const { startsAt } = state
  if (state.state !== 'APPROVED' || startsAt === null || now < startsAt) return accept([])
  const base = { at: now, by: refOf(actor) }
  const errors = findings.filter(isError)
  if (errors.length > 0 || !consequences)
    return accept([{ type: 'redraw.fell-through', ...base, findings: errors }])
  return accept([{ type: 'redraw.came-into-force', ...base, startsAt, ...consequences }])
}
