// Folds facts of the case itself: report, acceptance, merging, suspension, end.
import { afresh } from './case.new.ts'
import type { CaseState, Reporter } from './case.ts'
import { addOrder } from './evolve.orders.ts'
import { addRequest, decideRequest } from './evolve.requests.ts'
import type { CaseFact } from './facts.ts'

export type CaseOwnFact = Extract<CaseFact, { type: `case.${string}` }>

export function foldCaseFact(state: CaseState, fact: CaseOwnFact): CaseState {
  switch (fact.type) {
    case 'case.drafted':
      return { ...state, reporter: fact.reporter }
    case 'case.reported':
    case 'case.self-handled':
      return foldReport(state, fact)
    case 'case.accepted':
      return {
        ...state,
        item: fact.item,
        urgency: fact.urgency,
        location: fact.location,
        acceptedAt: fact.at,
        outOfArea: false,
      }
    case 'case.info-requested':
      return { ...state, infoAsked: true, question: fact.question }
    case 'case.info-supplied':
      return foldSupplement(state, fact)
    case 'case.withdrawn':
      return { ...state, voided: { reason: 'WITHDRAWN', explanation: fact.reason ?? '' } }
    case 'case.voided':
      return {
        ...decideRequest(state, fact.request, 'APPROVED', fact),
        voided: { reason: fact.reason, explanation: fact.explanation },
      }
    case 'case.restored':
      return { ...state, voided: null, infoAsked: false, windowClosed: false, acceptedAt: null }
    case 'case.grab-window-closed':
      return { ...state, windowClosed: true }
    case 'case.transferred':
      return { ...state, transfer: { channel: fact.channel, reference: fact.reference ?? null } }
    case 'case.merged':
      return {
        ...state,
        mergedInto: fact.primary,
        mergedAs: state.state === 'NEW' ? undefined : state.state,
      }
    case 'case.unmerged':
      return foldUnmerged(state, fact)
    case 'case.absorbed':
      return {
        ...state,
        mergedFrom: [...state.mergedFrom, fact.from],
        subscribers: [...state.subscribers, ...fact.reporters],
      }
    case 'case.split-off':
      return {
        ...state,
        mergedFrom: state.mergedFrom.filter((id) => id !== fact.from),
        subscribers: without(state.subscribers, fact.reporters ?? []),
      }
    case 'case.reclassified':
      return { ...state, item: fact.item }
    case 'case.grid-changed':
      return foldGrid(state, fact)
    case 'case.urged':
      return {
        ...state,
        lastUrgedAt: fact.by.person === state.reporter?.ref.person ? fact.at : state.lastUrgedAt,
        urgeCount: state.urgeCount + 1,
      }
    case 'case.emergency-line-notified':
      return {
        ...state,
        emergencyLines: [
          ...state.emergencyLines,
          { line: fact.line, reference: fact.reference, at: fact.at },
        ],
      }
    case 'case.suspended':
      return {
        ...decideRequest(state, fact.request, 'APPROVED', fact, fact.note),
        suspensions: state.suspensions + 1,
      }
    case 'case.ledgered':
      return { ...state, ledger: { reason: fact.reason, interimMeasure: fact.interimMeasure } }
    case 'case.escalated':
      return addRequest(state, fact.request)
    case 'case.reopened':
      return {
        ...addOrder(
          decideRequest(state, fact.request, 'APPROVED', fact, fact.note),
          { ...fact.order, reopened: true },
          { lead: true },
        ),
        ...afresh,
        assessment: null,
      }
    case 'case.assessed':
      return { ...state, assessment: fact.assessment }
    case 'case.resumed':
    case 'case.closed':
      return state
  }
}

function foldGrid(state: CaseState, fact: Extract<CaseFact, { type: 'case.grid-changed' }>): CaseState {
  const grids = new Map(fact.orders.map(({ order, grid }) => [order, grid]))
  return {
    ...state,
    location: fact.location,
    reportedIn: state.reportedIn ?? fact.from,
    handedOver: { posts: fact.posts, at: fact.at },
    orders: state.orders.map((order) => {
      const grid = grids.get(order.no)
      return grid === undefined ? order : { ...order, grid, org: grid.slice(0, 12) }
    }),
  }
}

function foldReport(
  state: CaseState,
  fact: Extract<CaseFact, { type: 'case.reported' | 'case.self-handled' }>,
): CaseState {
  const base: CaseState = {
    ...state,
    number: fact.number ?? state.number,
    report: fact.report,
    reporter: fact.reporter,
    source: fact.source,
    item: fact.item,
    urgency: fact.urgency,
    location: fact.location,
    outOfArea: fact.outOfArea,
    reportedAt: fact.at,
  }
  if (fact.type === 'case.self-handled')
    return {
      ...base,
      selfHandled: true,
      sampled: fact.sampled,
      result: fact.result,
      acceptedAt: fact.at,
    }
  return {
    ...base,
    externalId: fact.externalId ?? null,
    device: fact.device ?? null,
    alarm: fact.alarm ?? null,
    targetAt: fact.targetAt ?? null,
    related: fact.related ?? null,
  }
}

/** By hand it starts at intake again; revived it goes on where it was, with a new order for who had it. */
function foldUnmerged(state: CaseState, fact: Extract<CaseFact, { type: 'case.unmerged' }>): CaseState {
  const free: CaseState = { ...state, mergedInto: null, mergedAs: undefined, windowClosed: false }
  if (fact.order) return { ...addOrder(free, fact.order, { lead: true }), windowClosed: state.windowClosed }
  return fact.to === 'POOLED' ? free : { ...free, acceptedAt: null }
}

/** One entry less for each reporter that leaves: somebody who reported twice may stay for the other report. */
function without(subscribers: readonly Reporter[], gone: readonly Reporter[]): readonly Reporter[] {
  const left = [...subscribers]
  for (const { ref } of gone) {
    const index = left.findIndex((one) => one.ref.person === ref.person && one.ref.post === ref.post)
    if (index >= 0) left.splice(index, 1)
  }
  return left
}

function foldSupplement(
  state: CaseState,
  fact: Extract<CaseFact, { type: 'case.info-supplied' }>,
): CaseState {
  if (!state.report) return state
  const text = [state.report.text, fact.text].filter(Boolean).join('\n')
  return { ...state, report: { ...state.report, text, photos: [...state.report.photos, ...fact.photos] } }
}
