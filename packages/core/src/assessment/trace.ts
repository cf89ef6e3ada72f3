// What a case's state forgets and figures need: earlier runs of its clocks, answers, verdicts. Folded from facts, pure.
import { leadOrder, type CaseState, type Deadline } from '../cases/case.ts'
import { newCase } from '../cases/case.new.ts'
import { evolve } from '../cases/evolve.ts'
import type { CaseFact, CaseFactOf } from '../cases/facts.ts'
import type { ActorRef } from '../people/actor.ts'

/** One run of D_HANDLE: from an order (or a redo) to its result, or to the moment it was taken away. */
export interface HandleRun {
  readonly no: number | null
  readonly org: string | null
  /** Null while the clock stands: a suspended order is not due. */
  readonly dueAt: number | null
  readonly done: {
    readonly at: number
    readonly late: boolean
    readonly usedMs: number
    readonly by: ActorRef
  } | null
  readonly endedAt: number | null
  /** A later verification found that nothing had been done. */
  readonly notDone: boolean
  /** Sent back by verification or follow-up. */
  readonly redone: boolean
}

/** A duty that was decided: done in time, done late, or missed. */
export interface Settled {
  readonly key: string
  readonly at: number
  readonly counts: boolean
  readonly org: string | null
  readonly by: ActorRef | null
}

export interface Answer {
  readonly key: string
  readonly at: number
  /** Null: rating only. */
  readonly solved: boolean | null
  readonly rating: number | null
  readonly org: string | null
  readonly by: ActorRef | null
}

export interface StreetOrder {
  readonly no: number
  readonly org: string
  readonly at: number
  readonly returnedUp: boolean
  readonly left: { readonly at: number; readonly solved: boolean } | null
}

export interface Trace {
  readonly state: CaseState
  readonly accepted: { readonly at: number; readonly inTime: boolean } | null
  readonly invalidAt: number | null
  readonly runs: readonly HandleRun[]
  readonly contacts: readonly Settled[]
  readonly contactOrg: string | null
  /** How often D_CONTACT and D_VERIFY were started: two runs may begin in the same millisecond. */
  readonly contactRun: number
  readonly verifyRun: number
  readonly verifications: readonly Settled[]
  readonly answers: readonly Answer[]
  readonly ratings: readonly { readonly at: number; readonly fact: CaseFactOf<'partner.rated'> }[]
  readonly dispatches: readonly {
    readonly no: number
    readonly at: number
    readonly org: string
    readonly grabbed: boolean
    readonly returned: boolean
  }[]
  readonly streetOrders: readonly StreetOrder[]
  readonly signers: Readonly<Record<number, ActorRef>>
  readonly confirmedAt: number | null
}

export const newTrace: Trace = {
  state: newCase,
  accepted: null,
  invalidAt: null,
  runs: [],
  contacts: [],
  contactOrg: null,
  contactRun: 0,
  verifyRun: 0,
  verifications: [],
  answers: [],
  ratings: [],
  dispatches: [],
  streetOrders: [],
  signers: {},
  confirmedAt: null,
}

/** Reasons of voiding that make a report invalid (domain specification §2.11). */
const INVALID: ReadonlySet<string> = new Set(['INVALID', 'FALSE', 'OUT_OF_AREA', 'NO_INFO'])

const deadline = (state: CaseState, key: string): Deadline | undefined =>
  state.deadlines.find((one) => one.key === key)

const starts = (fact: CaseFact, key: string): boolean =>
  fact.clocks?.some((change) => change.op === 'start' && change.key === key) ?? false

/** One more fact. `isStreet` tells orders of streets from those of departments. */
export function follow(trace: Trace, fact: CaseFact, isStreet: (org: string) => boolean): Trace {
  const after = evolve(trace.state, fact)
  const intake = followIntake(trace, fact)
  const orders = followOrders(intake, fact, isStreet)
  const clocks = followContact(followVerification(followRuns(orders, fact, after), fact), fact, after)
  return { ...followFeedback(clocks, fact), state: after }
}

function followIntake(trace: Trace, fact: CaseFact): Trace {
  if (fact.type === 'case.accepted') {
    const dueAt = deadline(trace.state, 'D_INTAKE')?.dueAt
    const inTime = dueAt === undefined || dueAt === null || fact.at <= dueAt
    return { ...trace, accepted: { at: fact.at, inTime }, invalidAt: null }
  }
  if (fact.type === 'case.voided' && INVALID.has(fact.reason)) return { ...trace, invalidAt: fact.at }
  if (fact.type === 'case.restored' || fact.type === 'case.unmerged')
    return { ...trace, accepted: null, invalidAt: null }
  return trace
}

const leave = (trace: Trace, no: number | null | undefined, at: number, solved: boolean): Trace => ({
  ...trace,
  streetOrders: trace.streetOrders.map((order) =>
    order.no === no && order.left === null ? { ...order, left: { at, solved } } : order,
  ),
})

/** The order of the street that answers for the case, also while a department leads a joint handling. */
const ownOrder = ({ coordinator, lead }: CaseState): number | null => coordinator ?? lead

function given(trace: Trace, fact: CaseFact, isStreet: (org: string) => boolean): Trace {
  if (fact.type !== 'order.grabbed' && fact.type !== 'order.dispatched' && fact.type !== 'order.designated')
    return trace
  const { no, org, kind } = fact.order
  if (kind !== 'GRAB' && kind !== 'DISPATCH') return trace
  const dispatches =
    fact.type === 'order.designated'
      ? trace.dispatches
      : [...trace.dispatches, { no, at: fact.at, org, grabbed: kind === 'GRAB', returned: false }]
  const streetOrders = isStreet(org)
    ? [...trace.streetOrders, { no, org, at: fact.at, returnedUp: false, left: null }]
    : trace.streetOrders
  return { ...trace, dispatches, streetOrders }
}

function followOrders(trace: Trace, fact: CaseFact, isStreet: (org: string) => boolean): Trace {
  const { state } = trace
  const own = ownOrder(state)
  if (fact.type === 'order.designated') return given(leave(trace, own, fact.at, false), fact, isStreet)
  if (fact.type === 'order.signed') return { ...trace, signers: { ...trace.signers, [fact.order]: fact.by } }
  if (fact.type === 'whistle.blown' || fact.type === 'taskforce.formed')
    return leave(trace, own, fact.at, false)
  if (fact.type === 'return.approved') {
    const dispatches = trace.dispatches.map((one) =>
      one.no === state.lead ? { ...one, returned: true } : one,
    )
    return leave({ ...trace, dispatches }, state.lead, fact.at, false)
  }
  if (fact.type === 'return-up.submitted') {
    const returned = (order: StreetOrder) => (order.no === own ? { ...order, returnedUp: true } : order)
    return { ...trace, streetOrders: trace.streetOrders.map(returned) }
  }
  if (fact.type === 'result.submitted') {
    const { type, order } = fact.result
    return leave(trace, order, fact.at, type === 'SOLVED' || type === 'CONTROLLED')
  }
  return given(trace, fact, isStreet)
}

/** Changes the run that is going on, the last one. */
const patchRun = (trace: Trace, patch: (run: HandleRun) => HandleRun): Trace => {
  const last = trace.runs.at(-1)
  return last ? { ...trace, runs: [...trace.runs.slice(0, -1), patch(last)] } : trace
}

function followRuns(trace: Trace, fact: CaseFact, after: CaseState): Trace {
  const clock = deadline(after, 'D_HANDLE')
  const begun = starts(fact, 'D_HANDLE') ? beginRun(sentBack(trace, fact), fact.at) : sentBack(trace, fact)
  if (!clock) return begun
  return patchRun(begun, (run) => {
    if (run.done || run.endedAt !== null) return run
    const lead = leadOrder(after)
    const current = { ...run, no: lead?.no ?? run.no, org: lead?.org ?? run.org, dueAt: clock.dueAt }
    if (fact.type === 'result.submitted') {
      const { at, late, by } = fact.result
      return { ...current, done: { at, late, usedMs: clock.usedMs, by } }
    }
    return clock.state === 'STOPPED' ? { ...current, endedAt: clock.stoppedAt ?? fact.at } : current
  })
}

const beginRun = (trace: Trace, at: number): Trace => {
  const closed = patchRun(trace, (run) => (run.done || run.endedAt !== null ? run : { ...run, endedAt: at }))
  const run = { no: null, org: null, dueAt: null, done: null, endedAt: null, notDone: false, redone: false }
  return { ...closed, runs: [...closed.runs, run] }
}

/** The run whose result was not good enough; a street's own result no longer counts as solved. */
function sentBack(trace: Trace, fact: CaseFact): Trace {
  if (fact.type !== 'verification.failed' && fact.type !== 'rework.ordered') return trace
  const order = trace.state.result?.order
  if (order === null || order === undefined) return trace
  const notDone = fact.type === 'verification.failed' && fact.reason === 'NOT_DONE'
  return {
    ...patchRun(trace, (run) => ({ ...run, redone: true, notDone: run.notDone || notDone })),
    streetOrders: trace.streetOrders.map((one) =>
      one.no === order && one.left ? { ...one, left: { ...one.left, solved: false } } : one,
    ),
  }
}

/** Missed before it was replaced or taken away: the clock had run out and nobody had done it. */
const missed = ({ dueAt, stoppedAt }: Deadline, at: number): boolean =>
  dueAt !== null && (stoppedAt ?? at) > dueAt

function followContact(trace: Trace, fact: CaseFact, after: CaseState): Trace {
  if (!starts(fact, 'D_CONTACT')) return trace
  const before = deadline(trace.state, 'D_CONTACT')
  const next = {
    ...trace,
    contactOrg: leadOrder(after)?.org ?? null,
    contactRun: trace.contactRun + 1,
  }
  if (!before || before.dueAt === null || trace.state.contactedAt !== null || !missed(before, fact.at))
    return next
  const key = `c${trace.contactRun}`
  const settled = { key, at: before.dueAt, counts: false, org: trace.contactOrg, by: null }
  return { ...next, contacts: [...trace.contacts, settled] }
}

function followVerification(trace: Trace, fact: CaseFact): Trace {
  const settled = verificationOf(trace, fact)
  const org = trace.state.location?.community ?? null
  const verifications = settled
    ? [...trace.verifications, { key: `v${trace.verifyRun}`, org, ...settled }]
    : trace.verifications
  return { ...trace, verifications, verifyRun: trace.verifyRun + (starts(fact, 'D_VERIFY') ? 1 : 0) }
}

function verificationOf({ state }: Trace, fact: CaseFact): Omit<Settled, 'key' | 'org'> | null {
  const dueAt = deadline(state, 'D_VERIFY')?.dueAt
  if (dueAt === undefined || dueAt === null) return null
  if (fact.type === 'verification.overdue') return { at: dueAt, counts: false, by: null }
  const isVerdict = fact.type === 'verification.passed' || fact.type === 'verification.failed'
  if (!isVerdict || fact.by.role === 'SYSTEM') return null
  const counts = fact.at <= dueAt
  return { at: counts ? fact.at : dueAt, counts, by: fact.by }
}

/** Who handled: the organisation of the result's order; of a self-handled case its community. */
function handler({ state }: Trace): Pick<Answer, 'org' | 'by'> {
  const { result } = state
  const order = state.orders.find((one) => one.no === result?.order)
  return { org: order?.org ?? state.location?.community ?? null, by: result?.by ?? null }
}

function followFeedback(trace: Trace, fact: CaseFact): Trace {
  const answered = (solved: boolean | null, rating: number | null): Trace => ({
    ...trace,
    answers: [
      ...trace.answers,
      { key: `a${trace.state.version + 1}`, at: fact.at, solved, rating, ...handler(trace) },
    ],
  })
  if (fact.type === 'follow-up.recorded') return answered(fact.solved, fact.rating)
  if (fact.type === 'rework.ordered') return answered(false, fact.rating)
  if (fact.type === 'partner.rated') return { ...trace, ratings: [...trace.ratings, { at: fact.at, fact }] }
  if (fact.type !== 'verification.passed' || fact.by.role === 'SYSTEM') return trace
  const confirmed = fact.to === 'TO_ASSESS' ? answered(trace.state.result?.type === 'SOLVED', null) : trace
  return { ...confirmed, confirmedAt: trace.confirmedAt ?? fact.at }
}
