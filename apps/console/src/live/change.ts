import type { CaseChange, CaseSummary } from '@gezhi/core/cases/case.api'
import { isTerminal } from '@gezhi/core/cases/states'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'

interface CasePage {
  readonly cases: readonly CaseSummary[]
}
interface Pins {
  readonly pins: readonly CaseSummary[]
  readonly more: boolean
}

/** Newer wins: the feed and an answer may cross on the way. */
const newer = (mine: CaseSummary, theirs: CaseSummary): CaseSummary =>
  theirs.version > mine.version ? theirs : mine

export const withCase = (cases: readonly CaseSummary[], change: CaseSummary): readonly CaseSummary[] =>
  cases.some(({ id }) => id === change.id)
    ? cases.map((each) => (each.id === change.id ? newer(each, change) : each))
    : cases

/** Pins show open cases: a case that ends leaves, one that changes is replaced. */
export const withPin = (pins: readonly CaseSummary[], change: CaseSummary): readonly CaseSummary[] =>
  isTerminal(change.state) ? pins.filter(({ id }) => id !== change.id) : withCase(pins, change)

/**
 * Puts a change of the feed into what screens hold: rows and pins at once, without asking the server.
 * Answers which queries have to be asked again, because only the server knows their order or their filter.
 */
export function applyChange(queries: QueryClient, { case: summary }: CaseChange): readonly string[][] {
  const stale: string[][] = [['desk'], ['case', summary.id]]
  let listed = false
  queries.setQueriesData<InfiniteData<CasePage>>({ queryKey: ['cases', 'list'] }, (data) => {
    if (!data) return data
    listed ||= data.pages.some(({ cases }) => cases.some(({ id }) => id === summary.id))
    return { ...data, pages: data.pages.map((page) => ({ ...page, cases: withCase(page.cases, summary) })) }
  })
  let pinned = false
  queries.setQueriesData<Pins>({ queryKey: ['pins'] }, (data) => {
    if (!data) return data
    pinned ||= data.pins.some(({ id }) => id === summary.id)
    return { ...data, pins: withPin(data.pins, summary) }
  })
  if (!listed) stale.push(['cases', 'list'])
  if (!pinned && !isTerminal(summary.state)) stale.push(['pins'])
  return stale
}
