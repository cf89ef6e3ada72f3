// The ledger over HTTP: lines with their proof, commands to a score, appeals, months.
import { assessmentApi } from '@gezhi/core/assessment/assessment.api'
import { INDICATORS } from '@gezhi/core/assessment/indicators'
import { assessmentProblems } from '@gezhi/core/assessment/refusals'
import { NON_BUSINESS_ROLES } from '@gezhi/core/people/roles'
import { scopeOf, wholeDistrict } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { run } from '../../kernel/run.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { drillPage } from './drill.view.ts'
import { createLedger } from './ledger.reader.ts'
import { readsFigures } from './figure.query.ts'
import type { MonthKind } from './month.kind.ts'
import { findAppeals } from './score.find.store.ts'
import type { ScoreKind } from './score.kind.ts'
import { appealView } from './score.view.ts'
import { monthId } from './subjects.ts'

interface Kinds {
  readonly month: MonthKind
  readonly score: ScoreKind
}

const NO_SCORE = { code: 'assessment/no-score' } as const
const NOT_YOUR_ROLE = { code: 'assessment/not-your-role' } as const

const cursorText = (at: number, score: string, no: number) =>
  Buffer.from(`${at}/${score}/${no}`).toString('base64url')
function cursorOf(text: string | undefined) {
  if (text === undefined) return null
  const [at, score = '', no] = Buffer.from(text, 'base64url').toString().split('/')
  if (!/^\d{1,15}$/.test(at ?? '') || !/^[0-9a-f-]{36}$/.test(score) || !/^\d{1,9}$/.test(no ?? ''))
    throw new KernelProblem('request/invalid', { detail: 'after: not a cursor of this list' })
  return { at: Number(at), score, no: Number(no) }
}

export const ledgerRoutes =
  (deps: AssessmentDeps, kinds: Kinds): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db } = deps
    const ledger = createLedger(deps)

    app.route({
      ...assessmentApi.score,
      async handler(request, reply) {
        const actor = requireActor(request)
        const found = await ledger.open(actor, request.params.id)
        if (!found) return sendRefusal(reply, assessmentProblems, NO_SCORE)
        return ledger.view(actor, found)
      },
    })

    app.route({
      ...assessmentApi.proof,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { part = 'DENOMINATOR', limit = 50, after } = request.query
        const found = await ledger.open(actor, request.params.id)
        const line = found && ledger.proofOf(found, request.params.no)
        if (!line) return sendRefusal(reply, assessmentProblems, { code: 'assessment/no-line' })
        if (INDICATORS[line.wanted.indicator].needs !== null)
          throw new KernelProblem('request/invalid', { detail: 'the part has no data yet' })
        const { query, wanted } = line
        const reading = { actor, scope: wholeDistrict(actor.district), query, wanted: { ...wanted, part } }
        return drillPage(deps, reading, { limit, after })
      },
    })

    app.route({
      ...assessmentApi.commandScore,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { id } = request.params
        if (NON_BUSINESS_ROLES.includes(actor.role))
          return sendRefusal(reply, assessmentProblems, NOT_YOUR_ROLE)
        const command = request.body
        const evidence = 'evidence' in command ? (command.evidence ?? []) : []
        const missing = await deps.files.missing(db, actor.district, evidence)
        if (missing.length > 0)
          throw new KernelProblem('request/invalid', { detail: `not uploaded: ${missing.join(', ')}` })
        const edge = await ledger.edge(actor, id, command)
        if (!edge) return sendRefusal(reply, assessmentProblems, NO_SCORE)
        const outcome = await run(deps, kinds.score, {
          district: actor.district,
          stream: id,
          commandId: request.headers['idempotency-key'],
          actor,
          command,
          context: edge,
        })
        if (!outcome.ok) return sendRefusal(reply, assessmentProblems, outcome.refusal)
        // Gate: `answer` of the kind made it.
        return reply.code(202).send(outcome.answer as { id: string; version: number })
      },
    })

    app.route({
      ...assessmentApi.appeals,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!readsFigures(actor)) return sendRefusal(reply, assessmentProblems, NOT_YOUR_ROLE)
        const { state, limit = 50, after } = request.query
        const page = {
          person: ledger.judges(actor) ? null : actor.person,
          org: ledger.judges(actor) ? null : actor.org,
          open: state === undefined ? null : state === 'OPEN',
          limit,
          after: cursorOf(after),
        }
        const { rows, more, total } = await deps.lists.readAs(scopeOf(actor), (tx) =>
          findAppeals(tx, actor.district, page),
        )
        const last = rows.at(-1)
        return {
          appeals: rows.flatMap(
            ({ score, appeal, state_doc }) =>
              appealView(score, { state: state_doc, appeal }, ledger.viewing(actor)) ?? [],
          ),
          next: more && last ? cursorText(last.appeal.at, last.score, last.appeal.no) : null,
          total,
        }
      },
    })

    app.route({
      ...assessmentApi.months,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!readsFigures(actor)) return sendRefusal(reply, assessmentProblems, NOT_YOUR_ROLE)
        return ledger.months(actor)
      },
    })

    app.route({
      ...assessmentApi.commandMonth,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { month } = request.params
        const outcome = await run(deps, kinds.month, {
          district: actor.district,
          stream: monthId(actor.district, month),
          commandId: request.headers['idempotency-key'],
          actor,
          command: request.body,
          context: { month },
        })
        if (!outcome.ok) return sendRefusal(reply, assessmentProblems, outcome.refusal)
        // Gate: `answer` of the kind made it.
        return reply.code(202).send(outcome.answer as { month: string; version: number })
      },
    })
  }
