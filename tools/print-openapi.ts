import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Endpoint } from '@gezhi/core/kernel/endpoint'
import Fastify from 'fastify'
import { describeInterface } from '../apps/server/src/kernel/openapi.ts'
import { schemaValidator } from '../apps/server/src/kernel/schema-validator.ts'
import { ROOT } from './steps.ts'

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'url' in value && 'schema' in value

/** Every endpoint that a `*.api.ts` of core exports, in a list or alone. */
async function findEndpoints(): Promise<readonly Endpoint[]> {
  const modules = await Promise.all(
    globSync('packages/core/src/**/*.api.ts', { cwd: ROOT })
      .sort()
      .map((path): Promise<object> => import(pathToFileURL(join(ROOT, path)).href)),
  )
  const exported = modules.flatMap((module): unknown[] => Object.values(module))
  return exported
    .flatMap((value) =>
      isEndpoint(value) || typeof value !== 'object' || value === null ? [value] : Object.values(value),
    )
    .filter(isEndpoint)
}

/** The whole interface for programs, as OpenAPI 3.1. */
export async function printOpenapi(): Promise<string> {
  const app = Fastify()
  app.setValidatorCompiler(schemaValidator())
  await describeInterface(app)
  // In a plugin of its own: the description sees routes that come after it.
  await app.register(async (routes) => {
    for (const { method, url, schema } of await findEndpoints())
      routes.route({ method, url, schema, handler: () => null })
  })
  await app.ready()
  return `${JSON.stringify(app.swagger(), null, 2)}\n`
}
