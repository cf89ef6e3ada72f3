import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { RouteOptions } from 'fastify'
import { expect, test } from 'vitest'
import { createProduct } from './features.ts'
import { schemaValidator } from './kernel/schema-validator.ts'
import { testApp } from './testing/app.testing.ts'

// Schemas are compiled when the first request needs them: a wrong one must be found here, not by a user.
const routes: RouteOptions[] = []
testApp(async (deps) => [
  {
    name: 'collector',
    async prepare(app) {
      app.addHook('onRoute', (route) => void routes.push(route))
    },
  },
  ...(await createProduct(deps)).features,
])

const PARTS = ['body', 'querystring', 'params', 'headers'] as const

test('every schema of the interface can be compiled, for what comes in and for what goes out', () => {
  const validator = schemaValidator()
  const write = SerializerSelector()({}, {})
  let compiled = 0
  for (const { method, url, schema } of routes) {
    const names = { method: [method].flat().join(), url }
    for (const httpPart of PARTS) {
      const part = schema?.[httpPart]
      const validate = part && validator({ schema: part, ...names, httpPart })
      if (typeof validate !== 'function') continue
      expect(() => void validate({}), `${names.method} ${url} ${httpPart}`).not.toThrow()
      compiled++
    }
    for (const [httpStatus, part] of Object.entries((schema?.response ?? {}) as Record<string, object>)) {
      if ('content' in part) continue
      expect(
        () => write({ schema: part, ...names, httpStatus }),
        `${names.method} ${url} ${httpStatus}`,
      ).not.toThrow()
      compiled++
    }
  }
  expect(compiled).toBeGreaterThan(500)
})
