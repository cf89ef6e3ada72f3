/**
 * What a session has written it reads again, from whichever process and database: the answer to a change carries the
 * position of the log, and the browser brings it along as a cookie, a program as a header of the same name.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Lists } from './lists.ts'

const NAME = 'gezhi-seen'
const NEVER_REPLAYED = 999_999_999_999_999
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

function seenBy({ headers }: FastifyRequest): number {
  const [, cookie] = /(?:^|; *)gezhi-seen=(\d{1,15})(?:;|$)/.exec(headers.cookie ?? '') ?? []
  const header = headers[NAME]
  return Math.max(Number(cookie ?? 0), /^\d{1,15}$/.test(String(header)) ? Number(header) : 0)
}

/** Only where there is a replica: nobody else pays for it. */
export function rememberWhatWasWritten(
  app: FastifyInstance,
  lists: Lists,
  { publicUrl, readStaleMs }: Config,
): void {
  if (!lists.hasReplica) return
  // After this time nobody is sent to a replica that has not replayed it.
  const age = Math.ceil(readStaleMs / 1000) + 1
  const more = `; Path=/api; HttpOnly; SameSite=Strict; Max-Age=${age}${publicUrl?.startsWith('https:') ? '; Secure' : ''}`
  app.addHook('onRequest', (request, _reply, done) => lists.during(seenBy(request), done))
  app.addHook('onSend', async (request, reply) => {
    if (SAFE.has(request.method) || !request.url.startsWith('/api/') || reply.statusCode >= 400) return
    // The change is made: when its place cannot be had, the session reads from the primary for a while.
    const position = await lists.mark().catch(() => NEVER_REPLAYED)
    reply.header(NAME, position).header('set-cookie', `${NAME}=${position}${more}`)
  })
}
