// What the system does by itself after a fact, as commands with deterministic causes; the worker issues them from the feed.
import type { CatalogueItem, Rulebook } from '../districts/district.ts'
import type { CaseState } from './case.ts'
import type { CaseCommand } from './commands.ts'
import type { CaseFact, CaseFactOf, CaseFactType } from './facts.ts'

export interface Reaction {
  /** Case the command goes to; `new` for a follow-up case. */
  readonly stream: string
  readonly command: CaseCommand
}

interface On {
  readonly stream: string
  readonly state: CaseState
  readonly item: CatalogueItem | undefined
}

/** What the end of a primary means to those merged into it: closed with its result, or on their own again. */
function endOf(primary: string, { state }: CaseState, secondaries: readonly string[]): readonly Reaction[] {
  const gone = state === 'VOIDED' || state === 'TRANSFERRED'
  if (state !== 'CLOSED' && !gone) return []
  const type = gone ? ('revive' as const) : ('primaryClosed' as const)
  return secondaries.map((stream) => ({ stream, command: { type, primary } }))
}

const dispatchTo = ({ stream, item }: On): readonly Reaction[] =>
  item ? [{ stream, command: { type: 'dispatch', org: item.leadDepartment } }] : []

/** Kinds of facts that something follows from; most facts have no consequence outside their case. */
const REACTIONS: { readonly [T in CaseFactType]?: (fact: CaseFactOf<T>, on: On) => readonly Reaction[] } = {
  'case.reported': (_, { stream, state }) =>
    acceptsByItself(state) ? [{ stream, command: { type: 'accept', item: state.item ?? '' } }] : [],
  'case.accepted': (_, on) => (dispatchesAtOnce(on.state, on.item) ? dispatchTo(on) : []),
  // E12 by rule: an urgent case does not wait for a person once its window has closed.
  'case.grab-window-closed': (_, on) => (on.state.urgency === 'URGENT' ? dispatchTo(on) : []),
  'case.merged': ({ primary }, { stream }) => [
    { stream: primary, command: { type: 'absorb', from: stream } },
  ],
  'case.unmerged': ({ primary }, { stream }) => [
    { stream: primary, command: { type: 'splitOff', from: stream } },
  ],
  // The primary may have ended between the merge and this: its end then reaches the late-comer at once.
  'case.absorbed': ({ from }, { stream, state }) => endOf(stream, state, [from]),
  'case.voided': (_, { stream, state }) => endOf(stream, state, state.mergedFrom),
  'case.withdrawn': (_, { stream, state }) => endOf(stream, state, state.mergedFrom),
  'case.transferred': (_, { stream, state }) => endOf(stream, state, state.mergedFrom),
  'result.submitted': (_, { stream, state }) => controlledFollowUp(stream, state),
  'case.closed': (_, { stream, state }) => endOf(stream, state, state.mergedFrom),
}

/** Kinds of facts after which the system may act: the others need not be loaded. */
export const CAUSES: ReadonlySet<string> = new Set(Object.keys(REACTIONS))

/** Commands that follow from one fact of a case. Each is safe to issue twice: the decider refuses what no longer fits. */
export function reactionsTo(
  fact: CaseFact,
  stream: string,
  state: CaseState,
  rules: Rulebook,
): readonly Reaction[] {
  const item = state.item === null ? undefined : rules.item(state.item)
  const react = REACTIONS[fact.type] as ((fact: CaseFact, on: On) => readonly Reaction[]) | undefined
  return react?.(fact, { stream, state, item }) ?? []
}

/** E04 by the system: staff and registered sources, a known item and a place in a grid; likeness is asked by a guard. */
const acceptsByItself = (state: CaseState): boolean =>
  state.item !== null &&
  state.location !== null &&
  state.reporter !== null &&
  state.reporter.kind !== 'RESIDENT'

/** An urgent matter that one department alone can handle goes there while the street may still be first (§2.5). */
const dispatchesAtOnce = (state: CaseState, item: CatalogueItem | undefined): boolean =>
  item !== undefined && item.departmentOnly && state.state === 'POOLED'

/** A danger that is only controlled gets a linked case for the lasting repair (§2.5). */
function controlledFollowUp(stream: string, state: CaseState): readonly Reaction[] {
  const { result, report, item } = state
  if (result?.type !== 'CONTROLLED' || !report) return []
  return [
    {
      stream: 'new',
      command: {
        type: 'ingest',
        externalId: `controlled:${stream}:${result.at}`,
        ...(item !== null ? { item } : {}),
        urgency: 'IMPORTANT',
        ...(report.title ? { title: report.title } : {}),
        text: result.text,
        place: { lon: report.lon, lat: report.lat, ...(report.address ? { address: report.address } : {}) },
        photos: [...result.photos],
        related: stream,
      },
    },
  ]
}
