/** Fastify as all features use it: schemas checked, errors as problems, requests guarded, counted and logged. */
import { randomUUID } from 'node:crypto'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Deps } from './deps.ts'
import type { Feature } from './feature.ts'
import { describeInterface } from './openapi.ts'
import { answerProblems, sendProblem, type Fallback } from './problem.ts'
import { decorateActor } from './request.ts'
import { guardRequests } from './request-guards.ts'
import { schemaValidator } from './schema-validator.ts'
import { systemRoutes } from './system.routes.ts'

const MIB = 1024 * 1024
/** Dynamic answers: level 4 takes a third of the time of the default 11 and leaves 10 % more bytes. */
const BROTLI_QUALITY = 4

function countRequests(app: FastifyInstance, { httpSeconds }: Deps['metrics']): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const labels = { method: request.method, route, status: String(reply.statusCode) }
    httpSeconds.observe(labels, reply.elapsedTime / 1000)
  })
}

async function registerFeatures(app: FastifyInstance, features: readonly Feature[]): Promise<void> {
  // Hooks of all requests first: a hook does not reach routes that were there before it.
  for (const { prepare } of features) if (prepare) await prepare(app, {})
  for (const { routes } of features) if (routes) await app.register(routes)
}

/**
 * A server with the routes of the given features, not listening yet. `/api` and everything that nobody serves are
 * answered with problems.
 */
export async function createServer(
  deps: Deps,
  features: readonly Feature[],
  fallback?: Fallback,
): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = deps.log
  const app = Fastify({
    loggerInstance,
    bodyLimit: MIB,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Behind a proxy of ours the client's address is the one that the proxy names.
    trustProxy: deps.config.publicUrl === null ? false : ['loopback', 'uniquelocal'],
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // Requests that are being answered are answered; connections that only wait are closed.
    forceCloseConnections: 'idle',
    // An address that cannot be decoded never reaches a route or the error handler.
    frameworkErrors: (_error, _request, reply) => void sendProblem(reply, 'request/refused'),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(schemaValidator())
  answerProblems(app, fallback)
  guardRequests(app, deps.config)
  countRequests(app, deps.metrics)
  decorateActor(app)
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    // Live events must not wait in a compressor until its buffer is full; pictures are compressed already.
    customTypes: /^(application\/(problem\+)?json|text\/(?!event-stream))/,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  })
  await describeInterface(app)
  await app.register(systemRoutes(deps))
  await registerFeatures(app, features)
  return app
}
