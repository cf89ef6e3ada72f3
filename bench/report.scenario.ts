// Reports of cases, one after the other: what a grid member's phone sends, with an id of its own each.
import { newId } from '../packages/client/src/ids.ts'
import type { Scenario } from './support/http-load.ts'

export interface ReportData {
  /** Cookies of the posts that report; a connection keeps one. */
  readonly cookies: readonly string[]
  /** Hash of an uploaded photo. */
  readonly photo: string
}

export const REPORT_TEXT = '路灯不亮，晚上看不清路，老人孩子走路不方便，请尽快派人来修'

/** Somewhere in the middle of the district, where grids are. */
const place = () => ({ lon: 118.9 + Math.random() * 0.05, lat: 42.24 + Math.random() * 0.04 })

const scenario: Scenario<ReportData> = ({ cookies, photo }, connection) => ({
  next() {
    const key = newId()
    return {
      method: 'POST',
      path: `/api/cases/${newId()}/commands`,
      headers: { cookie: cookies[connection % cookies.length] ?? '', 'idempotency-key': key },
      json: {
        type: 'report',
        text: REPORT_TEXT,
        place: place(),
        photos: [photo],
      },
      key,
    }
  },
})
export default scenario
