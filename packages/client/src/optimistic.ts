// What a matter looks like with what waits on this device: the same rules as the centre's, on the state the centre last told.
import type { Decision } from '@gezhi/core/kernel/decision'
import type { OutboxEntry } from './outbox.ts'

/** The rules of one kind of stream, as `packages/core` has them. */
export interface StreamRules<S, F, R> {
  /** Throws nothing: a body that is no command of the kind is a refusal too. */
  readonly decide: (entry: OutboxEntry, state: S) => Decision<F, R>
  readonly evolve: (state: S, fact: F) => S
}

/** The stream as the replica has it. */
export interface Confirmed<S> {
  readonly state: S
  readonly version: number
}

export interface Pending<S, R> {
  /** With everything that waits done. */
  readonly state: S
  /** What waits and fits, in its order. */
  readonly done: readonly OutboxEntry[]
  /**
   * Of these, those whose author saw an earlier state: others did something meanwhile. They will be decided on what is now;
   * show both, and let the author take back what was not sent yet.
   */
  readonly meanwhile: readonly OutboxEntry[]
  /** What the centre would refuse as things are: to be changed or taken back before it is sent. */
  readonly refused: readonly { readonly entry: OutboxEntry; readonly refusal: R }[]
}

/**
 * Folds the entries of one stream over its confirmed state. What was refused stands aside with all that waits behind it;
 * what came back is in the confirmed state already. `entries`: of this stream, oldest first.
 */
export function pendingState<S, F, R>(
  rules: StreamRules<S, F, R>,
  confirmed: Confirmed<S>,
  entries: readonly OutboxEntry[],
): Pending<S, R> {
  let { state } = confirmed
  const done: OutboxEntry[] = []
  const refused: { entry: OutboxEntry; refusal: R }[] = []
  for (const entry of entries) {
    if (entry.state === 'refused' || entry.held || isBack(entry, confirmed.version)) continue
    const decision = rules.decide(entry, state)
    if (decision.ok) {
      state = decision.facts.reduce(rules.evolve, state)
      done.push(entry)
    } else refused.push({ entry, refusal: decision.refusal })
  }
  const meanwhile = done.filter(
    ({ base, state: sent }) => sent !== 'received' && base !== null && base < confirmed.version,
  )
  return { state, done, meanwhile, refused }
}

const isBack = ({ state, reached }: OutboxEntry, version: number): boolean =>
  state === 'decided' || (state === 'received' && (reached === null || reached <= version))
