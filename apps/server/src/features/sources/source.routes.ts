import { createHash, randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Actor } from '@gezhi/core/people/actor'
import { sourceApi, sourceProblems, type SourceRefusalCode } from '@gezhi/core/sources/source.api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { writeAs, type Tx } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { auditSource, changeSource, findSources, insertSource, rotateKey } from './source.store.ts'

/** What one device gateway of a district needs; hotlines stay far below it. */
const USUAL_RATE = 600

export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** 32 random bytes; the prefix lets people and scanners of leaked secrets recognise it. */
const newKey = (): string => `gzs_${randomBytes(32).toString('base64url')}`

interface Given extends Pick<Deps, 'db' | 'now'> {
  readonly changed: () => void
}

type Work = (tx: Tx) => Promise<SourceRefusalCode | null>
type Action = Parameters<typeof auditSource>[1]['action']

/** Does one change with its audit row, as an administrator; answers the refusal or null. */
async function change(
  { db, now, changed }: Given,
  request: FastifyRequest,
  about: { readonly action: Action; readonly code: string; readonly data?: object },
  work: Work,
): Promise<SourceRefusalCode | null> {
  const actor: Actor = requireActor(request)
  if (actor.role !== 'ADMIN') return 'source/not-admin'
  const { district, person, post } = actor
  const refusal = await writeAs(db, district, async (tx) => {
    const refused = await work(tx)
    if (refused) return refused
    await auditSource(tx, { ...about, district, at: now(), actor: person, post, address: request.ip })
    return null
  })
  changed()
  return refusal
}

const refuse = (reply: FastifyReply, code: SourceRefusalCode) => sendRefusal(reply, sourceProblems, { code })

/** Registration of source systems, for administrators. */
export const sourceRoutes =
  (given: Given): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now } = given
    app.route({
      ...sourceApi.find,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (actor.role !== 'ADMIN') return refuse(reply, 'source/not-admin')
        return { sources: await findSources(db, actor.district) }
      },
    })
    app.route({
      ...sourceApi.register,
      async handler(request, reply) {
        const { code, name, kind, ratePerMinute = USUAL_RATE } = request.body
        const { district } = requireActor(request)
        const key = newKey()
        const row = { district, code, name, kind, ratePerMinute, keyHash: hashOfKey(key) }
        const about = { action: 'source.registered', code, data: { kind, ratePerMinute } } as const
        const refusal = await change(given, request, about, async (tx) =>
          (await insertSource(tx, row, now())) ? null : 'source/exists',
        )
        if (refusal) return refuse(reply, refusal)
        return reply.code(201).header('cache-control', 'no-store').send({ code, key })
      },
    })
    app.route({
      ...sourceApi.rotate,
      async handler(request, reply) {
        const { code } = request.params
        const { district } = requireActor(request)
        const key = newKey()
        const refusal = await change(given, request, { action: 'source.rotated', code }, async (tx) =>
          (await rotateKey(tx, district, code, hashOfKey(key), now())) ? null : 'source/unknown',
        )
        if (refusal) return refuse(reply, refusal)
        return reply.code(201).header('cache-control', 'no-store').send({ code, key })
      },
    })
    app.route({
      ...sourceApi.change,
      async handler(request, reply) {
        const { code } = request.params
        const { district } = requireActor(request)
        const about = { action: 'source.changed', code, data: request.body } as const
        const refusal = await change(given, request, about, async (tx) =>
          (await changeSource(tx, district, code, request.body)) ? null : 'source/unknown',
        )
        return refusal ? refuse(reply, refusal) : reply.code(204).send(null)
      },
    })
  }
