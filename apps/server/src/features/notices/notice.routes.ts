// The inbox of a post, and who was told of a case.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { noticeApi } from '@gezhi/core/notices/notice.api'
import type { Actor } from '@gezhi/core/people/actor'
import { ROLES } from '@gezhi/core/people/roles'
import { scopeOf } from '@gezhi/core/people/scope'
import { readAs, writeAs } from '../../kernel/access.store.ts'
import { requireActor } from '../../kernel/request.ts'
import { findDeliveries } from './delivery.store.ts'
import type { NoticeDeps } from './notice.deps.ts'
import { countUnread, findInbox, findTold, markRead } from './notice.store.ts'
import { linesOfRows, toldOf } from './notice.view.ts'

/** Rows of one page before they are bundled. */
const PAGE = 200
/** A case that was long in the works has told some hundred posts. */
const MOST_TOLD = 2000

/** Staff alone: reporters read of their case on its page, and how others were told of it is not theirs to know. */
export const isStaff = ({ role }: Actor): boolean => ROLES[role].level !== 'L0' && role !== 'SYSTEM'

export const noticeRoutes =
  (deps: NoticeDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, districts } = deps
    const unreadOf = ({ district, post }: Actor) =>
      writeAs(db, district, (tx) => countUnread(tx, district, post))

    app.route({
      ...noticeApi.inbox,
      async handler(request) {
        const actor = requireActor(request)
        const { unread = false, before } = request.query
        const query = { post: actor.post, unread, before: before ?? null, limit: PAGE }
        const rows = await readAs(db, scopeOf(actor), (tx) => findInbox(tx, actor.district, query))
        const next = rows.length === PAGE ? (rows.at(-1)?.at ?? null) : null
        return { lines: linesOfRows(rows), next, ...(await unreadOf(actor)) }
      },
    })

    app.route({
      ...noticeApi.count,
      handler: (request) => unreadOf(requireActor(request)),
    })

    app.route({
      ...noticeApi.read,
      async handler(request) {
        const actor = requireActor(request)
        const { district, post } = actor
        const left = await writeAs(db, district, async (tx) => {
          await markRead(tx, district, post, request.body, now())
          return countUnread(tx, district, post)
        })
        // The other windows of this post show the same number.
        deps.bell.ring(district, new Set([post]))
        return left
      },
    })

    app.route({
      ...noticeApi.told,
      async handler(request) {
        const actor = requireActor(request)
        if (!isStaff(actor)) return { told: [] }
        const { district } = actor
        const { organisation } = districts(district).rules
        return readAs(db, scopeOf(actor), async (tx) => {
          const rows = await findTold(tx, district, request.params.id, MOST_TOLD)
          const deliveries = await findDeliveries(
            tx,
            district,
            rows.map(({ id }) => id),
          )
          return { told: toldOf(rows, deliveries, (org) => organisation(org)?.shortName ?? org) }
        })
      },
    })
  }
