// Whose work a device sends: it says so itself, because the session may by now be somebody else's.
import { syncProblems } from '@gezhi/core/sync/refusals'
import { PERSON_HEADER } from '@gezhi/core/sync/sync.api'
import type { FastifyInstance } from 'fastify'
import { sendRefusal } from '../../kernel/problem.ts'

/**
 * Refuses with 401 what one person did and another one's session brings: on a shared tablet the next person signs in
 * while the page of the one before is still open, and a post may have passed from one to the other.
 */
export function holdToPerson(app: FastifyInstance): void {
  // After every hook that may say who it is.
  app.addHook('preParsing', async (request, reply) => {
    const claimed = request.headers[PERSON_HEADER]
    if (typeof claimed !== 'string' || request.actor === null || request.actor.person === claimed) return
    return sendRefusal(reply, syncProblems, { code: 'sync/other-session' })
  })
}
