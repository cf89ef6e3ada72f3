/** Sends what happens inside to a collector of OpenTelemetry, where the configuration names one. */
import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Feature } from './feature.ts'
import { tracer } from './traces.ts'
import { VERSION } from './version.ts'

function traceRequests(app: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, Span>()
  app.addHook('onRequest', (request, _reply, done) => {
    const attributes = { 'http.request.method': request.method }
    // A trace begun by a client is not followed: anybody could write into ours.
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes, root: true })
    spans.set(request, span)
    context.with(trace.setSpan(context.active(), span), done)
  })
  // A body comes by events of the connection, which know nothing of the request.
  app.addHook('preHandler', (request, _reply, done) => {
    const span = spans.get(request)
    if (span) context.with(trace.setSpan(context.active(), span), done)
    else done()
  })
  app.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request)
    const route = request.routeOptions.url ?? 'none'
    span?.updateName(`${request.method} ${route}`)
    span?.setAttributes({ 'http.route': route, 'http.response.status_code': reply.statusCode })
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
  })
}

/** Sends spans to the collector that the configuration names, one request in so many. */
export function traces({ traces: wish, roles }: Pick<Config, 'traces' | 'roles'>): Feature {
  if (wish === null) return { name: 'traces' }
  let stop = async (): Promise<void> => {}
  return {
    name: 'traces',
    prepare: async (app) => traceRequests(app),
    async start() {
      stop = await startSending(wish, roles)
    },
    stop: () => stop(),
  }
}

/** The parts that send are loaded only where somebody collects. */
async function startSending(
  { to, share }: NonNullable<Config['traces']>,
  roles: readonly string[],
): Promise<() => Promise<void>> {
  const [sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/resources'),
    ])
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'gezhi',
      'service.version': VERSION,
      'gezhi.roles': roles.join(','),
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${to.replace(/\/$/, '')}/v1/traces` }),
      }),
    ],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  return async () => {
    await provider.shutdown()
    trace.disable()
    context.disable()
  }
}
