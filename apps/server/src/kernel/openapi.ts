import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
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
