// Many notices of one kind in one quarter of an hour are one line: «27 cases overdue» after a server was down (§8).
import { MINUTE } from '../kernel/calendar.ts'
import type { NoticeKind } from './notice.ts'

const SLOT_MS = 15 * MINUTE
/** As many lines of one kind one reads; more are a storm. */
const MOST_SINGLE = 3

interface Bundled {
  readonly kind: NoticeKind
  readonly at: number
  readonly urgency: string
  readonly values: Readonly<Record<string, string | number>>
}

export interface Bundle<N> {
  /** Newest first; one where nothing had to be bundled. */
  readonly notices: readonly [N, ...N[]]
}

const sameMatter = ({ kind, at, urgency, values }: Bundled): string =>
  [
    kind,
    values['task'] ?? values['deadline'] ?? values['level'] ?? '',
    urgency === 'URGENT',
    Math.floor(at / SLOT_MS),
  ].join('/')

/** Lines of an inbox from notices that come newest first; a bundle stands where its newest would. */
export function bundlesOf<N extends Bundled>(notices: readonly N[]): readonly Bundle<N>[] {
  const groups = Map.groupBy(notices, sameMatter)
  const done = new Set<string>()
  return notices.flatMap((notice): Bundle<N>[] => {
    const matter = sameMatter(notice)
    const [first, ...more] = groups.get(matter) ?? []
    if (!first || more.length < MOST_SINGLE) return [{ notices: [notice] }]
    if (done.has(matter)) return []
    done.add(matter)
    return [{ notices: [first, ...more] }]
  })
}
