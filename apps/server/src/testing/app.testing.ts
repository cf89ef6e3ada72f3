/** The composed app with chosen features on the file's database, a clock that the test sets, and any actor. */
import type { Actor } from '@gezhi/core/people/actor'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Logger } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { createApp, type App } from '../app.ts'
import type { Config } from '../config.ts'
import { createDeps, type Deps } from '../kernel/deps.ts'
import type { Feature } from '../kernel/feature.ts'
import { testDatabase } from './database.testing.ts'
import { silent, testClock, testConfig } from './kernel.testing.ts'

const ACTOR_HEADER = 'x-test-actor'

/** Takes the actor from a header, whatever the session says. The product has no such hook. */
const namedActors: Feature = {
  name: 'testing',
  async prepare(app) {
    app.addHook('onRequest', async (request) => {
      const header = request.headers[ACTOR_HEADER]
      // Gate: the header was written by `as` below.
      if (typeof header === 'string') request.actor = JSON.parse(decodeURIComponent(header)) as Actor
    })
  },
}

export interface TestAppOptions {
  readonly config?: Partial<Config>
  /** Default: nothing is logged. */
  readonly log?: Logger
  /** Fill the database before features start. */
  readonly seed?: (deps: Deps) => Promise<unknown>
  /** Also read the feed and fire deadlines by themselves. Default: false, tests call `deps.scheduler.fireDue()`. */
  readonly start?: boolean
}

type Request = InjectOptions | string

/**
 * `const server = testApp(async (deps) => [cases(deps)])`, then inside tests
 * `await server.as(actor).inject({ method: 'POST', url, payload })`, `server.clock.set(time)`, `server.deps.db`.
 */
export function testApp(
  features: (deps: Deps) => Feature[] | Promise<Feature[]>,
  options: TestAppOptions = {},
) {
  const database = testDatabase()
  const clock = testClock()
  let app: App
  beforeAll(async () => {
    const config = { ...testConfig, ...options.config }
    const deps = await createDeps({ config, log: options.log ?? silent, database: database.open, clock })
    await options.seed?.(deps)
    app = await createApp(deps, [...(await features(deps)), namedActors])
    if (options.start) return app.start()
    await app.server.ready()
    for (const feature of app.features) await feature.start?.()
  })
  afterAll(() => app.stop())

  const inject = (request: Request, headers: Record<string, string>): Promise<LightMyRequestResponse> => {
    const { headers: own = {}, ...rest }: InjectOptions =
      typeof request === 'string' ? { url: request } : request
    return app.server.inject({ ...rest, headers: { ...own, ...headers } })
  }
  return {
    clock,
    get deps() {
      return app.deps
    },
    get server() {
      return app.server
    },
    as: (actor: Actor) => ({
      inject: (request: Request) =>
        inject(request, { [ACTOR_HEADER]: encodeURIComponent(JSON.stringify(actor)) }),
    }),
    /** Without a session. */
    inject: (request: Request) => inject(request, {}),
  }
}
