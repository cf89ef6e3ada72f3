import { Ajv, type Options, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'

/** Members of our schemas that say something to forms and readers, not to the validator. */
const NOTES = ['widget', 'example']

interface Validate {
  (data: unknown, within?: Parameters<ValidateFunction>[1]): boolean
  errors?: NonNullable<ValidateFunction['errors']> | null
  schemaEnv?: true
}

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
 * boolean or list that the schema names. A schema is compiled when it is first needed: all at once would be half a second
 * of every start.
 */
export function schemaValidator(): FastifySchemaCompiler<object> {
  const exact = compilerOf({ coerceTypes: false })
  const fromText = compilerOf({ coerceTypes: 'array' })
  return ({ schema, httpPart }) => {
    const ajv = httpPart === 'querystring' || httpPart === 'params' ? fromText : exact
    let compiled: ValidateFunction | null = null
    const validate: Validate = (data, within) => {
      compiled ??= ajv.compile(schema)
      const valid = compiled(data, within)
      validate.errors = compiled.errors ?? null
      return valid
    }
    // Tells the server to name the request as parent, so that a whole body or query can be replaced by its default.
    validate.schemaEnv = true
    return validate
  }
}
