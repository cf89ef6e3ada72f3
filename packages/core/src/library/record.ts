// What has been said about a record since it came into the library: confirmations, disputes, decisions. Pure.
import type { ActorRef } from '../people/actor.ts'
import type { Owner, Value } from './field.ts'

interface Base {
  readonly at: number
  readonly by: ActorRef
}

/** A value with where it is from and as of when (milliseconds). Null: the source says nothing. */
export interface Said {
  readonly value: Value | null
  readonly source: Owner
  readonly asOf: number
}

export const CHOICES = ['HELD', 'OFFERED', 'OTHER'] as const
export type Choice = (typeof CHOICES)[number]

export type RecordFact =
  | (Base & { readonly type: 'record.confirmed' })
  | (Base & {
      readonly type: 'record.disputed' | 'record.differed'
      readonly no: number
      readonly field: string
      readonly held: Said
      readonly offered: Said
      readonly note: string | null
    })
  | (Base & {
      readonly type: 'record.decided'
      readonly no: number
      readonly field: string
      readonly choice: Choice
      readonly chosen: Said
      readonly reason: string
    })
  | (Base & { readonly type: 'record.cancelled'; readonly reason: string })

/** Two values for one field: one task for whoever decides about the field. */
export interface Difference {
  readonly no: number
  readonly field: string
  /** DISPUTE: somebody on the spot; SOURCES: two sources disagree. */
  readonly kind: 'DISPUTE' | 'SOURCES'
  readonly held: Said
  readonly offered: Said
  readonly note: string | null
  readonly raised: Base
  readonly decision: (Base & { readonly choice: Choice; readonly reason: string }) | null
}

export interface RecordState {
  readonly confirmed: Base | null
  readonly differences: readonly Difference[]
  /** Decided values lie over what sources say, until the owner says something newer. */
  readonly decided: Readonly<Record<string, Said>>
  readonly cancelled: (Base & { readonly reason: string }) | null
}
export const newRecord: RecordState = { confirmed: null, differences: [], decided: {}, cancelled: null }

export const openDifferences = ({ differences }: RecordState): readonly Difference[] =>
  differences.filter(({ decision }) => decision === null)

export function evolveRecord(state: RecordState, fact: RecordFact): RecordState {
  const { at, by } = fact
  switch (fact.type) {
    case 'record.confirmed':
      return { ...state, confirmed: { at, by } }
    case 'record.disputed':
    case 'record.differed': {
      const { no, field, held, offered, note } = fact
      const kind = fact.type === 'record.disputed' ? 'DISPUTE' : 'SOURCES'
      const difference = { no, field, kind, held, offered, note, raised: { at, by }, decision: null } as const
      return { ...state, differences: [...state.differences, difference] }
    }
    case 'record.decided': {
      const { no, field, choice, chosen, reason } = fact
      const differences = state.differences.map((each) =>
        each.no === no ? { ...each, decision: { at, by, choice, reason } } : each,
      )
      return { ...state, differences, decided: { ...state.decided, [field]: chosen } }
    }
    case 'record.cancelled':
      return { ...state, cancelled: { at, by, reason: fact.reason } }
  }
}

/** When what the record says last changed: by a source or by a decision. */
export const lastChange = ({ decided }: RecordState, changedAt: number): number =>
  Object.values(decided).reduce((latest, { asOf }) => Math.max(latest, asOf), changedAt)
