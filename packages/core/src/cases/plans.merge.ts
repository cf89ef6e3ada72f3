// Two reports of one matter: merged, let go, ended with the primary, or revived when it has no result (E53–E55; §2.10).
import { distanceM } from '../kernel/geo.ts'
import { leadOrder, type CaseState, type Reporter } from './case.ts'
import type { Check, ClockRule, Deciding, Plan } from './context.ts'
import { check, newOrder, only } from './plan.ts'
import { closingReply } from './reply.ts'
import { isTerminal } from './states.ts'

/** Where an item names no radius of its own (domain specification §2.10). */
const MERGE_RADIUS_M = 200

export const mergeOther: Check<'merge'> = check(
  'case/merge-self',
  ({ command, context }) => command.primary === context.stream,
)
export const primaryOpen: Check<'merge'> = check('case/merge-primary', ({ context }) => {
  const other = context.other
  return !other || other.state === 'NEW' || other.state === 'DRAFT' || isTerminal(other.state)
})
export const sameFamily: Check<'merge'> = check('case/merge-other-family', ({ state, context, rules }) => {
  const family = (code: string | null | undefined) => (code ? rules.item(code)?.family : undefined)
  const [mine, theirs] = [family(state.item), family(context.other?.item)]
  // A case that is not classified yet may be the same matter: a person decides.
  return mine !== undefined && theirs !== undefined && mine !== theirs
})
export const nearEnough: Check<'merge'> = check('case/merge-too-far', ({ state, context, rules }) => {
  const [mine, theirs] = [state.report, context.other?.report]
  if (!mine || !theirs) return true
  const radius = (context.other?.item ? rules.item(context.other.item)?.radiusM : undefined) ?? MERGE_RADIUS_M
  return distanceM([mine.lon, mine.lat], [theirs.lon, theirs.lat]) > radius
})

export const merge = ({ command }: Deciding<'merge'>): Plan =>
  only({ type: 'case.merged', primary: command.primary })

export const secondaryMerged: Check<'absorb'> = check(
  'case/merge-primary',
  ({ context }) => context.other?.mergedInto !== context.stream,
)

/** Safe to issue twice: what has been taken over is not taken over again. */
export const notAbsorbed: Check<'absorb'> = check('case/not-now', ({ command, state }) =>
  state.mergedFrom.includes(command.from),
)

/** Everybody who heard of the primary's progress through the other case: they go with it. */
const reportersOf = (other: CaseState | undefined): readonly Reporter[] =>
  other?.reporter ? [other.reporter, ...other.subscribers] : []

export const absorb = ({ command, context }: Deciding<'absorb'>): Plan =>
  only({ type: 'case.absorbed', from: command.from, reporters: reportersOf(context.other) })

export const primaryNotClosed: Check<'unmerge'> = check(
  'case/merge-primary',
  ({ context }) => context.other?.state === 'CLOSED',
)

export const unmerge = ({ command, state }: Deciding<'unmerge'>): Plan =>
  only({ type: 'case.unmerged', primary: state.mergedInto ?? '', reason: command.reason })

export const wasAbsorbed: Check<'splitOff'> = check(
  'case/not-now',
  ({ command, state }) => !state.mergedFrom.includes(command.from),
)

export const splitOff = ({ command, context }: Deciding<'splitOff'>): Plan =>
  only({
    type: 'case.split-off',
    from: command.from,
    ...(context.other ? { reporters: reportersOf(context.other) } : {}),
  })

/** A primary that ended without a result has nothing to give to those who were merged into it. */
export const primaryIsGone: Check<'revive'> = check('case/not-now', ({ command, state, context }) => {
  const gone = context.other?.state === 'VOIDED' || context.other?.state === 'TRANSFERRED'
  return state.mergedInto !== command.primary || !gone
})

const START_AGAIN: readonly ClockRule[] = [{ op: 'start', name: 'D_TOTAL' }]

/**
 * The case goes on where it was: at intake, in the pool, or with the unit that had it, which gets a new order. Its
 * clocks begin anew: the time in which nobody could work on it counts against nobody.
 */
export const revive = (deciding: Deciding<'revive'>): Plan => {
  const { command, state, context, rules } = deciding
  const reason = context.other?.state === 'TRANSFERRED' ? 'PRIMARY_TRANSFERRED' : 'PRIMARY_VOIDED'
  const fact = { type: 'case.unmerged' as const, primary: command.primary, reason }
  const lead = leadOrder(state)
  if (state.mergedAs === 'REPORTED' || state.location === null)
    return { facts: [fact], to: 'REPORTED', clocks: [{ op: 'start', name: 'D_INTAKE' }] }
  const had = state.mergedAs === 'ASSIGNED' || state.mergedAs === 'HANDLING'
  if (!had || !lead || rules.organisation(lead.org)?.active !== true)
    return { facts: [fact], to: 'POOLED', clocks: [...START_AGAIN, { op: 'start', name: 'D_GRAB' }] }
  const { kind, org, post, designated } = lead
  const signed = state.mergedAs === 'HANDLING'
  const order = newOrder(deciding, kind, org, signed ? 'ACTIVE' : 'PENDING_SIGN', { post, designated })
  return {
    facts: [{ ...fact, order }],
    order: order.no,
    to: signed ? 'HANDLING' : 'ASSIGNED',
    clocks: [
      ...START_AGAIN,
      { op: 'start', name: 'D_HANDLE', ...(kind === 'REWORK' ? { limit: 'rework' as const } : {}) },
      ...(!signed ? [{ op: 'start' as const, name: 'D_SIGN' as const, of: 'order' as const }] : []),
      ...(signed && state.contactedAt === null ? [{ op: 'start' as const, name: 'D_CONTACT' as const }] : []),
    ],
  }
}

export const primaryIsClosed: Check<'primaryClosed'> = check(
  'case/not-now',
  ({ command, state, context }) => state.mergedInto !== command.primary || context.other?.state !== 'CLOSED',
)

export const primaryClosed = ({ context }: Deciding<'primaryClosed'>): Plan => {
  const result = context.other?.result
  return only(
    { type: 'case.closed', merged: true },
    {
      type: 'feedback.sent',
      resultType: result?.type ?? 'SOLVED',
      text: result?.text ?? '',
      ...(context.other && result ? { reply: closingReply(context.other, result) } : {}),
    },
  )
}
