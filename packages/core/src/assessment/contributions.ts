// From the trace of a case to the units of all indicators (domain specification §2.11): pure, and the same whenever asked.
import { isListed } from '../cases/summary.ts'
import type { CaseState, Deadline, Order } from '../cases/case.ts'
import type { CaseFact } from '../cases/facts.ts'
import type { Rulebook } from '../districts/district.ts'
import type { ActorRef } from '../people/actor.ts'
import { ROLES } from '../people/roles.ts'
import { unit, type CaseContribution, type Doer, type Unit } from './contribution.ts'
import { follow, newTrace, type HandleRun, type Settled, type Trace } from './trace.ts'

const doerOf = (org: string | null, by: ActorRef | null | undefined): Doer => ({
  org,
  post: by?.post,
  person: by?.person,
})

/** What remains of a case in figures; nothing of drafts and tests, only the report of a merged secondary. */
export function contributionOf(trace: Trace, rules: Rulebook): CaseContribution {
  const { state } = trace
  const item = state.item === null ? undefined : rules.item(state.item)
  // What was reported in a grid counts there for ever: a redraw gives and takes no figures.
  const place = state.reportedIn ?? state.location
  const dimensions = {
    street: place?.street ?? null,
    community: place?.community ?? null,
    grid: place?.grid ?? null,
    item: state.item,
    category: item?.category ?? null,
    urgency: state.urgency,
  }
  return { dimensions, units: unitsOf(trace, rules) }
}

function unitsOf(trace: Trace, rules: Rulebook): readonly Unit[] {
  const { state } = trace
  if (!isListed(state) || state.voided?.reason === 'TEST') return []
  const reported = reports(state)
  if (state.mergedInto !== null) return reported
  return [
    ...reported,
    ...intake(trace, rules),
    ...dispatching(trace, rules),
    ...signing(state),
    ...responding(trace),
    ...handling(trace),
    ...closing(trace),
    ...feedback(trace),
    ...cards(state),
    ...tasks(trace),
  ]
}

/** The reporter is named where staff reported: it is the own work of the post. */
const reporterOf = ({ reporter }: CaseState): Doer =>
  reporter?.kind === 'STAFF' ? { post: reporter.ref.post, person: reporter.ref.person } : {}

const reports = (state: CaseState): Unit[] => [unit('reported', '', state.reportedAt ?? 0, reporterOf(state))]

function intake(trace: Trace, rules: Rulebook): Unit[] {
  const { state, accepted, invalidAt } = trace
  const units: Unit[] = []
  const reporter = reporterOf(state)
  const acceptedAt = accepted?.at ?? (state.selfHandled ? state.acceptedAt : null)
  if (invalidAt !== null) units.push(unit('validRate', '', invalidAt, { ...reporter, counts: false }))
  else if (acceptedAt !== null) units.push(unit('validRate', '', acceptedAt, reporter))
  if (accepted)
    units.push(
      unit('acceptTimely', '', accepted.at, { org: String(rules.district), counts: accepted.inTime }),
    )
  const item = state.item === null ? undefined : rules.item(state.item)
  const fromGrid = state.reporter?.kind === 'STAFF' && ROLES[state.reporter.ref.role].level === 'L1'
  if (trace.confirmedAt !== null && fromGrid && item?.publicSafetyField)
    units.push(unit('dangersFound', '', trace.confirmedAt, reporter))
  if (state.reporter?.kind === 'RESIDENT' && item)
    units.push(
      unit('repeatRate', '', state.reportedAt ?? 0, {
        reporter: state.reporter.ref.person,
        family: item.family,
      }),
    )
  return units
}

const isStreetIn =
  (rules: Rulebook) =>
  (org: string): boolean =>
    rules.organisation(org)?.kind === 'STREET'

function dispatching(trace: Trace, rules: Rulebook): Unit[] {
  const isStreet = isStreetIn(rules)
  const district = String(rules.district)
  return [
    ...trace.dispatches.flatMap(({ no, at, org, grabbed, returned }) => [
      ...(isStreet(org) ? [unit('grabRate', `o${no}`, at, { org, no, counts: grabbed })] : []),
      ...(grabbed ? [] : [unit('dispatchAccuracy', `o${no}`, at, { org: district, no, counts: !returned })]),
    ]),
    ...trace.streetOrders.flatMap(({ no, org, at, returnedUp, left }) => [
      unit('returnUpRate', `o${no}`, at, { org, no, counts: returnedUp }),
      ...(left ? [unit('selfResolution', `o${no}`, left.at, { org, no, counts: left.solved })] : []),
    ]),
  ]
}

const clockOf = (state: CaseState, key: string): Deadline | undefined =>
  state.deadlines.find((one) => one.key === key)

/**
 * How a duty with a clock stands: done counts on its day when in time, else on the day it was due; not done counts
 * on the day it is due; taken away before it was due, or standing still, it is no duty.
 */
function stand(clock: Deadline | undefined, doneAt: number | undefined): Pick<Unit, 'at' | 'counts'> | null {
  if (!clock || clock.dueAt === null) return null
  if (doneAt !== undefined)
    return doneAt <= clock.dueAt ? { at: doneAt, counts: true } : { at: clock.dueAt, counts: false }
  if (clock.state === 'STOPPED' && (clock.stoppedAt ?? 0) <= clock.dueAt) return null
  return { at: clock.dueAt, counts: false }
}

const isJoint = ({ kind }: Order): boolean => kind === 'JOINT_LEAD' || kind === 'JOINT_CO'
const isAtWork = ({ state }: Order): boolean => state === 'ACTIVE' || state === 'ARRIVED' || state === 'DONE'

/** Coming counts as answering; an order that was released before counts as neither. */
function answeredAt(order: Order, clock: Deadline | undefined): number | undefined {
  if (order.signedAt !== undefined) return order.signedAt
  return isAtWork(order) || order.arrivedAt !== undefined ? clock?.stoppedAt : undefined
}

function signing(state: CaseState): Unit[] {
  return state.orders.flatMap((order) => {
    const { no, org } = order
    const sign = clockOf(state, `D_SIGN#${no}`)
    const key = `o${no}`
    if (!isJoint(order)) {
      const stood = stand(sign, order.autoSigned ? undefined : order.signedAt)
      const missed = order.autoSigned && sign?.dueAt ? { at: sign.dueAt, counts: false } : stood
      return missed ? [unit('signTimely', key, missed.at, { org, no, counts: missed.counts })] : []
    }
    const answered = stand(sign, answeredAt(order, sign))
    const arrive = clockOf(state, `D_ARRIVE#${no}`)
    const cameAt = order.arrivedAt === undefined ? undefined : (arrive?.stoppedAt ?? order.arrivedAt)
    const arrived = order.arrivalPending ? null : stand(arrive, cameAt)
    return [
      ...(answered ? [unit('answerRate', key, answered.at, { org, no, counts: answered.counts })] : []),
      ...(answered ? [unit('responseRate', key, answered.at, { org, no, counts: answered.counts })] : []),
      ...(arrived ? [unit('arriveRate', key, arrived.at, { org, no, counts: arrived.counts })] : []),
    ]
  })
}

function responding(trace: Trace): Unit[] {
  const { state, contacts, contactOrg } = trace
  const clock = clockOf(state, 'D_CONTACT')
  const current = stand(clock, state.contactedAt ?? undefined)
  return [
    ...contacts.map(({ key, at, org, counts }) => unit('responseRate', key, at, { org, counts })),
    ...(clock && current
      ? [
          unit('responseRate', `c${trace.contactRun}`, current.at, {
            org: contactOrg,
            counts: current.counts,
          }),
        ]
      : []),
  ]
}

/** A run of the case's own clock, or a part with its own. */
interface Handled extends HandleRun {
  readonly key: string
  readonly isPart: boolean
}

function handledOf({ state, runs }: Trace): Handled[] {
  const parts = state.orders.flatMap((order): Handled[] => {
    const clock = clockOf(state, `D_HANDLE#${order.no}`)
    if (!clock) return []
    const { no, org, doneAt } = order
    const late = clock.dueAt !== null && doneAt !== undefined && doneAt > clock.dueAt
    const done =
      order.state === 'DONE' && doneAt !== undefined && order.result
        ? { at: doneAt, late, usedMs: clock.usedMs, by: order.result.by }
        : null
    const endedAt = !done && clock.state === 'STOPPED' ? (clock.stoppedAt ?? null) : null
    const common = { no, org, dueAt: clock.dueAt, endedAt, notDone: false, redone: false }
    return [{ ...common, key: `o${no}`, isPart: true, done }]
  })
  return [...runs.map((run, index) => ({ ...run, key: `r${index + 1}`, isPart: false })), ...parts]
}

const wasDue = ({ dueAt, done, endedAt }: HandleRun): boolean =>
  dueAt !== null && (done !== null || endedAt === null || endedAt > dueAt)

const wasLate = (run: HandleRun): boolean =>
  run.done ? run.done.late : run.dueAt !== null && run.endedAt !== null && run.endedAt > run.dueAt

function handling(trace: Trace): Unit[] {
  return handledOf(trace).flatMap((run) => {
    const { key, no, org, dueAt, done, endedAt } = run
    const owner = { ...doerOf(org, done?.by), no }
    const units: Unit[] = []
    if (dueAt !== null && wasDue(run)) {
      const onTime = done !== null && !done.late && !run.notDone
      units.push(unit('due', key, dueAt, owner))
      units.push(unit('onTimeRate', key, dueAt, { ...owner, counts: onTime }))
      units.push(unit('handledRate', key, dueAt, { ...owner, counts: done !== null }))
    }
    const until = done?.at ?? endedAt
    if (dueAt !== null && (until === null || until > dueAt))
      units.push(unit('overdueOpen', key, dueAt, { ...owner, until }))
    if (done) units.push(unit('handlingTime', key, done.at, { ...owner, value: done.usedMs }))
    if (done && !run.isPart) units.push(unit('reworkRate', key, done.at, { ...owner, counts: run.redone }))
    return units
  })
}

/** Cases that left by voiding or transfer have no total limit any more; self-handled ones never had one. */
function closing(trace: Trace): Unit[] {
  const { state } = trace
  const dueAt = clockOf(state, 'D_TOTAL')?.dueAt ?? null
  if (dueAt === null || state.state === 'VOIDED' || state.state === 'TRANSFERRED') return []
  const runs = handledOf(trace)
  const org = runs.findLast(({ isPart }) => !isPart)?.org ?? null
  const isClosed = state.closedAt !== null
  return [
    unit('closeRate', 'due', dueAt, { org, counts: false }),
    ...(state.closedAt === null ? [] : [unit('closeRate', 'closed', state.closedAt, { org, base: false })]),
    unit('closeTimely', '', dueAt, { org, counts: isClosed && !runs.some(wasLate) }),
  ]
}

const GOOD = 4

function feedback({ state, answers, ratings }: Trace): Unit[] {
  const whistler = state.whistle?.by.org
  return [
    ...answers.flatMap(({ key, at, solved, rating, org, by }) => [
      ...(solved === null ? [] : [unit('solvedRate', key, at, { ...doerOf(org, by), counts: solved })]),
      ...(rating === null
        ? []
        : [unit('satisfiedRate', key, at, { ...doerOf(org, by), counts: rating >= GOOD, value: rating })]),
    ]),
    ...ratings.flatMap(({ at, fact: { rating: given } }) => {
      const { from, to, rating, verdict } = given
      const key = `${from}>${to}`
      return [
        unit('partnerRating', key, at, { org: to, counts: rating >= GOOD, value: rating }),
        ...(verdict !== undefined && whistler !== undefined && from !== whistler
          ? [unit('whistleAccuracy', key, at, { org: whistler, counts: verdict === 'NECESSARY' })]
          : []),
      ]
    }),
  ]
}

const cards = ({ cards: all }: CaseState): Unit[] =>
  all.flatMap(({ no, level, org, at, state }) =>
    state === 'CANCELLED' || level === 'ORDINARY'
      ? []
      : [unit(level === 'YELLOW' ? 'yellowCards' : 'redCards', `k${no}`, at, { org, no })],
  )

function tasks(trace: Trace): Unit[] {
  const { state, verifications, signers } = trace
  const split = state.orders.flatMap((order) => {
    if (order.kind !== 'SPLIT') return []
    const stood = stand(
      clockOf(state, `D_HANDLE#${order.no}`),
      order.state === 'DONE' ? order.doneAt : undefined,
    )
    const by = order.result?.by ?? signers[order.no]
    const { no, org } = order
    return stood
      ? [unit('taskOnTime', `o${no}`, stood.at, { ...doerOf(org, by), no, counts: stood.counts })]
      : []
  })
  const clock = clockOf(state, 'D_VERIFY')
  const waiting = clock?.state === 'RUNNING' ? stand(clock, undefined) : null
  const open: Settled[] =
    clock && waiting
      ? [{ key: `v${trace.verifyRun}`, ...waiting, org: state.location?.community ?? null, by: null }]
      : []
  return [
    ...split,
    ...[...verifications, ...open].map(({ key, at, counts, org, by }) =>
      unit('taskOnTime', key, at, { ...doerOf(org, by), counts }),
    ),
  ]
}

/** The trace after these facts. */
export const traceOf = (facts: readonly CaseFact[], rules: Rulebook, from: Trace = newTrace): Trace => {
  const isStreet = isStreetIn(rules)
  return facts.reduce((trace, fact) => follow(trace, fact, isStreet), from)
}
