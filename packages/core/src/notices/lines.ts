// Lines of an inbox from single notices: the same at the centre and on a device without the network.
import type { Urgency } from '../districts/district.ts'
import { bundlesOf } from './bundle.ts'
import type { NoticeLine } from './notice.api.ts'
import type { NoticeKind } from './notice.ts'

const MOST_CASES = 50

export interface SingleNotice {
  readonly id: string
  readonly kind: NoticeKind
  readonly urgency: Urgency
  readonly values: Readonly<Record<string, string | number>>
  readonly at: number
  readonly dueAt: number | null
  /** Nobody of the post has opened it. */
  readonly unread: boolean
  /** What it was about is done. */
  readonly settled: boolean
  /** What the reader may see of its case; null when that is nothing any more. */
  readonly case: { readonly id: string; readonly number: string; readonly title: string } | null
}

/** True when it should still be read: what is settled asks nothing of anybody. */
export const isWaiting = ({ unread, settled }: Pick<SingleNotice, 'unread' | 'settled'>): boolean =>
  unread && !settled

/** Lines from notices that come newest first; storms are bundled. */
export const linesOf = (notices: readonly SingleNotice[]): NoticeLine[] =>
  bundlesOf(notices).map(({ notices: [first, ...more] }) => {
    const all = [first, ...more]
    const cases = new Map(all.flatMap((one) => (one.case ? [[one.case.id, one.case] as const] : [])))
    const dues = all.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]))
    return {
      ids: all.map(({ id }) => id),
      kind: first.kind,
      urgency: first.urgency,
      at: first.at,
      dueAt: dues.length === 0 ? null : Math.min(...dues),
      values: { ...first.values },
      cases: [...cases.values()].slice(0, MOST_CASES),
      unread: all.some(isWaiting),
      settled: all.every(({ settled }) => settled),
    }
  })
