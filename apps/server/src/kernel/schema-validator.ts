import { Ajv, type Options } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'

/** Members of our schemas that say something to forms and readers, not to the validator. */
const NOTES = ['widget', 'example']

function compilerOf(options: Options): Ajv {
  const ajv = new Ajv({
    // Unknown members are refused where a schema says so, never silently dropped.
    removeAdditional: false,
    useDefaults: true,
    discriminator: true,
    strictTypes: false,
    ...options,
  })
  for (const keyword of NOTES) ajv.addKeyword(keyword)
  addFormats.default(ajv)
  // The format's own pattern also takes `urn:uuid:…`, which PostgreSQL does not.
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  return ajv
}

/**
 * Bodies and headers are taken as they are; text of the URL (`?limit=20`, `/tiles/12/…`) is turned into the number,
 * boolean or list that the schema names.
 */
export function schemaValidator(): FastifySchemaCompiler<object> {
  const exact = compilerOf({ coerceTypes: false })
  const fromText = compilerOf({ coerceTypes: 'array' })
  return ({ schema, httpPart }) =>
    (httpPart === 'querystring' || httpPart === 'params' ? fromText : exact).compile(schema)
}
