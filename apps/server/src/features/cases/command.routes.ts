// POST /api/cases/:id/commands: the only way in which a case changes over HTTP.
import { caseApi } from '@gezhi/core/cases/case.api'
import { caseProblems } from '@gezhi/core/cases/refusals'
import { residentActor } from '@gezhi/core/people/resident'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import type { CaseEntry } from './case.entry.ts'
import type { CaseDeps } from './case.deps.ts'

interface Answer {
  readonly id: string
  readonly number: string
  readonly version: number
  readonly state: 'DRAFT'
}

export const commandRoutes =
  (
    { residentKeyFor, buckets, homeDistrict }: Pick<CaseDeps, 'residentKeyFor' | 'buckets' | 'homeDistrict'>,
    enter: CaseEntry,
  ): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...caseApi.command,
      async handler(request, reply) {
        const commandId = request.headers['idempotency-key']
        const sent = request.body
        const fresh = request.actor === null && sent.type === 'report' ? residentKeyFor(commandId) : null
        if (fresh && !buckets.take(`report:${request.ip}`, REPORTS_A_MINUTE, REPORTS_BURST))
          throw new KernelProblem('server/busy', {
            detail: 'too many reports without a key from one address',
          })
        const actor = request.actor ?? (fresh ? residentActor(homeDistrict(), fresh.person) : null)
        if (!actor) throw new KernelProblem('session/required')
        const outcome = await enter({ actor, stream: request.params.id, commandId, body: sent })
        if (!outcome.ok) return sendRefusal(reply, caseProblems, outcome.refusal)
        // Gate: `answer` of the kind made it, now or when the command came first.
        const answer = outcome.answer as unknown as Answer
        return reply.code(202).send(fresh ? { ...answer, accessKey: fresh.key } : answer)
      },
    })
  }

/** Reports without a key, per address: enough for a family, too few for a flood. */
const REPORTS_A_MINUTE = 6
const REPORTS_BURST = 12
