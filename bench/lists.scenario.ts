// Lists and desks of every role in turn, and the pages behind the first.
import type { Scenario } from './support/http-load.ts'

export interface ListsData {
  readonly cookies: readonly string[]
  readonly paths: readonly string[]
}

const scenario: Scenario<ListsData> = ({ cookies, paths }, connection) => {
  let turn = connection
  return {
    next() {
      const which = turn++
      const cookie = cookies[which % cookies.length] ?? ''
      return { method: 'GET', path: paths[which % paths.length] ?? '', headers: { cookie } }
    },
  }
}
export default scenario
