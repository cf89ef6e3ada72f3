// GET /api/cases/:id/clocks: why each deadline of a case is due when it is, for whoever may read the case.
import { clockApi, type CauseView, type ExplainedClock } from '@gezhi/core/cases/clock.api'
import { explainAll, type Explanation } from '@gezhi/core/cases/explain'
import type { Cause } from '@gezhi/core/cases/explain.runs'
import { caseProblems } from '@gezhi/core/cases/refusals'
import { isListed } from '@gezhi/core/cases/summary'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readAs } from '../../kernel/access.store.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { actorView, isResident, type Reader } from './timeline.view.ts'
import type { CaseDeps } from './case.deps.ts'
import { findPage } from './page.store.ts'

function causeView({ by, askedBy, ...cause }: Cause, reader: Reader): CauseView {
  return { ...cause, by: actorView(by, reader), askedBy: askedBy && actorView(askedBy, reader) }
}

/** Copies as the wire wants them: lists that may be written to, and persons as the reader may see them. */
function clockView(one: Explanation, reader: Reader): ExplainedClock {
  const caused = <T extends { readonly cause: Cause }>(all: readonly T[]) =>
    all.map((each) => ({ ...each, cause: causeView(each.cause, reader) }))
  return {
    ...one,
    cause: causeView(one.cause, reader),
    end: one.end && causeView(one.end, reader),
    segments: caused(one.segments),
    moves: caused(one.moves),
    without: caused(one.without),
    missedAt: [...one.missedAt],
    still: [...one.still],
  }
}

export const clockRoutes =
  ({ db, now, districts }: CaseDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...clockApi.explain,
      async handler(request, reply) {
        const actor = requireActor(request)
        const page = await readAs(db, scopeOf(actor), (tx) => findPage(tx, actor.district, request.params.id))
        if (!page || !isListed(page.state))
          return sendRefusal(reply, caseProblems, { code: 'case/not-found' })
        const reader = { actor, book: districts(actor.district) }
        const at = now()
        // Residents read the way of their case, not the clocks of the offices: as on the case page.
        if (isResident(actor)) return { now: at, clocks: [] }
        const facts = page.facts.map(({ fact }) => fact)
        const counting = { calendar: reader.book.rules.calendar, now: at }
        return { now: at, clocks: explainAll(facts, counting).map((one) => clockView(one, reader)) }
      },
    })
  }
