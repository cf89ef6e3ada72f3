// Plans of redrawing grids over HTTP, and grids as of a day.
import { codeIn } from '@gezhi/core/grids/codes'
import { gridHistoryApi } from '@gezhi/core/grids/history.api'
import { newRedraw } from '@gezhi/core/grids/redraw'
import { readsRedraws, redrawsThere, REDRAW_ROLES } from '@gezhi/core/grids/redraw.access'
import { redrawApi } from '@gezhi/core/grids/redraw.api'
import { redrawProblems } from '@gezhi/core/grids/redraw.refusals'
import { ROLES } from '@gezhi/core/people/roles'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { readAs } from '../../kernel/database.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { findVersions } from './layout.store.ts'
import { collectionOf, readGrids, readLayout } from './layout.reader.ts'
import type { RedrawDeps } from './redraw.deps.ts'
import { weigh } from './redraw.edge.ts'
import { enterRedraw } from './redraw.entry.ts'
import { findRedraw, findRedraws } from './redraw.store.ts'
import { effectView, findingView, redrawView, summaryOf } from './redraw.view.ts'

const refuse = (reply: FastifyReply, code: keyof typeof redrawProblems) =>
  sendRefusal(reply, redrawProblems, { code })

/** Nothing is worked out again for a plan that is over. */
const OVER: readonly string[] = ['IN_FORCE', 'WITHDRAWN']

export const redrawRoutes =
  (deps: RedrawDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, districts } = deps

    app.route({
      ...redrawApi.list,
      async handler(request) {
        const actor = requireActor(request)
        const found = await readAs(db, scopeOf(actor), (tx) => findRedraws(tx, actor.district, request.query))
        const book = districts(actor.district)
        return {
          redraws: found
            .filter(({ state }) => readsRedraws(actor, state.plan?.communities ?? []))
            .flatMap((one) => summaryOf(one, book) ?? []),
          mayDraft: REDRAW_ROLES.save.includes(actor.role),
        }
      },
    })

    app.route({
      ...redrawApi.read,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { district } = actor
        const found = await readAs(db, scopeOf(actor), (tx) => findRedraw(tx, district, request.params.id))
        const { plan, codes, state } = found?.state ?? newRedraw
        if (!found || !plan || !readsRedraws(actor, plan.communities))
          return refuse(reply, 'redraw/not-found')
        const weighed = OVER.includes(state)
          ? { findings: [], consequences: null }
          : await weigh(deps, { district, stream: found.id, plan, codes })
        const shown = { book: districts(district), actor, now: now(), weighed }
        return redrawView(found, shown) ?? refuse(reply, 'redraw/not-found')
      },
    })

    app.route({
      ...redrawApi.preview,
      async handler(request, reply) {
        const actor = requireActor(request)
        const plan = request.body
        if (!REDRAW_ROLES.save.includes(actor.role)) return refuse(reply, 'redraw/not-your-role')
        if (!redrawsThere(actor, plan.communities)) return refuse(reply, 'redraw/not-your-area')
        const weighed = await weigh(deps, { district: actor.district, stream: null, plan, codes: [] })
        return { findings: weighed.findings.map(findingView), effect: effectView(weighed) }
      },
    })

    app.route({
      ...redrawApi.command,
      async handler(request, reply) {
        const outcome = await enterRedraw(deps, {
          actor: requireActor(request),
          stream: request.params.id.toLowerCase(),
          commandId: request.headers['idempotency-key'],
          command: request.body,
        })
        if (!outcome.ok) return sendRefusal(reply, redrawProblems, outcome.refusal)
        // Gate: `answer` of the kind makes exactly this.
        return reply.code(202).send(outcome.answer as { id: string; version: number })
      },
    })

    app.route({
      ...gridHistoryApi.export,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { community, on, profile = '16', object } = request.query
        const mine = community === undefined ? ROLES[actor.role].level === 'L4' : true
        if (!mine || !readsRedraws(actor, community === undefined ? [] : [community]))
          return refuse(reply, 'redraw/not-your-area')
        if (profile === '20' && object === undefined) return refuse(reply, 'redraw/object-missing')
        const grids = await readGrids(deps, actor.district, { community, on })
        return collectionOf(grids, (code) => codeIn(profile, code, object))
      },
    })

    app.route({
      ...gridHistoryApi.versions,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { relation, code } = request.query
        if (!readsRedraws(actor, [code.slice(0, 12)])) return refuse(reply, 'redraw/not-your-area')
        const { district } = actor
        return {
          versions: await readAs(db, scopeOf(actor), (tx) => findVersions(tx, district, { relation, code })),
        }
      },
    })

    app.route({
      ...redrawApi.layout,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { community, on } = request.query
        if (!readsRedraws(actor, [community])) return refuse(reply, 'redraw/not-your-area')
        return readLayout(deps, actor.district, { community, on })
      },
    })
  }
