import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { peopleAdminApi } from '@gezhi/core/people/admin.api'
import { peopleProblems, type PeopleRefusalCode } from '@gezhi/core/people/refusals'
import type { Role } from '@gezhi/core/people/roles'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../kernel/deps.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { localDay } from './access.ts'
import { createAccount, makePasswordLink, type TokenDesk } from './accounts.ts'
import {
  closePost,
  createPost,
  delegate,
  resetTwoFactor,
  revoke,
  unlock,
  type Administrator,
} from './admin.ts'
import { findAudit } from './audit.store.ts'
import type { AskAuth } from './auth.ts'
import { findAdminPosts } from './post.store.ts'

interface Given extends Pick<Deps, 'db' | 'now' | 'config'> {
  readonly auth: AskAuth
  readonly tokens: TokenDesk
  readonly changed: () => void
}

const refuse = (reply: FastifyReply, code: PeopleRefusalCode) => sendRefusal(reply, peopleProblems, { code })

/** Who asks, if the post has the role. */
function holder(request: FastifyRequest, role: Role): Administrator | null {
  const actor = requireActor(request)
  return actor.role === role ? { actor, address: request.ip } : null
}

const byOf = ({ actor, address }: Administrator) => ({ actor: actor.person, post: actor.post, address })

/** Posts and delegations, for administrators. */
export const postAdminRoutes =
  (given: Given): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, changed } = given
    const done = (reply: FastifyReply, refusal: PeopleRefusalCode | null) => {
      changed()
      return refusal ? refuse(reply, refusal) : reply.code(204).send(null)
    }

    app.route({
      ...peopleAdminApi.findPosts,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        if (!by) return refuse(reply, 'people/not-admin')
        const { limit = 50, ended = false, ...filter } = request.query
        const at = now()
        const more = { ended, limit: limit + 1, at, day: localDay(at), realTime: Date.now() }
        const found = await findAdminPosts(db, by.actor.district, { ...filter, ...more })
        const posts = found.slice(0, limit)
        return { posts, next: found.length > limit ? (posts.at(-1)?.code ?? null) : null }
      },
    })
    app.route({
      ...peopleAdminApi.createPost,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        if (!by) return refuse(reply, 'people/not-admin')
        const refusal = await createPost(given, by, request.body)
        changed()
        return refusal ? refuse(reply, refusal) : reply.code(201).send({ code: request.body.code })
      },
    })
    app.route({
      ...peopleAdminApi.endPost,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        if (!by) return refuse(reply, 'people/not-admin')
        return done(reply, await closePost(given, by, request.params.code, request.body.reason))
      },
    })
    app.route({
      ...peopleAdminApi.delegate,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        if (!by) return refuse(reply, 'people/not-admin')
        const answer = await delegate(given, by, request.params.code, request.body)
        changed()
        return 'refused' in answer ? refuse(reply, answer.refused) : reply.code(201).send(answer)
      },
    })
    app.route({
      ...peopleAdminApi.revoke,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        if (!by) return refuse(reply, 'people/not-admin')
        return done(reply, await revoke(given, by, request.params.id))
      },
    })
  }

/** Accounts, for administrators. */
export const accountAdminRoutes =
  (given: Given): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { changed } = given
    const done = (reply: FastifyReply, refusal: PeopleRefusalCode | null) => {
      changed()
      return refusal ? refuse(reply, refusal) : reply.code(204).send(null)
    }
    const sendLink = async (reply: FastifyReply, by: Administrator, person: string) => {
      const link = await makePasswordLink(given, { district: by.actor.district, person }, byOf(by))
      if (typeof link === 'string') return refuse(reply, link)
      return reply.code(201).header('cache-control', 'no-store').send(link)
    }

    app.route({
      ...peopleAdminApi.createAccount,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        if (!by) return refuse(reply, 'people/not-admin')
        const { person, username } = request.body
        const whose = { district: by.actor.district, person }
        const refusal = await createAccount(given, whose, username, byOf(by))
        return refusal ? refuse(reply, refusal) : sendLink(reply, by, person)
      },
    })
    app.route({
      ...peopleAdminApi.passwordLink,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        return by ? sendLink(reply, by, request.params.person) : refuse(reply, 'people/not-admin')
      },
    })
    app.route({
      ...peopleAdminApi.unlock,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        if (!by) return refuse(reply, 'people/not-admin')
        return done(reply, await unlock(given, by, request.params.person))
      },
    })
    app.route({
      ...peopleAdminApi.resetTwoFactor,
      async handler(request, reply) {
        const by = holder(request, 'ADMIN')
        if (!by) return refuse(reply, 'people/not-admin')
        return done(reply, await resetTwoFactor(given, by, request.params.person))
      },
    })
  }

/** `<time>_<id>` of the last row that was read. */
function cursorOf(text: string | undefined): { at: number; id: string } | undefined {
  const [, at, id] = /^(\d{1,16})_([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  return at !== undefined && id !== undefined ? { at: Number(at), id } : undefined
}

/** The trail is read by the auditor, not by those whose acts it holds (three separate administrators, §6.4). */
export const auditRoutes =
  ({ db }: Pick<Deps, 'db'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...peopleAdminApi.audit,
      async handler(request, reply) {
        const by = holder(request, 'AUDITOR')
        if (!by) return refuse(reply, 'people/not-auditor')
        const { action, actor, before, limit = 50 } = request.query
        const filter = { action, actor, before: cursorOf(before), limit: limit + 1 }
        const found = await findAudit(db, by.actor.district, filter)
        const entries = found.slice(0, limit)
        const last = entries.at(-1)
        return { entries, next: found.length > limit && last ? `${last.at}_${last.id}` : null }
      },
    })
  }
