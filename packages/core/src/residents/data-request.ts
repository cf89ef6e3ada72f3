// A request about one's own data (PIPL 44 to 50) as a stream: ids and codes only, what people wrote lies beside it.
import { Type, type Static } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { DAY } from '../kernel/calendar.ts'
import { accept, type Decision, refuse } from '../kernel/decision.ts'
import { type Actor, type ActorRef, refOf } from '../people/actor.ts'
import type { ResidentRefusal } from './refusals.ts'

export const RIGHTS = [
  'VIEW',
  'COPY',
  'CORRECT',
  'COMPLETE',
  'DELETE',
  'RESTRICT',
  'EXPLAIN',
  'PLAIN_GATE',
] as const
/** PLAIN_GATE: 「我要刷卡/扫码」, another way in than by face (domain specification §4.6). */
export type Right = (typeof RIGHTS)[number]
export const RequestRight = oneOf(RIGHTS)

/** Close relatives of GB/T 4761 who may ask for a deceased person (PIPL 49; R-P-18). */
export const RELATIVES = ['10', '20', '30', '50', '60', '97'] as const

/** Fifteen days, counted as they come (R-P-17). */
export const ANSWER_MS = 15 * DAY

const closed = { additionalProperties: false }
const Uuid = Type.String({ format: 'uuid' })

export const AskCommand = Type.Object(
  {
    type: Type.Literal('ask'),
    right: RequestRight,
    resident: Uuid,
    channel: oneOf(['PORTAL', 'PAPER']),
    /** For a deceased person: who asks (PIPL 49, R-P-18). */
    relation: Type.Optional(oneOf(RELATIVES)),
    text: Type.Optional(Uuid),
  },
  closed,
)
export const DecideCommand = Type.Object(
  { type: Type.Literal('decide'), granted: Type.Boolean(), text: Type.Optional(Uuid) },
  closed,
)
export type RequestCommand =
  | Static<typeof AskCommand>
  | Static<typeof DecideCommand>
  | { readonly type: 'expire' }

export type RequestFact =
  | {
      readonly type: 'asked'
      readonly at: number
      readonly by: ActorRef
      readonly right: Right
      readonly resident: string
      readonly channel: 'PORTAL' | 'PAPER'
      readonly relation: string | null
      readonly text: string | null
      readonly dueAt: number
    }
  | {
      readonly type: 'decided'
      readonly at: number
      readonly by: ActorRef
      readonly granted: boolean
      readonly text: string | null
    }
  | { readonly type: 'expired'; readonly at: number }

export interface RequestState {
  readonly status: 'NONE' | 'OPEN' | 'OVERDUE' | 'GRANTED' | 'REFUSED'
  readonly right: Right
  readonly resident: string
  readonly channel: 'PORTAL' | 'PAPER'
  readonly relation: string | null
  readonly text: string | null
  readonly answer: string | null
  readonly askedAt: number
  readonly dueAt: number
  readonly decidedAt: number | null
}

export const newRequest: RequestState = {
  status: 'NONE',
  right: 'VIEW',
  resident: '',
  channel: 'PAPER',
  relation: null,
  text: null,
  answer: null,
  askedAt: 0,
  dueAt: 0,
  decidedAt: null,
}

export function evolveRequest(state: RequestState, fact: RequestFact): RequestState {
  switch (fact.type) {
    case 'asked': {
      const { right, resident, channel, relation, text, at, dueAt } = fact
      return { ...state, status: 'OPEN', right, resident, channel, relation, text, askedAt: at, dueAt }
    }
    case 'decided':
      return {
        ...state,
        status: fact.granted ? 'GRANTED' : 'REFUSED',
        answer: fact.text,
        decidedAt: fact.at,
      }
    case 'expired':
      return { ...state, status: 'OVERDUE' }
  }
}

export const isOpen = ({ status }: Pick<RequestState, 'status'>): boolean =>
  status === 'OPEN' || status === 'OVERDUE'

interface Context {
  readonly now: number
  readonly actor: Actor
  /** The person whose data it is about is registered as deceased. */
  readonly deceased: boolean
}

export function decideRequest(
  command: RequestCommand,
  state: RequestState,
  { now, actor, deceased }: Context,
): Decision<RequestFact, ResidentRefusal> {
  const by = refOf(actor)
  switch (command.type) {
    case 'ask': {
      if (state.status !== 'NONE') return accept([])
      const { right, resident, channel, relation = null, text = null } = command
      if (deceased && relation === null) return refuse({ code: 'request/not-relative' })
      return accept([
        { type: 'asked', at: now, by, right, resident, channel, relation, text, dueAt: now + ANSWER_MS },
      ])
    }
    case 'decide': {
      if (state.status === 'NONE') return refuse({ code: 'request/unknown' })
      if (!isOpen(state)) return refuse({ code: 'request/decided' })
      if (!command.granted && command.text === undefined) return refuse({ code: 'request/reason-missing' })
      return accept([{ type: 'decided', at: now, by, granted: command.granted, text: command.text ?? null }])
    }
    case 'expire':
      return accept(state.status === 'OPEN' && now >= state.dueAt ? [{ type: 'expired', at: now }] : [])
  }
}

/** The one clock of an open request. */
export const requestDeadlines = ({ status, dueAt }: RequestState) =>
  status === 'OPEN' ? [{ key: 'D_ANSWER', dueAt }] : []

const orNull = (schema: typeof Text) => Type.Union([schema, Type.Null()])
const Text = Type.String()
export const RequestView = Type.Object({
  id: Type.String(),
  right: RequestRight,
  status: oneOf(['OPEN', 'OVERDUE', 'GRANTED', 'REFUSED']),
  channel: oneOf(['PORTAL', 'PAPER']),
  relation: orNull(Text),
  /** Masked name. */
  name: orNull(Text),
  resident: Type.String(),
  text: orNull(Text),
  answer: orNull(Text),
  askedAt: Type.Integer(),
  dueAt: Type.Integer(),
  decidedAt: Type.Union([Type.Integer(), Type.Null()]),
})
export type RequestView = Static<typeof RequestView>
