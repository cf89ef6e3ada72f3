// Orders alone: cases are reported and accepted first, then grabbed or dispatched, handled, verified, closed and assessed
// by the posts whose turn it is. Without whistles: half of the cases are grabbed, half dispatched.
import { newId } from '../packages/client/src/ids.ts'
import { isOvertaken, stepsOf, type LifeData, type Step } from './lifecycle.scenario.ts'
import type { Scenario, Sending } from './support/http-load.ts'

/** Reported and accepted. */
const PREPARED = 2

export interface Prepared {
  readonly id: string
  readonly life: number
}

export type OrdersData = LifeData & {
  /** Null: prepare cases until the time is over. Otherwise these are acted on, each once. */
  readonly prepared: readonly Prepared[] | null
  readonly connections: number
}

/** The steps of one case, and how many of them come before orders. */
export function ordersOf(data: LifeData, life: number): { readonly first: Step[]; readonly rest: Step[] } {
  const { offices } = data.offices
  const office = offices[life % offices.length]
  if (!office) throw new Error('no street has every post')
  const steps = stepsOf(data, office, life)
  return { first: steps.slice(0, PREPARED), rest: steps.slice(PREPARED) }
}

/** Numbers of lives without a whistle: 1, 2, 11, 12 … */
export const lifeNumber = (nth: number): number => Math.floor(nth / 2) * 10 + 1 + (nth % 2)

export const sendingOf = (data: LifeData, id: string, { post, command }: Step): Sending => ({
  method: 'POST',
  path: `/api/cases/${id}/commands`,
  headers: { cookie: data.cookies[post] ?? '', 'idempotency-key': newId() },
  json: command,
})

const scenario: Scenario<OrdersData> = (data, connection) => {
  const mine = data.prepared?.filter((_, index) => index % data.connections === connection)
  let nth = connection
  let id = ''
  let life = 0
  let left: Step[] = []
  let failed = false

  function begin(): boolean {
    if (mine) {
      const next = mine.pop()
      if (!next) return false
      ;({ id, life } = next)
    } else {
      id = newId()
      life = lifeNumber(nth)
      nth += data.connections
    }
    const { first, rest } = ordersOf(data, life)
    left = mine ? rest : first
    failed = false
    return true
  }

  return {
    next() {
      if (left.length === 0 && !begin()) return null
      const step = left.shift()
      if (!step) return null
      const last = left.length === 0
      return { ...sendingOf(data, id, step), ...(last ? { key: `${id} ${life}` } : {}) }
    },
    answered(status, body, sending) {
      const { type } = sending.json as Step['command']
      if (status === 202 || isOvertaken(status, body, type) || failed) return
      failed = true
      left = []
      if (process.env['BENCH_SAY_REFUSALS'])
        process.stderr.write(`${type}: ${status} ${body.slice(0, 300)}\n`)
    },
  }
}
export default scenario
