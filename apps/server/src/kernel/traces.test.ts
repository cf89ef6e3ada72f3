import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import Fastify from 'fastify'
import { readConfig } from '../config.ts'
import { traces } from './traces.feature.ts'
import { here, traced } from './traces.ts'

interface Sent {
  readonly name: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly status?: { readonly code?: number; readonly message?: string }
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
  readonly links?: readonly { readonly spanId: string }[]
}

/** What a collector was sent. */
const taken: Sent[] = []
let collector: Server
let to = ''

beforeAll(async () => {
  collector = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => void parts.push(part))
    request.on('end', () => {
      // Gate: OTLP in JSON.
      const { resourceSpans } = JSON.parse(Buffer.concat(parts).toString()) as {
        readonly resourceSpans: readonly {
          readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[]
        }[]
      }
      taken.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((resolve) => void collector.listen(0, '127.0.0.1', resolve))
  to = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
})
afterAll(() => collector.close())

const spanNamed = (name: string): Sent => {
  const found = taken.find((span) => span.name === name)
  if (!found) throw new Error(`${name} is not among ${taken.map((span) => span.name).join(', ')}`)
  return found
}

test('a request, the command in it and the flush that took it along reach the collector, and belong together', async () => {
  const feature = traces({ traces: { to, share: 1 }, roles: ['http'] })
  const app = Fastify()
  await feature.prepare?.(app, {})
  app.post('/cases/:id', () =>
    traced('command', { attributes: { 'gezhi.type': 'grab' } }, async () => {
      const context = here()
      await traced('flush', { links: context ? [{ context }] : [] }, async () => undefined)
      return {}
    }),
  )
  app.get('/broken', () =>
    traced('read', {}, async () => {
      throw new TypeError('with a name in it')
    }),
  )
  await feature.start?.()
  await app.inject({ method: 'POST', url: '/cases/7?phone=13800001234' })
  await app.inject({ method: 'GET', url: '/broken' })
  await feature.stop?.()
  await app.close()

  const [request, command, flush] = [spanNamed('POST /cases/:id'), spanNamed('command'), spanNamed('flush')]
  expect(command.parentSpanId).toBe(request.spanId)
  expect(flush.links?.map(({ spanId }) => spanId)).toEqual([command.spanId])
  expect(spanNamed('read').status).toMatchObject({ code: 2, message: 'TypeError' })
  expect(spanNamed('GET /broken').status).toMatchObject({ code: 2 })
  expect(JSON.stringify(taken)).not.toContain('13800001234')
  expect(JSON.stringify(taken)).not.toContain('with a name in it')
})

test('without a collector work is done as ever, and nothing is remembered', async () => {
  const feature = traces({ traces: null, roles: ['http'] })
  expect([feature.prepare, feature.start]).toEqual([undefined, undefined])
  expect(await traced('command', {}, async () => here())).toBeUndefined()
})

test('a collector has an address, and a share lies between nought and one', () => {
  expect(readConfig({}).traces).toBeNull()
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }).traces).toEqual({
    to: 'http://127.0.0.1:4318',
    share: 0.1,
  })
  expect(() => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4318' })).toThrow('http://')
  expect(() => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_SAMPLER_ARG: '2' })).toThrow(
    'between 0 and 1',
  )
})
