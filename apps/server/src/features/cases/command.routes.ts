// POST /api/cases/:id/commands: the only way in which a case changes over HTTP.
import { caseApi } from '@gezhi/core/cases/case.api'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { caseProblems } from '@gezhi/core/cases/refusals'
import { NON_BUSINESS_ROLES } from '@gezhi/core/people/roles'
import { residentActor } from '@gezhi/core/people/resident'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import { run } from '../../kernel/run.ts'
import type { CaseKind } from './case.kind.ts'
import { convertPlace, filesOf, keepContact } from './edge.ts'
import type { CaseDeps } from './case.deps.ts'

/** Issued by machinery only; over HTTP they are unknown, whoever asks. */
const MACHINE: ReadonlySet<CaseCommand['type']> = new Set([
  'expire',
  'absorb',
  'splitOff',
  'recount',
  'primaryClosed',
  'revive',
])

interface Answer {
  readonly id: string
  readonly number: string
  readonly version: number
  readonly state: 'DRAFT'
}

export const commandRoutes =
  (deps: CaseDeps, kind: CaseKind): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, now, districts, personal, files, residentKeyFor, buckets } = deps

    app.route({
      ...caseApi.command,
      async handler(request, reply) {
        const { id } = request.params
        const commandId = request.headers['idempotency-key']
        const sent = request.body
        const fresh = request.actor === null && sent.type === 'report' ? residentKeyFor(commandId) : null
        if (fresh && !buckets.take(`report:${request.ip}`, REPORTS_A_MINUTE, REPORTS_BURST))
          throw new KernelProblem('server/busy', {
            detail: 'too many reports without a key from one address',
          })
        const actor = request.actor ?? (fresh ? residentActor(deps.homeDistrict(), fresh.person) : null)
        if (!actor) throw new KernelProblem('session/required')
        if (NON_BUSINESS_ROLES.includes(actor.role) || MACHINE.has(sent.type))
          return sendRefusal(reply, caseProblems, { code: 'case/not-your-role' })

        const book = districts(actor.district)
        const prepared = convertPlace(sent)
        const missing = await files.missing(db, actor.district, filesOf(prepared.command))
        if (missing.length > 0)
          throw new KernelProblem('request/invalid', { detail: `not uploaded: ${missing.join(', ')}` })
        await keepContact(db, personal, { stream: id, actor, book, now: now() }, prepared)

        const source = actor.role === 'SYSTEM' ? await deps.sourceKindOf(actor) : undefined
        const outcome = await run(deps, kind, {
          district: actor.district,
          stream: id,
          commandId,
          actor,
          command: prepared.command,
          context: { ...prepared.findings, source },
        })
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
