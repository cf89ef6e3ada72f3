/** Fastify as all features use it: schemas checked, errors as problems, requests guarded, counted and logged. */
import { randomUUID } from 'node:crypto'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import type { Deps } from './deps.ts'
import type { Feature } from './feature.ts'
import { describeInterface } from './openapi.ts'
import { answerProblems, sendProblem, type Fallback } from './problem.ts'
import { decorateActor } from './request.ts'
import { refuseUnderPressure } from './pressure.ts'
import { guardRequests } from './request-guards.ts'
import { rememberWhatWasWritten } from './seen.hook.ts'
import { schemaSerializer } from './schema-serializer.ts'
import { schemaValidator } from './schema-validator.ts'
import { systemRoutes } from './system.routes.ts'

const MIB = 1024 * 1024
/** Dynamic answers: level 4 takes a third of the time of the default 11 and leaves 10 % more bytes. */
const BROTLI_QUALITY = 4
/** Connections that may wait at the door: with 511, as is usual, a thousand devices that come back at once are turned away. */
export const BACKLOG = 4096

function countRequests(app: FastifyInstance, { httpSeconds }: Deps['metrics']): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const labels = { method: request.method, route, status: String(reply.statusCode) }
    httpSeconds.observe(labels, reply.elapsedTime / 1000)
  })
}

/** A connection that is kept would go on bringing requests to a process that ends. */
function closeConnectionsAtEnd(app: FastifyInstance, { life }: Deps): void {
  app.addHook('onRequest', async (_request, reply) => {
    // On the raw answer: uploads and live streams write theirs themselves.
    if (life.phase() === 'stopping') reply.raw.setHeader('connection', 'close')
  })
}

/** The routes that the roles of this process call for. */
async function registerFeatures(
  app: FastifyInstance,
  features: readonly Feature[],
  { roles }: Config,
): Promise<void> {
  if (!roles.includes('http') && !roles.includes('ingest')) return
  // Hooks of all requests first: a hook does not reach routes that were there before it.
  for (const { prepare } of features) if (prepare) await prepare(app, {})
  for (const { routes, inlets } of features) {
    const own = roles.includes('http') ? routes : inlets
    if (own) await app.register(own)
  }
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
    // What still arrives on a connection that was kept is answered too: a 503 here would be a request lost.
    return503OnClosing: false,
    // An address that cannot be decoded never reaches a route or the error handler.
    frameworkErrors: (_error, _request, reply) => void sendProblem(reply, 'request/refused'),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(schemaValidator())
  app.setSerializerCompiler(schemaSerializer())
  answerProblems(app, fallback)
  refuseUnderPressure(app)
  guardRequests(app, deps.config)
  countRequests(app, deps.metrics)
  closeConnectionsAtEnd(app, deps)
  rememberWhatWasWritten(app, deps.lists, deps.config)
  decorateActor(app)
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    // Live events must not wait in a compressor until its buffer is full; pictures are compressed already.
    customTypes: /^(application\/(problem\+)?json|text\/(?!event-stream))/,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  })
  await describeInterface(app)
  await app.register(systemRoutes(deps))
  await registerFeatures(app, features, deps.config)
  return app
}
