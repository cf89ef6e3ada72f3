import type { Actor } from '@gezhi/core/people/actor'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { KernelProblem } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts, in which post; null without a session. Set by the feature `people` before any handler runs. */
    actor: Actor | null
  }
}

export function decorateActor(app: FastifyInstance): void {
  app.decorateRequest('actor', null)
}

/** The actor, or the problem `session/required` (401). */
export function requireActor(request: Pick<FastifyRequest, 'actor'>): Actor {
  if (request.actor === null) throw new KernelProblem('session/required')
  return request.actor
}
