// Reports with a session or, where the bench's own server allows it, with nothing but the name of a post; and the list and
// the desk that a street dispatcher looks at all day.
import reports, { type ReportData } from './report.scenario.ts'
import type { Scenario } from './support/http-load.ts'

export interface SecurityData extends ReportData {
  /** Posts that act without a session; connection by connection, in the order of `cookies`. */
  readonly names: readonly string[] | null
  /** Cookie of the post whose list and desk are read; null: reports are written. */
  readonly reader: string | null
}

const PATHS = ['/api/cases?limit=50', '/api/desk?limit=50']

const scenario: Scenario<SecurityData> = (data, connection) => {
  const { names, reader } = data
  let turn = connection
  if (reader !== null)
    return {
      next: () => ({ method: 'GET', path: PATHS[turn++ % 2] ?? '', headers: { cookie: reader } }),
    }
  const { next } = reports(data, connection)
  if (names === null) return { next }
  const name = names[connection % names.length] ?? ''
  return {
    next() {
      const sending = next()
      if (sending === null) return null
      const key = sending.key ?? ''
      return { ...sending, headers: { 'x-bench-post': name, 'idempotency-key': key } }
    },
  }
}
export default scenario
