import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { peopleProblems, type PeopleRefusalCode } from '@gezhi/core/people/refusals'
import { residentApi } from '@gezhi/core/people/resident.api'
import { isAccessKey } from '@gezhi/core/people/resident'
import { sessionApi, type PostView } from '@gezhi/core/people/session.api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { writeAs } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts } from '../../kernel/district.ts'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import { localDay, type Access } from './access.ts'
import { RESIDENT_COOKIE } from './actor.hook.ts'
import { findAccount, openAccount } from './account.store.ts'
import { mailboxOf } from './auth.names.ts'
import type { AskAuth } from './auth.ts'
import { passCookies, webHeaders } from './auth.routes.ts'
import { writeAudit } from './audit.store.ts'
import { findDemoPosts, findPost } from './post.store.ts'
import { keepChosenPost, type HeldPost, type Session } from './session.store.ts'

interface Given extends Pick<Deps, 'db' | 'now' | 'config'> {
  readonly auth: AskAuth
  readonly access: Access
  readonly districts: Districts
  readonly homeDistrict: () => number
}

const refuse = (reply: FastifyReply, code: PeopleRefusalCode) => sendRefusal(reply, peopleProblems, { code })

const viewOf = ({ delegations: _, ...view }: HeldPost): PostView => view

async function requireSession(request: FastifyRequest, access: Access): Promise<Session> {
  const session = await access.session(request.headers.cookie)
  if (!session) throw new KernelProblem('session/required')
  return session
}

/** Who is signed in and in which post; signing out. */
export const sessionRoutes =
  ({ db, now, config, auth, access, districts }: Given): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...sessionApi.me,
      async handler(request, reply) {
        const session = await requireSession(request, access)
        if (!session.post) return refuse(reply, 'people/no-post')
        // The library moves the end of a session that is in use; screens ask this when they open and come back.
        const { api } = await auth()
        const { headers } = await api.getSession({ headers: webHeaders(request), returnHeaders: true })
        passCookies(reply, headers)
        const { name, centre } = districts(session.district)
        return reply.header('cache-control', 'no-store').send({
          now: now(),
          demo: config.demo,
          district: { code: session.district, name, centre: [...centre] },
          post: viewOf(session.post),
          posts: session.posts.map(viewOf),
        })
      },
    })

    app.route({
      ...sessionApi.choosePost,
      async handler(request, reply) {
        const { district, person, posts, post, token } = await requireSession(request, access)
        const chosen = request.body.post
        if (!posts.some(({ code }) => code === chosen)) return refuse(reply, 'people/post-not-yours')
        await keepChosenPost(db, token, chosen)
        access.changed()
        await writeAs(db, district, (tx) =>
          writeAudit(tx, {
            district,
            at: now(),
            action: 'session.post-chosen',
            actor: person,
            post: post?.code,
            subject: `post:${chosen}`,
            address: request.ip,
          }),
        )
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...sessionApi.signOut,
      async handler(request, reply) {
        const { api } = await auth()
        const { headers } = await api.signOut({ headers: webHeaders(request), returnHeaders: true })
        access.changed()
        passCookies(reply, headers)
        return reply.code(204).send(null)
      },
    })
  }

/** Lets a resident's browser carry the access key. */
export const residentRoutes =
  ({ config }: Pick<Deps, 'config'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const secure = config.publicUrl?.startsWith('https:') === true ? '; Secure' : ''
    const cookie = (value: string, more: string) =>
      `${RESIDENT_COOKIE}=${value}; Path=/api; HttpOnly; SameSite=Lax${secure}${more}`
    app.route({
      ...residentApi.keep,
      async handler(request, reply) {
        const { key } = request.body
        if (!isAccessKey(key)) return refuse(reply, 'people/access-key')
        return reply.header('set-cookie', cookie(key, '')).code(204).send(null)
      },
    })
    app.route({
      ...residentApi.forget,
      handler: async (_request, reply) =>
        reply.header('set-cookie', cookie('', '; Max-Age=0')).code(204).send(null),
    })
  }

/** Sign-in without a password, in demonstrations; registered nowhere else. */
export const demoRoutes =
  ({ db, now, auth, access, homeDistrict }: Given): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...sessionApi.demoPosts,
      async handler({ query }) {
        const { role, text, limit = 100 } = query
        return { posts: await findDemoPosts(db, homeDistrict(), { role, text, limit, day: localDay(now()) }) }
      },
    })

    app.route({
      ...sessionApi.demoSignIn,
      async handler(request, reply) {
        const district = homeDistrict()
        const post = await findPost(db, district, request.body.post, localDay(now()))
        if (!post) return refuse(reply, 'people/post-unknown')
        const { person, personName: name } = post
        const known = await findAccount(db, district, person)
        const email = mailboxOf(district, person)
        const fresh = { district, person, name, email, username: null }
        const userId = known?.id ?? (await openAccount(db, fresh, Date.now()))
        if (userId === undefined) throw new Error(`no account for ${person}`)
        const { api } = await auth()
        const { headers, response } = await api.beginDemoSession({
          headers: webHeaders(request),
          body: { userId },
          returnHeaders: true,
        })
        await keepChosenPost(db, response.token, post.code)
        access.changed()
        await writeAs(db, district, (tx) =>
          writeAudit(tx, {
            district,
            at: now(),
            action: 'session.demo',
            actor: person,
            post: post.code,
            address: request.ip,
          }),
        )
        passCookies(reply, headers)
        return post
      },
    })
  }
