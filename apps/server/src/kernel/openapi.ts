import swagger from '@fastify/swagger'
import type { Endpoint } from '@gezhi/core/kernel/endpoint'
import Fastify, { type FastifyInstance } from 'fastify'
import { schemaValidator } from './schema-validator.ts'
import { VERSION } from './version.ts'

/** Collects the interface from the routes that are registered after it: `app.swagger()` is OpenAPI 3.1. */
export async function describeInterface(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Gezhi',
        version: VERSION,
        description:
          'Grid-based community governance. Times are integer milliseconds since 1970 (UTC), places are CGCS2000/WGS-84 ' +
          'longitude and latitude. Errors are problem documents (RFC 9457) with a stable `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
  })
}

/** The description of endpoints without a server behind them, as JSON text. */
export async function openapiOf(endpoints: readonly Endpoint[]): Promise<string> {
  const app = Fastify()
  app.setValidatorCompiler(schemaValidator())
  await describeInterface(app)
  // In a plugin of its own: the description sees routes that come after it.
  await app.register(async (routes) => {
    for (const { method, url, schema } of endpoints)
      routes.route({ method, url, schema, handler: () => null })
  })
  await app.ready()
  return `${JSON.stringify(app.swagger(), null, 2)}\n`
}
