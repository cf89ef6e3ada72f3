// The process of http-load.ts.
import { appendFileSync, closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openConnection } from './http-connection.ts'
import type { LoadOptions, Scenario, Sending } from './http-load.ts'

type Wish = Omit<LoadOptions<unknown>, 'scenario' | 'onPid'> & { readonly scenario: string }

/** When the next request is due, for an even rate; otherwise at once. */
function pacer(perSecond: number | undefined, from: number): () => number {
  if (perSecond === undefined) return () => performance.now()
  let turn = 0
  return () => from + (turn++ * 1000) / perSecond
}

async function load(wish: Wish) {
  const { url, data, connections, seconds, warmupSeconds = 2, perSecond, acknowledged: file } = wish
  const { default: scenario } = (await import(wish.scenario)) as { readonly default: Scenario<unknown> }
  const target = new URL(url)
  const byStatus: Record<string, number> = {}
  const latencies: number[] = []
  const log = file === undefined ? null : openSync(file, 'a')
  const began = performance.now()
  const [from, until] = [began + warmupSeconds * 1000, began + (warmupSeconds + seconds) * 1000]
  const due = pacer(perSecond, began)
  let acknowledged = 0

  function count(status: number, at: number, sending: Sending): void {
    const now = performance.now()
    const ok = status >= 200 && status < 300
    if (ok) acknowledged++
    if (ok && log !== null && sending.key !== undefined) appendFileSync(log, `${sending.key}\n`)
    // By when it was answered: in an overload nearly all are due before the measured time.
    if (now < from || now > until) return
    byStatus[status] = (byStatus[status] ?? 0) + 1
    if (ok) latencies.push(now - at)
  }

  async function drive(index: number): Promise<void> {
    const script = scenario(data, index)
    const connection = openConnection(target)
    while (performance.now() < until) {
      const sending = script.next()
      if (sending === null) break
      const at = due()
      if (perSecond !== undefined && at > performance.now()) await sleep(at - performance.now())
      const { status, body } = await connection.ask(sending)
      count(status, at, sending)
      script.answered?.(status, body(), sending)
      if (status === 0) await sleep(20)
    }
    connection.close()
  }

  await Promise.all(Array.from({ length: connections }, (_, index) => drive(index)))
  if (log !== null) closeSync(log)
  return { seconds, byStatus, acknowledged, latencies }
}

// Without the bench that wanted it there is nobody to load for.
process.once('disconnect', () => process.exit())
process.once('message', (wish: Wish) => {
  void load(wish).then((counted) => process.send?.(counted))
})
