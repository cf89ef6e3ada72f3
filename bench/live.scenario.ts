// Cases that move: reported in a grid, accepted, grabbed by the street, whistled to a department. What a case is called
// says where it is, so that whoever hears of it can tell whether it may.
import { newId } from '../packages/client/src/ids.ts'
import type { Scenario, Sending } from './support/http-load.ts'

/** One street's people and a point inside one of its grids. */
export interface LiveStreet {
  readonly grid: string
  readonly lon: number
  readonly lat: number
  /** Cookies. */
  readonly member: string
  readonly dispatcher: string
  readonly leader: string
}

export interface LiveData {
  readonly streets: readonly LiveStreet[]
  readonly operators: readonly string[]
  readonly departments: readonly string[]
  readonly item: string
}

const scenario: Scenario<LiveData> = ({ streets, operators, departments, item }, connection) => {
  let turn = connection
  let step = 0
  let id = newId()
  const moves = (street: LiveStreet): readonly (readonly [cookie: string, command: object])[] => [
    [
      street.member,
      {
        type: 'report',
        title: `G-${street.grid} 路灯不亮`,
        text: `G-${street.grid} 路灯不亮，晚上看不清路，老人孩子走路不方便，请尽快派人来修`,
        place: { lon: street.lon, lat: street.lat },
        noPhotoReason: '夜间光线不足',
      },
    ],
    [operators[turn % operators.length] ?? '', { type: 'accept', item }],
    [street.dispatcher, { type: 'grab' }],
    [
      street.leader,
      {
        type: 'whistle',
        whistleType: 'DAILY',
        lead: { org: departments[turn % departments.length], task: '修复路灯' },
        units: [],
      },
    ],
  ]
  return {
    next(): Sending | null {
      const street = streets[turn % streets.length]
      const [cookie, command] = (street && moves(street)[step]) ?? []
      if (cookie === undefined) return null
      const key = newId()
      return {
        method: 'POST',
        path: `/api/cases/${id}/commands`,
        headers: { cookie, 'idempotency-key': key },
        json: command,
        key,
      }
    },
    answered(status) {
      step = status >= 200 && status < 300 ? step + 1 : 4
      if (step < 4) return
      step = 0
      id = newId()
      turn += 7
    },
  }
}
export default scenario
