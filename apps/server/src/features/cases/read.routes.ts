// Reading cases: page, lists, pins, desk, likeness nearby, and the logged look at a contact.
import { caseApi } from '@gezhi/core/cases/case.api'
import type { CaseState } from '@gezhi/core/cases/case'
import { caseProblems } from '@gezhi/core/cases/refusals'
import { isListed } from '@gezhi/core/cases/summary'
import type { Actor } from '@gezhi/core/people/actor'
import { ROLES } from '@gezhi/core/people/roles'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readAs, writeAs } from '../../kernel/access.store.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { pageFrom, summaryFrom } from './case.view.ts'
import { countDesk, findDesk } from './desk.store.ts'
import { scoreNearby } from './edge.ts'
import { cursorOf, cursorText, filterOf } from './filter.ts'
import { findCases, findCasesById } from './find.store.ts'
import type { CaseDeps } from './case.deps.ts'
import { findPage, findRelated } from './page.store.ts'
import { searchCases } from './search.ts'

/** The map asks for vector tiles beyond this many pins. */
const MOST_PINS = 5000

/** Handlers of the case and the follow-up desk may see a contact; the reason is logged (domain specification §2.2). */
function mayReveal(actor: Actor, state: CaseState): boolean {
  if (actor.role === 'DISTRICT_OPERATOR') return true
  const open = state.orders.some((order) => order.org === actor.org && order.state !== 'RETURNED')
  return open && ['LD', 'L3'].includes(ROLES[actor.role].level)
}

export const readRoutes =
  (deps: CaseDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, lists, now, districts, personal } = deps

    app.route({
      ...caseApi.get,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { id } = request.params
        const found = await readAs(db, scopeOf(actor), async (tx) => {
          const page = await findPage(tx, actor.district, id)
          if (!page) return null
          const contacts = await personal.maskedContacts(tx, actor.district, [id])
          return { page, masked: contacts.get(id), related: await findRelated(tx, actor.district, id) }
        })
        if (!found || !isListed(found.page.state))
          return sendRefusal(reply, caseProblems, { code: 'case/not-found' })
        const revealable = mayReveal(actor, found.page.state) && found.masked !== undefined
        return pageFrom(found.page, {
          actor,
          book: districts(actor.district),
          now: now(),
          masked: (revealable ? found.masked : undefined) ?? { name: null, phone: null },
          mayReveal: revealable,
          related: found.related,
        })
      },
    })

    app.route({
      ...caseApi.find,
      async handler(request) {
        const actor = requireActor(request)
        const at = { scope: scopeOf(actor), now: now() }
        const filter = filterOf(request.query)
        const after = cursorOf(request.query.after)
        const book = districts(actor.district)
        const page = { limit: request.query.limit ?? 50, after }
        const { rows, next, ...found } = await searchCases(lists, at, filter, page)
        return {
          cases: rows.map((row) => summaryFrom(row, book, at.now)),
          next: next && cursorText(next),
          ...found,
        }
      },
    })

    app.route({
      ...caseApi.pins,
      async handler(request) {
        const actor = requireActor(request)
        const at = { scope: scopeOf(actor), now: now() }
        const filter = { open: true, ...filterOf(request.query) }
        const book = districts(actor.district)
        const { rows, more } = await lists.readAs(at.scope, (tx) =>
          findCases(tx, at, filter, { limit: MOST_PINS }),
        )
        const pins = rows.filter((row) => !row.sensitive).map((row) => summaryFrom(row, book, at.now))
        return { pins, more }
      },
    })

    app.route({
      ...caseApi.desk,
      async handler(request) {
        const actor = requireActor(request)
        const book = districts(actor.district)
        const { kind, limit = 100 } = request.query
        return lists.readAs(scopeOf(actor), async (tx) => {
          const counts = await countDesk(tx, actor, now())
          const tasks = await findDesk(tx, actor, { kind, limit })
          const rows = await findCasesById(tx, actor.district, [
            ...new Set(tasks.map((task) => task.case_id)),
          ])
          const byId = new Map(rows.map((row) => [row.id, summaryFrom(row, book, now())]))
          return {
            counts,
            tasks: tasks.flatMap((task) => {
              const summary = byId.get(task.case_id)
              if (!summary) return []
              return [
                {
                  // Gate: `projectCases` writes task kinds only.
                  kind: task.kind as (typeof counts)[number]['kind'],
                  order: task.order_no,
                  request: task.request_no,
                  card: task.card_no,
                  dueAt: task.due_at,
                  case: summary,
                },
              ]
            }),
          }
        })
      },
    })

    app.route({
      ...caseApi.nearby,
      async handler(request) {
        const actor = requireActor(request)
        const { lon, lat, item, text } = request.query
        const book = districts(actor.district)
        const scored = await scoreNearby(
          db,
          { district: actor.district, now: now(), book },
          { lon, lat, item: item ?? null, text: text ?? '' },
        )
        const resident = ROLES[actor.role].level === 'L0'
        return {
          cases: scored.slice(0, 10).map(({ row, distanceM, sameFamily, score }) => ({
            // Others' words are not a resident's to read: the matter and the place say enough.
            case: {
              ...summaryFrom(row, book, now()),
              ...(resident ? { title: book.rules.item(row.item ?? '')?.name ?? '' } : {}),
            },
            distanceM,
            sameFamily,
            score: Math.round(score * 100) / 100,
          })),
        }
      },
    })

    app.route({
      ...caseApi.reveal,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { id } = request.params
        const page = await readAs(db, scopeOf(actor), (tx) => findPage(tx, actor.district, id))
        if (!page) return sendRefusal(reply, caseProblems, { code: 'case/not-found' })
        if (!mayReveal(actor, page.state))
          return sendRefusal(reply, caseProblems, { code: 'case/not-participant' })
        const contact = await writeAs(db, actor.district, (tx) =>
          personal.revealContact(tx, { id, actor, purpose: request.body.purpose, subject: `case:${id}` }),
        )
        return contact ?? { name: null, phone: null }
      },
    })
  }
