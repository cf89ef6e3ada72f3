import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifySerializerCompiler } from 'fastify'

/** Answers by the schema that their endpoint states, which is compiled when the first one is sent. */
export function schemaSerializer(): FastifySerializerCompiler<object> {
  const compile = SerializerSelector()({}, {})
  return ({ httpStatus = '', ...route }) => {
    let compiled: ((data: unknown) => string) | null = null
    return (data) => {
      compiled ??= compile({ ...route, httpStatus })
      return compiled(data)
    }
  }
}
