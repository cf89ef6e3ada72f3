/** Puts kernel, features and screens together into one program. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { startKernel, stopKernel, type Deps } from './kernel/deps.ts'
import type { Feature } from './kernel/feature.ts'
import { createServer } from './kernel/server.ts'
import { serveWebApps, webPage } from './web/serve.ts'

/** Tells feed and scheduler what the features want to hear. Before `startApp`. */
export function connect(
  { feed, scheduler }: Pick<Deps, 'feed' | 'scheduler'>,
  features: readonly Feature[],
): void {
  for (const { on = {}, deadlines = {} } of features) {
    for (const [name, { handler, ...options }] of Object.entries(on)) feed.on(name, handler, options)
    for (const [kind, handler] of Object.entries(deadlines)) scheduler.on(kind, handler)
  }
}

export interface App {
  readonly deps: Deps
  readonly features: readonly Feature[]
  readonly server: FastifyInstance
  /** Fills caches, then begins to read the feed and to fire deadlines. */
  readonly start: () => Promise<void>
  /**
   * Says that it stops, answers what was taken, ends live connections, stops. The database stays open. Takes
   * `config.stopWaitMs` and at most 8 s for requests that are being answered.
   */
  readonly stop: () => Promise<void>
}

/** A request that takes longer than this is cut: a client that reads nothing must not keep the program alive. */
const ANSWER_MS = 8000

/** Takes no more connections, ends live streams, answers what was taken. */
async function closeServer(server: FastifyInstance, features: readonly Feature[]): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), ANSWER_MS)
  // The door first: a stream that ended comes back at once, and not here.
  const closed = server.close()
  for (const feature of features) await feature.stop?.()
  await closed
  clearTimeout(cut)
}

/** The built web apps of this installation. */
const screens = (home: string): Feature => ({ name: 'screens', prepare: (app) => serveWebApps(app, home) })

/**
 * Puts the program together from the features given; nothing runs before `start`. `home` is the folder with the
 * built web apps, or null to answer programs only.
 */
export async function createApp(
  deps: Deps,
  given: readonly Feature[],
  home: string | null = null,
): Promise<App> {
  const features = home === null ? given : [...given, screens(home)]
  connect(deps, features)
  const server = await createServer(deps, features, home === null ? undefined : webPage(home))
  return {
    deps,
    features,
    server,
    async start() {
      await server.ready()
      for (const feature of features) await feature.start?.()
      await startKernel(deps)
      deps.life.begin()
    },
    async stop() {
      deps.life.end()
      await sleep(deps.config.stopWaitMs)
      await closeServer(server, features)
      await stopKernel(deps)
    },
  }
}
