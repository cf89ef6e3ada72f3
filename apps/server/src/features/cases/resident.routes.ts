// Residents without an account: the follow-up link, and the hint that a matter is reported already.
import type { CaseState } from '@gezhi/core/cases/case'
import { closingReply } from '@gezhi/core/cases/reply'
import { caseProblems } from '@gezhi/core/cases/refusals'
import { residentCaseApi } from '@gezhi/core/cases/resident.api'
import { residentActor } from '@gezhi/core/people/resident'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { leadOrder } from '@gezhi/core/cases/case'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { readAs } from '../../kernel/access.store.ts'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { residentOf, type ResidentKey } from '../../kernel/resident.ts'
import { run } from '../../kernel/run.ts'
import type { CaseDeps } from './case.deps.ts'
import type { CaseKind } from './case.kind.ts'
import { scoreNearby } from './edge.ts'
import { findStates } from './page.store.ts'

/** Questions and hints of one address: enough for a family, too few to try out secrets or to map what is reported. */
const ASKED_A_MINUTE = 30
const MOST_HINTS = 3
const HINT_STEP_M = 50

const upTo = (metres: number, step: number): number => Math.max(step, Math.ceil(metres / step) * step)

export const residentCaseRoutes =
  (deps: CaseDeps, kind: CaseKind): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, districts, buckets, homeDistrict, residentKeyFor } = deps

    const slowDown = (request: FastifyRequest) => {
      if (!buckets.take(`ask:${request.ip}`, ASKED_A_MINUTE)) throw new KernelProblem('server/busy')
    }
    const stateOf = async (district: number, id: string): Promise<CaseState | undefined> =>
      (await readAs(db, wholeDistrict(district), (tx) => findStates(tx, district, [id]))).get(id)
    /** The secret of the last link of a case: derived, kept nowhere, another for every link. */
    const secretOf = (district: number, id: string, no: number): ResidentKey =>
      residentKeyFor(`follow-up/${district}/${id}/${no}`)

    /** The case behind an open link, and the person who holds it; null when the link is wrong, used or over. */
    async function opened(id: string, token: string) {
      const district = homeDistrict()
      const state = await stateOf(district, id)
      const link = state?.followUpLink
      if (!state || !link || state.state !== 'FOLLOW_UP' || link.expiresAt <= now()) return null
      if (state.followUpAnswer) return null
      const { person } = secretOf(district, id, link.no)
      return residentOf(token) === person ? { state, district, person, until: link.expiresAt } : null
    }

    app.route({
      ...residentCaseApi.link,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (actor.role !== 'DISTRICT_OPERATOR')
          return sendRefusal(reply, caseProblems, { code: 'case/not-your-role' })
        const { id } = request.params
        const link = (await stateOf(actor.district, id))?.followUpLink
        if (!link || link.expiresAt <= now())
          return sendRefusal(reply, caseProblems, { code: 'case/link-gone' })
        const { key } = secretOf(actor.district, id, link.no)
        return reply
          .header('cache-control', 'no-store')
          .send({ path: `/rate/${id}#${key}`, until: link.expiresAt })
      },
    })

    app.route({
      ...residentCaseApi.question,
      async handler(request, reply) {
        slowDown(request)
        const found = await opened(request.params.id, request.headers['x-follow-up'])
        if (!found) return sendRefusal(reply, caseProblems, { code: 'case/link-gone' })
        const { state, district, until } = found
        const { rules } = districts(district)
        const org = leadOrder(state)?.org ?? state.location?.community ?? ''
        return reply.header('cache-control', 'no-store').send({
          number: state.number ?? '',
          itemName: rules.item(state.item ?? '')?.name ?? '',
          reportedAt: state.reportedAt ?? 0,
          unit: rules.organisation(org)?.shortName ?? '',
          text: state.result?.text ?? '',
          ...(state.result
            ? closingReply(state, state.result)
            : { acceptedAt: null, contactedAt: null, whom: null, solvedAt: null }),
          until,
        })
      },
    })

    app.route({
      ...residentCaseApi.answer,
      async handler(request, reply) {
        slowDown(request)
        const { id } = request.params
        const found = await opened(id, request.headers['x-follow-up'])
        if (!found) return sendRefusal(reply, caseProblems, { code: 'case/link-gone' })
        const { contacted, solved, rating, note } = request.body
        if (rating < 3 && !note)
          throw new KernelProblem('request/invalid', { detail: 'a rating below 3 says why' })
        const outcome = await run(deps, kind, {
          district: found.district,
          stream: id,
          commandId: request.headers['idempotency-key'],
          actor: residentActor(found.district, found.person),
          command:
            rating < 3
              ? { type: 'recordDissatisfied', contacted, solved, rating, note: note ?? '' }
              : { type: 'recordSatisfied', contacted, solved, rating, ...(note ? { note } : {}) },
          context: { byLink: true },
        })
        if (!outcome.ok) return sendRefusal(reply, caseProblems, outcome.refusal)
        return reply.code(202).send({ rating })
      },
    })

    app.route({
      ...residentCaseApi.hints,
      async handler(request) {
        slowDown(request)
        const { lon, lat, text = '' } = request.query
        const district = homeDistrict()
        const book = districts(district)
        const near = await scoreNearby(db, { district, now: now(), book }, { lon, lat, item: null, text })
        return {
          hints: near.slice(0, MOST_HINTS).map(({ row, distanceM }) => ({
            item: row.item,
            itemName: book.rules.item(row.item ?? '')?.name ?? '',
            communityName: book.rules.organisation(row.community ?? '')?.shortName ?? null,
            state: row.state,
            withinM: upTo(distanceM, HINT_STEP_M),
            reportedAt: Math.floor(row.reported_at / DAY) * DAY,
          })),
        }
      },
    })
  }
