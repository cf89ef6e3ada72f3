// Small helpers that every plan uses: next numbers, orders, requests, cards.
import type { CardLevel } from '../districts/district.ts'
import { refOf } from '../people/actor.ts'
import type { Card, CaseRequest, CaseState, Order, RequestKind } from './case.ts'
import type { Asking, Check, Plan } from './context.ts'
import type { CommandType } from './commands.ts'
import type { DraftFact } from './facts.ts'
import { no } from './guards.ts'
import type { CaseRefusal, CaseRefusalCode } from './refusals.ts'
import type { OrderKind, OrderState } from './states.ts'

export const nextOrderNo = (state: CaseState): number => state.orders.length + 1
export const nextRequestNo = (state: CaseState): number => state.requests.length + 1
export const nextCardNo = (state: CaseState): number => state.cards.length + 1

/** One fact, no numbers. */
export const only = (...facts: DraftFact[]): Plan => ({ facts })

export function newOrder(
  { state, now }: Pick<Asking, 'state' | 'now'>,
  kind: OrderKind,
  org: string,
  status: OrderState,
  more: Partial<Order> = {},
): Order {
  return {
    no: nextOrderNo(state),
    kind,
    org,
    state: status,
    createdAt: now,
    ...(status === 'PENDING_SIGN' ? {} : { signedAt: now }),
    ...more,
  }
}

export function newRequest(
  { state, actor, now }: Asking,
  kind: RequestKind,
  reason: string,
  more: Partial<CaseRequest> = {},
): CaseRequest {
  return { no: nextRequestNo(state), kind, by: refOf(actor), at: now, state: 'OPEN', reason, ...more }
}

const RANK: Readonly<Record<CardLevel, number>> = { ORDINARY: 0, YELLOW: 1, RED: 2 }

/** Highest card that still stands; a card goes up only, never down, until cancelled (§2.6). */
export const standingCard = (state: CaseState, org: string): Card | undefined =>
  state.cards
    .filter((card) => card.org === org && card.state !== 'CANCELLED')
    .reduce<Card | undefined>(
      (top, card) => (top && RANK[top.level] >= RANK[card.level] ? top : card),
      undefined,
    )

/** Highest card of the whole case that still stands, whoever bears it; null without one. */
export const highestCard = (state: CaseState): CardLevel | null =>
  state.cards
    .filter((card) => card.state !== 'CANCELLED')
    .reduce<CardLevel | null>((top, { level }) => (top && RANK[top] >= RANK[level] ? top : level), null)

export const isHigher = (level: CardLevel, than: CardLevel | undefined): boolean =>
  than === undefined || RANK[level] > RANK[than]

/** A supervision card by the system, unless one as high stands already. */
export function automaticCard(asking: Asking, org: string, level: CardLevel, reason: string): Card | null {
  const { state, actor, now } = asking
  if (!isHigher(level, standingCard(state, org)?.level)) return null
  return { no: nextCardNo(state), level, org, reason, by: refOf(actor), at: now, state: 'OPEN' }
}

/** A check with the name under which the workflow prints it. */
export const check = <T extends CommandType>(
  code: CaseRefusalCode,
  refused: (deciding: Parameters<Check<T>>[0]) => boolean,
): Check<T> =>
  Object.defineProperty(
    (deciding: Parameters<Check<T>>[0]): CaseRefusal | null => (refused(deciding) ? no(code) : null),
    'name',
    { value: code.replace('case/', '') },
  )
