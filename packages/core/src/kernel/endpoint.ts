import type { TSchema } from 'typebox'

/** An endpoint as data: the server spreads it into its route, browsers pass it to `call`, OpenAPI is printed from it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly schema: {
    readonly operationId: string
    readonly summary: string
    readonly tags?: readonly string[]
    readonly params?: TSchema
    readonly querystring?: TSchema
    readonly headers?: TSchema
    readonly body?: TSchema
    readonly response: Readonly<Record<PropertyKey, TSchema>>
  }
}

/** Keeps the literal types of an endpoint while checking its shape. */
export const endpoint = <const E extends Endpoint>(value: E): E => value
