import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { FastifyRequest } from 'fastify'
import type { Db } from '../../kernel/database.ts'
import type { Access } from './access.ts'

/** What others may remember of a session: a hash that finds it and opens nothing. */
export interface SessionLinks {
  /** SHA-256 of the session's token; null without a session. */
  readonly hashOf: (request: Pick<FastifyRequest, 'headers'>) => Promise<Buffer | null>
  /** Ends the session, in this process at once and in others within a second. */
  readonly end: (hash: Buffer) => Promise<void>
}

export const sessionLinks = (
  db: Db,
  { session, changed }: Pick<Access, 'session' | 'changed'>,
): SessionLinks => ({
  async hashOf(request) {
    const found = await session(request.headers.cookie)
    return found && createHash('sha256').update(found.token).digest()
  },
  async end(hash) {
    await sql`delete from auth.session where sha256(convert_to(token, 'UTF8')) = ${hash}`.execute(db)
    changed()
  },
})
