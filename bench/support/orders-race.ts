// Many posts that want one case at the same moment: exactly one may get it, the others are told who did.
import { newId } from '../../packages/client/src/ids.ts'
import type { LifeData } from '../lifecycle.scenario.ts'
import { lifeNumber, ordersOf, sendingOf } from '../orders.scenario.ts'
import { openConnection } from './http-connection.ts'
import { CONNECTIONS } from './orders.ts'
import { percentile } from './report.ts'

/** An even life is grabbed. */
const GRABBED = 1

/**
 * Prepares `races` cases one by one and lets all connections grab each. Throws unless each had one winner and every other
 * answer was an honest refusal (403 or 409).
 */
export async function raceForCases(
  url: string,
  data: LifeData,
  races: number,
): Promise<{ readonly p99: number }> {
  const target = new URL(url)
  const connections = Array.from({ length: CONNECTIONS }, () => openConnection(target))
  const [one] = connections
  const latencies: number[] = []
  for (let race = 0; race < races; race++) {
    const id = newId()
    const { first, rest } = ordersOf(data, lifeNumber(race * 2 + GRABBED))
    for (const step of first) {
      const answer = await one?.ask(sendingOf(data, id, step))
      if (answer?.status !== 202) throw new Error(`${step.command.type}: ${answer?.status} ${answer?.body()}`)
    }
    const [grab] = rest
    if (grab?.command.type !== 'grab') throw new Error('the case is not one to grab')
    const answers = await Promise.all(
      connections.map(async (connection) => {
        const from = performance.now()
        const { status, body } = await connection.ask(sendingOf(data, id, grab))
        latencies.push(performance.now() - from)
        return { status, body }
      }),
    )
    const winners = answers.filter(({ status }) => status === 202).length
    const odd = answers.find(({ status }) => status !== 202 && status !== 409 && status !== 403)
    if (winners !== 1 || odd)
      throw new Error(
        `${winners} posts got one case; ${odd ? `${odd.status} ${odd.body().slice(0, 200)}` : ''}`,
      )
  }
  for (const connection of connections) connection.close()
  return { p99: percentile(latencies, 0.99) }
}
