import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { KernelProblem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Stays open and costs nothing while it waits: not counted as work. */
    readonly stays?: boolean
  }
}

/**
 * Requests that are being answered at once; more are refused before anything is read for them. At 1,000 answers a second
 * the last one has waited two seconds, and each holds about 20 kB.
 */
const MOST_ANSWERED = 2000

/**
 * A refusal comes after this time: a thousand senders who asked again at once took half of the machine with their refusals alone.
 */
const PAUSE_MS = 500
/** Who waits to be refused; more are refused at once, because each holds its connection. */
const MOST_HELD = 4000

/** Refuses with `server/busy` what would only wait. Health and metrics are always answered. */
export function refuseUnderPressure(app: FastifyInstance, most = MOST_ANSWERED): void {
  const taken = new WeakSet<object>()
  let answering = 0
  let held = 0

  async function refuse(): Promise<never> {
    if (held < MOST_HELD) {
      held++
      await sleep(PAUSE_MS)
      held--
    }
    throw new KernelProblem('server/busy')
  }

  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/') || request.routeOptions.config.stays === true) return
    if (answering >= most) return refuse()
    answering++
    taken.add(request)
  })
  app.addHook('onResponse', async (request) => {
    if (taken.delete(request)) answering--
  })
}
