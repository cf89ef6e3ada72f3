// From rows to the lines of an inbox and to who was told of a case.
import { linesOf } from '@gezhi/core/notices/lines'
import type { NoticeLine, ToldView } from '@gezhi/core/notices/notice.api'
import type { DeliveryTold } from './delivery.store.ts'
import type { InboxRow, ToldRow } from './notice.store.ts'

/** Lines from rows that come newest first; storms are bundled. */
export const linesOfRows = (rows: readonly InboxRow[]): NoticeLine[] =>
  linesOf(
    rows.map(({ caseId, number, title, readAt, settledAt, ...row }) => ({
      ...row,
      unread: readAt === null,
      settled: settledAt !== null,
      case: number === null || title === null ? null : { id: caseId, number, title },
    })),
  )

const countBy = <T, K extends string>(rows: readonly T[], key: (row: T) => K) => Map.groupBy(rows, key)

/** One entry for each cause, newest first, with its recipients by organisation and role. */
export function toldOf(
  rows: readonly ToldRow[],
  deliveries: readonly DeliveryTold[],
  nameOf: (org: string) => string,
): ToldView[] {
  const ways = Map.groupBy(deliveries, ({ notice }) => notice)
  return [...Map.groupBy(rows, ({ key }) => key).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const told = [...countBy(own, ({ org, role }) => `${org}/${role}`).values()].flatMap((same) => {
      const [one] = same
      if (!one) return []
      const { org, role } = one
      const read = same.filter(({ readAt }) => readAt !== null).length
      return [{ org, orgName: org === '' ? '' : nameOf(org), role, count: same.length, read }]
    })
    const sent = own.flatMap(({ id }) => ways.get(id) ?? [])
    const byWay = [...countBy(sent, ({ channel, state }) => `${channel}/${state}`).values()].flatMap(
      (same) => {
        const [one] = same
        if (!one) return []
        const times = same.flatMap(({ at }) => (at === null ? [] : [at]))
        const at = times.length === 0 ? null : Math.max(...times)
        return [{ channel: one.channel, state: one.state, count: same.length, at }]
      },
    )
    return [{ kind: first.kind, at: first.at, values: { ...first.values }, told, deliveries: byWay }]
  })
}
