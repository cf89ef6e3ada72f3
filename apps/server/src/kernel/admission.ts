import type { Actor } from '@gezhi/core/people/actor'
import type { FastifyRequest } from 'fastify'

/** Whether somebody whose answer is still being sent may go on reading: sessions and posts end in the meantime. */
export interface Admission {
  /** The actor behind a request as it is now; null when there is none any more. Faults when the database is away. */
  readonly actorOf: (request: FastifyRequest) => Promise<Actor | null>
  /** Hears that something changed in this process of which actors are made; returns how to stop hearing. */
  readonly onChange: (listener: () => void) => () => void
}
